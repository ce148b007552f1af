"""Builds E-tjänster: which address shows which page. Route names are the screen names faults are aimed at."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from mock_legacy.inbox import (
    citizen_pages,
    delivery_page,
    entrance_pages,
    form_page,
    instance_page,
    instances_page,
    signing_page,
)
from mock_legacy.inbox.citizen_sessions import CitizenSessions
from mock_legacy.platform.assembly import assemble
from mock_legacy.platform.context import Platform
from mock_legacy.platform.login import LoginDesk

_STATIC = Path(__file__).parent / "static"


def build_app(platform: Platform) -> Starlette:
    """The inbox with its two sides: caseworkers under ``/arenden``, citizens under ``/minasidor``."""
    app = assemble(LoginDesk(platform, "inbox"), [*_entrance(), *_caseworkers_side(), *_citizens_side()])
    app.state.citizens = CitizenSessions()
    return app


def _entrance() -> list[BaseRoute]:
    return [
        Route("/", _start, name="start"),
        Route("/static/inbox.css", _stylesheet, name="stylesheet"),
        Route("/login", entrance_pages.login, methods=["GET", "POST"], name="login"),
        Route("/logout", entrance_pages.logout, methods=["GET", "POST"], name="logout"),
        Route("/meddelande", entrance_pages.acknowledge_notice, methods=["POST"], name="notice"),
    ]


def _caseworkers_side() -> list[BaseRoute]:
    instance = "/arenden/{flow_instance_id:int}"
    return [
        Route("/arenden", instances_page.instances, name="instances"),
        Route(instance, instance_page.instance, name="instance"),
        Route(f"{instance}/xml", instance_page.instance_xml, name="instance_xml"),
        Route(f"{instance}/bilagor/{{attachment:int}}", instance_page.attachment, name="attachment"),
        Route(f"{instance}/status", instance_page.set_status, methods=["POST"], name="set_status"),
        Route(f"{instance}/leverans", delivery_page.delivery, methods=["GET", "POST"], name="delivery"),
    ]


def _citizens_side() -> list[BaseRoute]:
    return [
        Route("/legitimera", citizen_pages.identify, methods=["GET", "POST"], name="identify"),
        Route("/minasidor", citizen_pages.my_pages, name="my_pages"),
        Route("/minasidor/loggaut", citizen_pages.leave, methods=["GET", "POST"], name="citizen_logout"),
        Route("/minasidor/ansok", form_page.apply, methods=["GET", "POST"], name="apply"),
        Route(
            "/minasidor/komplettera/{flow_instance_id:int}",
            form_page.complete,
            methods=["GET", "POST"],
            name="complete",
        ),
        Route("/minasidor/kvitto/{flow_instance_id:int}", signing_page.receipt, name="receipt"),
        Route(
            "/minasidor/signera/{flow_instance_id:int}",
            signing_page.co_sign,
            methods=["GET", "POST"],
            name="co_sign",
        ),
    ]


def _start(_request: Request) -> Response:
    return RedirectResponse("/arenden", status_code=303)


def _stylesheet(_request: Request) -> Response:
    return FileResponse(_STATIC / "inbox.css", headers={"Cache-Control": "max-age=3600"})
