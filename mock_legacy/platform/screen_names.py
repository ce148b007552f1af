"""Which screen a request is for: the name of the route that answers it.

Knows no system.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

SCENERY = frozenset({"stylesheet"})


def screen_of(routes: Sequence[BaseRoute], scope: Scope) -> tuple[str, dict[str, object]]:
    """Give the screen's name and the address's parameters; no name for style sheets and what is not there."""
    for route in routes:
        match, child = route.matches(scope)
        if match is Match.FULL and isinstance(route, Route):
            name = "" if route.name in SCENERY else route.name
            return name, dict(child.get("path_params", {}))
    return "", {}
