"""Almanda's application: every address of it, each named for the screen it shows.

Knows nothing of what stands on the screens.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from mock_legacy.almanda.pages import (
    calculations,
    deciding,
    desk,
    drafts,
    entrance,
    follow_up,
    household,
    orders,
    records,
)
from mock_legacy.almanda.visit import SYSTEM
from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.static_files import KeptFiles

_READ = ["GET"]
_FORM = ["GET", "POST"]


def build_app(platform: Platform) -> Starlette:
    """Build Almanda; a new login of an account ends its old session."""
    return assemble(LoginDesk(platform, SYSTEM, one_session_per_account=True), _routes())


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _front_door, name="front_door"),
        Route("/Login.aspx", entrance.login, methods=_FORM, name="login"),
        Route("/LoggaUt.aspx", entrance.logout, methods=_READ, name="logout"),
        Route("/Driftinformation.aspx", entrance.notice, methods=_FORM, name="notice"),
        Route("/Start.aspx", desk.start, methods=_READ, name="start"),
        Route("/Sok.aspx", desk.search, methods=_FORM, name="search"),
        Route("/Akt.aspx", desk.case_frame, methods=_READ, name="case_frame"),
        Route("/Hushall.aspx", household.household, methods=_FORM, name="household"),
        Route("/Ansokningar.aspx", household.applications, methods=_READ, name="applications"),
        Route("/Berakningar.aspx", calculations.calculations, methods=_FORM, name="calculations"),
        Route("/BerakningarDetalj.aspx", calculations.detail, methods=_READ, name="calculations_detail"),
        Route("/Berakning.aspx", calculations.calculation, methods=_READ, name="calculation"),
        Route("/BerakningAndra.aspx", calculations.edit, methods=_FORM, name="calculation_form"),
        Route("/Beslut.aspx", records.decisions, methods=_READ, name="decisions"),
        Route("/Utbetalningar.aspx", records.payments, methods=_READ, name="payments"),
        Route("/Journal.aspx", records.journal, methods=_FORM, name="journal"),
        Route("/Genomforandeplan.aspx", records.plans, methods=_READ, name="plans"),
        Route("/Jobbstimulans.aspx", records.job_stimuli, methods=_READ, name="job_stimuli"),
        Route("/Aterkrav.aspx", records.repayment_claims, methods=_READ, name="repayment_claims"),
        Route("/Aktoversikt.aspx", records.overview, methods=_READ, name="overview"),
        Route("/Utkast.aspx", drafts.drafts, methods=_READ, name="drafts"),
        Route("/UtkastVisa.aspx", drafts.draft, methods=_FORM, name="draft"),
        Route("/UtkastNytt.aspx", drafts.new, methods=_FORM, name="draft_form"),
        Route("/UtkastAndra.aspx", drafts.change, methods=_FORM, name="draft_change"),
        Route("/Uppfoljning.aspx", follow_up.follow_up, methods=_READ, name="follow_up"),
        Route("/FattaBeslut.aspx", deciding.decide, methods=_FORM, name="decide"),
        Route("/Utbetala.aspx", deciding.pay, methods=_FORM, name="pay"),
        Route("/Bestallningar.aspx", orders.orders, methods=_READ, name="orders"),
        Route("/Bestallning.aspx", orders.order, methods=_FORM, name="order"),
        Route("/Bestall.aspx", orders.place, methods=_FORM, name="order_form"),
        Route("/BegarKomplettering.aspx", orders.complete, methods=_FORM, name="completion_form"),
        Mount("/static", KeptFiles(directory=Path(__file__).parent / "static"), name="static"),
    ]


def _front_door(request: Request) -> Response:
    return RedirectResponse("/Start.aspx")
