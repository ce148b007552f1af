"""Let the faults in force strike requests, by system, screen and person.

Outside all but the record of requests, so that a fault hits before login and page alike.
Knows nothing of what a fault does.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_legacy.platform.context import Platform
from mock_legacy.platform.fault_effects import KINDS
from mock_legacy.platform.fault_effects.answers import Unanswered
from mock_legacy.platform.fault_effects.struck import Struck, Where, line_of
from mock_legacy.platform.fault_effects.timing import cut_line
from mock_legacy.platform.faults import Fault, Step
from mock_legacy.platform.login import LoginDesk
from mock_legacy.platform.screen_names import screen_of
from mock_legacy.platform.subject import Asked, read_body, subjects_of


class FaultMiddleware:
    """ASGI middleware around one system."""

    def __init__(
        self, app: ASGIApp, *, platform: Platform, desk: LoginDesk, routes: Sequence[BaseRoute]
    ) -> None:
        self.app = app
        self.platform = platform
        self.desk = desk
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wrap the application in every fault that strikes, the first added outermost."""
        if scope["type"] != "http" or self.platform.faults.quiet:
            await self.app(scope, receive, send)
            return
        if self.platform.faults.line_is_down(line_of(self.desk, scope)):
            await cut_line(scope, receive)
            return
        screen, path_params = screen_of(self.routes, scope)
        candidates = self.platform.faults.candidates(self.desk.system, screen, scope["path"])
        if not candidates and not self.platform.faults.schedules():
            await self.app(scope, receive, send)
            return
        body, receive = await read_body(scope, receive)
        asked = Asked(scope=scope, path_params=path_params, body=body)
        where = Where(asked=asked, step=await self._step(screen, asked))
        await self._wrapped(self._striking(candidates, where), where)(scope, receive, send)

    async def _step(self, screen: str, asked: Asked) -> Step:
        persons = await run_in_threadpool(subjects_of, self.platform.world, asked)
        return Step(
            system=self.desk.system,
            screen=screen,
            path=asked.scope["path"],
            posts=asked.scope["method"] == "POST",
            persons=frozenset(persons),
        )

    def _striking(self, candidates: Sequence[Fault], where: Where) -> list[Fault]:
        ordered = [
            fault for fault in candidates if fault.strikes_at(where.step) and KINDS[fault.kind].suits(where)
        ]
        drawn = (
            schedule.draw(where.step, lambda kind: KINDS[kind].may_be_drawn(where))
            for schedule in self.platform.faults.schedules()
        )
        return [*ordered, *(fault for fault in drawn if fault is not None)]

    def _wrapped(self, faults: Sequence[Fault], where: Where) -> ASGIApp:
        app = self.app
        for fault in reversed(faults):
            if KINDS[fault.kind].counts_itself or self.platform.faults.strike(fault, where.step):
                app = self._struck_by(fault, where, app)
        return app

    def _struck_by(self, fault: Fault, where: Where, app: ASGIApp) -> ASGIApp:
        async def struck(scope: Scope, receive: Receive, send: Send) -> None:
            with suppress(Unanswered):
                await KINDS[fault.kind].effect(
                    Struck(
                        fault=fault,
                        where=where,
                        desk=self.desk,
                        app=app,
                        scope=scope,
                        receive=receive,
                        send=send,
                    )
                )

        return struck
