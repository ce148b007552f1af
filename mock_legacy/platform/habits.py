"""Faults that a system must show itself, because only it knows how, left with the request for its pages.

A page asks ``habit_of(request.scope, "locked_record")`` and gets the fault, or nothing.
Knows no kind by name.
"""

from __future__ import annotations

from starlette.types import Scope

from mock_legacy.platform.faults import Fault

_KEY = "mock_legacy.habits"


def leave_habit(scope: Scope, fault: Fault) -> None:
    """Leave a fault with a request."""
    scope.setdefault(_KEY, {})[fault.kind] = fault


def habit_of(scope: Scope, kind: str) -> Fault | None:
    """Give the fault of this kind that was left with a request."""
    found: Fault | None = scope.get(_KEY, {}).get(kind)
    return found
