"""The four systems and the control interface: names, titles, ports, and where each one's application is
built.

A system's folder holds ``app.py`` with ``build_app(platform: Platform) -> Starlette``.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from starlette.applications import Starlette

from mock_legacy.platform.context import Platform

SystemName = Literal["inbox", "almanda", "skatteverket", "forsakringskassan"]
SYSTEM_NAMES: tuple[SystemName, ...] = ("inbox", "almanda", "skatteverket", "forsakringskassan")


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One server of the mock.

    ``port_offset`` is added to the base port; ``client_certificate`` is asked of whoever comes.
    """

    name: str
    title: str
    port_offset: int
    client_certificate: bool = False

    def build(self, platform: Platform) -> Starlette:
        """Build the system's application; imported late so that one system can run without the others."""
        module = importlib.import_module(f"mock_legacy.{self.name}.app")
        build_app = cast("Callable[[Platform], Starlette]", module.build_app)
        return build_app(platform)


SYSTEMS: dict[str, System] = {
    "inbox": System(name="inbox", title="E-tjänster", port_offset=0),
    "almanda": System(name="almanda", title="Almanda", port_offset=1),
    "skatteverket": System(name="skatteverket", title="Skatteverket", port_offset=2),
    "forsakringskassan": System(
        name="forsakringskassan", title="Försäkringskassan", port_offset=3, client_certificate=True
    ),
}
CONTROL = System(name="control", title="Control interface", port_offset=8)
