"""Skatteverket's service for authorities and municipalities, put together: addresses and their pages.

Knows nothing of what the pages show; personnummer come in by form only and never stand in an address.
"""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.pages import pages_in
from mock_legacy.platform.static_files import KeptFiles
from mock_legacy.skatteverket.login_pages import LoginPages
from mock_legacy.skatteverket.lookup_pages import LookupPages
from mock_legacy.skatteverket.result_pages import ResultPages

HERE = Path(__file__).parent
RESULT = "/uppslag/{lookup_id:int}"


def build_app(platform: Platform) -> Starlette:
    """Build the system; a route's name is its screen name, at which faults are aimed."""
    desk = LoginDesk(platform, "skatteverket")
    pages = pages_in(HERE / "templates")
    login = LoginPages(desk, pages)
    lookups = LookupPages(platform, pages)
    results = ResultPages(platform, pages)
    routes: list[BaseRoute] = [
        Route("/", login.front, name="front"),
        Route("/inloggning", login.login, name="login"),
        Route("/inloggning", login.check_password, methods=["POST"], name="login_check"),
        Route("/inloggning/kod", login.code, name="code"),
        Route("/inloggning/kod", login.check_code, methods=["POST"], name="code_check"),
        Route("/meddelande", login.notice_read, methods=["POST"], name="notice"),
        Route("/utloggning", login.log_out, methods=["POST"], name="logout"),
        Route("/uppslag", lookups.form, name="lookup_form"),
        Route("/uppslag", lookups.look_up, methods=["POST"], name="lookup"),
        Route("/logg", lookups.log, name="lookup_log"),
        Route(f"{RESULT}/folkbokforing", results.population, name="population"),
        Route(f"{RESULT}/inkomst", results.incomes, name="incomes"),
        Route(f"{RESULT}/skattekonto", results.tax_account, name="tax_account"),
        Route(f"{RESULT}/kapital", results.capital, name="capital"),
        Route(f"{RESULT}/samlad", results.collected, name="collected"),
        Mount("/static", KeptFiles(directory=HERE / "static"), name="static"),
    ]
    return assemble(desk, routes)
