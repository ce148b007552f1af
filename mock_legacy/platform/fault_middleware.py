"""Let the faults in force strike requests, by system, screen and person.

The outermost layer of every system, so that a fault hits before login and page alike.
Knows nothing of what a fault does.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from mock_legacy.platform.context import Platform
from mock_legacy.platform.fault_effects import EFFECTS, Struck
from mock_legacy.platform.faults import Fault
from mock_legacy.platform.login import LoginDesk
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
        if scope["type"] != "http" or not self.platform.faults.all():
            await self.app(scope, receive, send)
            return
        screen, path_params = self._screen(scope)
        candidates = self.platform.faults.candidates(self.desk.system, screen, scope["path"])
        if any(fault.person is not None for fault in candidates):
            body, receive = await read_body(scope, receive)
            asked = Asked(scope=scope, path_params=path_params, body=body)
            subjects = await run_in_threadpool(subjects_of, self.platform.world, asked)
            candidates = [fault for fault in candidates if fault.person in {None, *subjects}]
        await self._wrapped(candidates)(scope, receive, send)

    def _wrapped(self, faults: Sequence[Fault]) -> ASGIApp:
        app = self.app
        for fault in reversed(faults):
            if self.platform.faults.strike(fault):
                app = self._struck_by(fault, app)
        return app

    def _struck_by(self, fault: Fault, app: ASGIApp) -> ASGIApp:
        async def struck(scope: Scope, receive: Receive, send: Send) -> None:
            await EFFECTS[fault.kind](
                Struck(fault=fault, desk=self.desk, app=app, scope=scope, receive=receive, send=send)
            )

        return struck

    def _screen(self, scope: Scope) -> tuple[str, dict[str, object]]:
        for route in self.routes:
            match, child = route.matches(scope)
            if match is Match.FULL and isinstance(route, Route):
                return route.name, dict(child.get("path_params", {}))
        return "", {}
