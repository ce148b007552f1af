"""The answer to a question: one tab per source, ten rows a page, and a print view with everything.

Knows nothing of how an answer is put together.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from mock_legacy.forsakringskassan.answer import Answer, put_together
from mock_legacy.forsakringskassan.questions import asked_by
from mock_legacy.forsakringskassan.rendering import for_signed_in, page


@for_signed_in
async def tab(request: Request) -> Response:
    """Show one tab, one page of its rows."""
    answer = await run_in_threadpool(_answer, request)
    section = None if answer is None else answer.section(request.path_params["tab"])
    if answer is None or (section is None and answer.known and not answer.closed):
        return page(request, "not_found.html", status=404)
    return page(request, "answer.html", answer=answer, section=section, number=_page_number(request))


@for_signed_in
async def print_view(request: Request) -> Response:
    """Show all tabs and all rows on one page."""
    answer = await run_in_threadpool(_answer, request)
    if answer is None:
        return page(request, "not_found.html", status=404)
    return page(request, "print_view.html", answer=answer)


def _answer(request: Request) -> Answer | None:
    platform = request.app.state.platform
    question = asked_by(platform, request.user.username, request.path_params["question_key"])
    return None if question is None else put_together(platform.world, question)


def _page_number(request: Request) -> int:
    text = request.query_params.get("sida", "1")
    return max(1, int(text)) if text.isdigit() else 1
