"""The screens where a question is asked, and the list of questions one has asked.

Knows nothing of how an answer is put together.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_legacy.forsakringskassan.questions import FIELDS, keep, latest_by, read_question
from mock_legacy.forsakringskassan.rendering import for_signed_in, page

PRINT_VIEW = "utskrift"


@for_signed_in
async def show(request: Request) -> Response:
    """Show the empty question form."""
    return page(request, "question.html", errors=[], form=dict.fromkeys(FIELDS, ""))


@for_signed_in
async def ask(request: Request) -> Response:
    """Keep the question and go to its answer, as tabs or as the print view; or say what is wrong with it."""
    platform = request.app.state.platform
    form = {name: str(value) for name, value in (await request.form()).items()}
    question, errors = read_question(form)
    if question is None:
        filled = {name: form.get(name, "") for name in FIELDS}
        return page(request, "question.html", errors=errors, form=filled, status=422)
    key = await run_in_threadpool(keep, platform, request.user.username, question)
    shown = PRINT_VIEW if form.get("visa") == PRINT_VIEW else "fk"
    return RedirectResponse(f"/svar/{key}/{shown}", status_code=303)


@for_signed_in
async def mine(request: Request) -> Response:
    """List one's own latest questions, without saying whom they were about."""
    questions = await run_in_threadpool(latest_by, request.app.state.platform, request.user.username)
    return page(request, "my_questions.html", questions=questions)
