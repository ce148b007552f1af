"""The control interface's addresses. JSON in, JSON out, on a port of its own, for tests and demos only.

``GET /`` lists them. Nothing here is part of any mock system: a system never asks the control interface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mock_legacy.control import records
from mock_legacy.control.extra_forms import NoSuchInstance, payload_of, put_in
from mock_legacy.control.fault_orders import (
    FaultOrder,
    ScheduleOrder,
    SystemName,
    kinds_shown,
    shown,
    strike_shown,
)
from mock_legacy.platform.accounts import (
    UnknownAccount,
    change_password,
    open_accounts,
    unlock_accounts,
)
from mock_legacy.platform.context import Platform
from mock_legacy.world.generator import Recipe, UnknownScenario, generate
from mock_legacy.world.next_month import NoFurtherMonth, move_on


class ResetOrder(BaseModel):
    """The body of ``POST /reset``; what is left out is as the mocks were started."""

    model_config = ConfigDict(extra="forbid")

    seed: int | None = None
    applications: int | None = Field(default=None, ge=0, le=100_000)
    scenarios: tuple[str, ...] | None = None
    marked: bool | None = None


class ClockOrder(BaseModel):
    """The body of ``PUT /clock``."""

    date: date


class PasswordOrder(BaseModel):
    """The body of ``POST /accounts/password``."""

    model_config = ConfigDict(extra="forbid")

    system: SystemName
    account: str


class Control:
    """The endpoints, around one platform."""

    def __init__(self, platform: Platform, recipe: Recipe, after_change: Callable[[], None]) -> None:
        self.platform = platform
        self.recipe = recipe
        self.after_change = after_change

    async def overview(self, request: Request) -> Response:
        """List the addresses."""
        routes = [route for route in request.app.routes if isinstance(route, Route)]
        return JSONResponse(
            [f"{method} {route.path}" for route in routes for method in sorted(route.methods or ())]
        )

    async def put_fault_in_force(self, request: Request) -> Response:
        """Put a fault in force."""
        order = FaultOrder.model_validate_json(await request.body())
        return JSONResponse(shown(self.platform.faults.add(order.fault())), status_code=201)

    async def faults(self, _request: Request) -> Response:
        """Show the faults in force."""
        return JSONResponse([shown(fault) for fault in self.platform.faults.all()])

    async def put_schedule_in_force(self, request: Request) -> Response:
        """Put a seeded schedule of random faults in force."""
        schedule = ScheduleOrder.model_validate_json(await request.body()).schedule()
        self.platform.faults.follow(schedule)
        return JSONResponse(schedule.shown(), status_code=201)

    async def schedules(self, _request: Request) -> Response:
        """Show the schedules in force."""
        return JSONResponse([one.shown() for one in self.platform.faults.schedules()])

    async def strikes(self, _request: Request) -> Response:
        """Show what has struck since the last reset, in order."""
        return JSONResponse([strike_shown(strike) for strike in self.platform.faults.strikes()])

    async def kinds(self, _request: Request) -> Response:
        """Show what kinds of fault there are and what each does."""
        return JSONResponse(kinds_shown())

    async def unlock(self, _request: Request) -> Response:
        """Let locked accounts in again, as a system's owner does; sessions go on."""
        await run_in_threadpool(open_accounts, self.platform.world)
        return Response(status_code=204)

    async def change_password(self, request: Request) -> Response:
        """Give an account another password, as a system's owner does, and hand it over in the answer."""
        order = PasswordOrder.model_validate_json(await request.body())
        new = await run_in_threadpool(change_password, self.platform.world, order.system, order.account)
        return JSONResponse({"password": new}, status_code=201)

    async def lift_faults(self, request: Request) -> Response:
        """Lift one fault, or all."""
        self.platform.faults.clear(request.path_params.get("number"))
        return Response(status_code=204)

    async def reset(self, request: Request) -> Response:
        """Make the world anew; lift faults, unlock accounts, end sessions."""
        order = ResetOrder.model_validate_json(await request.body() or b"{}")
        recipe = Recipe(**{**_fields(self.recipe), **order.model_dump(exclude_none=True)})
        await run_in_threadpool(self._make_anew, recipe)
        return JSONResponse(_fields(recipe))

    def _make_anew(self, recipe: Recipe) -> None:
        self.platform.faults.forget()
        self.platform.requests.forget()
        unlock_accounts(self.platform.world)
        generate(self.platform.world, recipe)
        self.after_change()

    async def put_in_form(self, request: Request) -> Response:
        """Put one form in the inbox: the body is its XML, ``like`` the application whose poster sends it."""
        like = int(request.query_params.get("like", "0"))
        number = await run_in_threadpool(put_in, self.platform.world, await request.body(), like=like)
        return JSONResponse({"flow_instance_id": number}, status_code=201)

    def form(self, request: Request) -> Response:
        """Give an application's XML, to alter and put in again."""
        payload = payload_of(self.platform.world, request.path_params["flow_instance_id"])
        return Response(payload, media_type="application/xml; charset=ISO-8859-1")

    async def set_clock(self, request: Request) -> Response:
        """Move the world's date."""
        order = ClockOrder.model_validate_json(await request.body())
        await run_in_threadpool(self.platform.world.move_to, order.date)
        return JSONResponse({"date": order.date.isoformat()})

    async def next_month(self, _request: Request) -> Response:
        """Let the world move on a month; what people have done in the systems stays."""
        today = await run_in_threadpool(self._move_on)
        return JSONResponse({"date": today.isoformat()}, status_code=201)

    def _move_on(self) -> date:
        today = move_on(self.platform.world)
        self.after_change()
        return today

    def clock(self, _request: Request) -> Response:
        """Show the world's date."""
        return JSONResponse({"date": self.platform.world.today().isoformat()})

    def counts(self, _request: Request) -> Response:
        """Show how much there is of everything."""
        with self.platform.world.session() as session:
            return JSONResponse(records.counts(session) | {"requests": len(self.platform.requests)})

    def requests(self, request: Request) -> Response:
        """Show every request since the last reset, in the order they came."""
        return JSONResponse(records.requests(self.platform.requests.all(), dict(request.query_params)))

    def sessions(self, _request: Request) -> Response:
        """Show every session since the last reset, with the number that requests tell."""
        with self.platform.world.session() as session:
            return JSONResponse(records.sessions(session, self.platform.requests))

    def read_out(self, read: Callable[..., Any], *, narrow: bool) -> Callable[[Request], Response]:
        """Make the endpoint of one read-out; a narrowing one takes its columns from the query."""

        def endpoint(request: Request) -> Response:
            with self.platform.world.session() as session:
                return JSONResponse(_read(read, session, dict(request.query_params) if narrow else None))

        return endpoint


def build_control(platform: Platform, recipe: Recipe, after_change: Callable[[], None]) -> Starlette:
    """Build the control interface of a running set of mocks; ``after_change`` is told of each new world
    and each new month."""
    control = Control(platform, recipe, after_change)
    return Starlette(
        routes=[
            Route("/", control.overview),
            Route("/faults", control.faults, methods=["GET"]),
            Route("/faults", control.put_fault_in_force, methods=["POST"]),
            Route("/faults", control.lift_faults, methods=["DELETE"]),
            Route("/faults/kinds", control.kinds),
            Route("/faults/schedule", control.schedules, methods=["GET"]),
            Route("/faults/schedule", control.put_schedule_in_force, methods=["POST"]),
            Route("/faults/strikes", control.strikes),
            Route("/accounts/unlock", control.unlock, methods=["POST"]),
            Route("/accounts/password", control.change_password, methods=["POST"]),
            Route("/faults/{number:int}", control.lift_faults, methods=["DELETE"]),
            Route("/reset", control.reset, methods=["POST"]),
            Route("/inbox", control.put_in_form, methods=["POST"]),
            Route("/inbox/{flow_instance_id:int}", control.form),
            Route("/clock", control.clock, methods=["GET"]),
            Route("/clock", control.set_clock, methods=["PUT"]),
            Route("/next-month", control.next_month, methods=["POST"]),
            Route("/state/requests", control.requests),
            *_read_outs(control),
        ],
        exception_handlers={
            ValidationError: _misread,
            UnknownScenario: _refused,
            NoFurtherMonth: _refused,
            NoSuchInstance: _refused,
            UnknownAccount: _refused,
            records.UnknownColumn: _refused,
        },
    )


def _read_outs(control: Control) -> list[Route]:
    return [
        Route("/state", control.counts),
        Route("/state/drafts", control.read_out(records.drafts, narrow=True)),
        Route("/state/saves", control.read_out(records.saves, narrow=True)),
        Route("/state/decisions", control.read_out(records.decisions, narrow=True)),
        Route("/state/lookups", control.read_out(records.lookups, narrow=True)),
        Route("/state/logins", control.read_out(records.login_attempts, narrow=True)),
        Route("/state/accounts", control.read_out(records.accounts, narrow=False)),
        Route("/state/sessions", control.read_out(records.active_sessions, narrow=False)),
        Route("/state/sessions/all", control.sessions),
        Route("/state/deliveries", control.read_out(records.deliveries, narrow=False)),
        Route("/state/locks", control.read_out(records.locked_files, narrow=False)),
        Route("/expected", control.read_out(records.expected, narrow=True)),
    ]


def _read(read: Callable[..., Any], session: Session, chosen: dict[str, str] | None) -> object:
    return read(session) if chosen is None else read(session, chosen)


def _fields(recipe: Recipe) -> dict[str, Any]:
    return {field.name: getattr(recipe, field.name) for field in fields(recipe)}


async def _misread(_request: Request, error: Exception) -> Response:
    """Say which part of an order is wrong, without repeating what it said: it may be a personnummer."""
    assert isinstance(error, ValidationError)  # noqa: S101 - what this handler is registered for
    wrong = [
        f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors(include_input=False)
    ]
    return JSONResponse({"error": "; ".join(wrong)}, status_code=422)


async def _refused(_request: Request, error: Exception) -> Response:
    """Say what was wrong with an order."""
    return JSONResponse({"error": str(error)}, status_code=422)
