"""The portal's application: which address shows which screen.

Knows nothing of what the screens do; the names given here are the steps that faults are aimed at.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route

from mock_legacy.forsakringskassan import answer_pages, login_pages, question_pages
from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk


def build_app(platform: Platform) -> Starlette:
    """Build the portal; one session per account, as the real one."""
    desk = LoginDesk(platform, "forsakringskassan", one_session_per_account=True)
    return assemble(
        desk,
        [
            Route("/inloggning", login_pages.show, name="login"),
            Route("/inloggning", login_pages.log_in, methods=["POST"], name="login_submit"),
            Route("/utloggning", login_pages.log_out, methods=["POST"], name="logout"),
            Route("/meddelande", login_pages.read_notice, methods=["POST"], name="notice_read"),
            Route("/", question_pages.show, name="question"),
            Route("/fraga", question_pages.ask, methods=["POST"], name="ask"),
            Route("/mina-fragor", question_pages.mine, name="my_questions"),
            Route("/svar/{question_key}/utskrift", answer_pages.print_view, name="print_view"),
            Route("/svar/{question_key}/{tab}", answer_pages.tab, name="tab"),
        ],
    )
