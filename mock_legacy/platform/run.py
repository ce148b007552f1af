"""Start the mock systems, in this process and on a thread of their own, and stop them again.

``with start_mocks(MockOptions(data_dir=…, ports=None)) as mocks:`` is what tests use; the command line
uses the same.
"""

from __future__ import annotations

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from mock_legacy.control.app import build_control
from mock_legacy.platform.accounts import ensure_accounts, unlock_accounts
from mock_legacy.platform.certificates import Authority
from mock_legacy.platform.context import Platform
from mock_legacy.platform.credentials import write_credentials, write_endpoints, write_test_person
from mock_legacy.platform.servers import ServerThread, Site, Tls, listen
from mock_legacy.platform.systems import CONTROL, SYSTEM_NAMES, SYSTEMS, System
from mock_legacy.world import World, open_world
from mock_legacy.world.generator import Recipe, generate, is_empty
from mock_legacy.world.next_month import move_on


@dataclass(frozen=True, slots=True, kw_only=True)
class MockOptions:
    """How to start. ``base_port`` ``None`` takes free ports; ``credentials_dir`` defaults to one in the
    data dir.

    ``reset`` makes the world anew even when the data directory holds one; ``next_month`` then lets a month
    pass in it. ``systems`` may leave some out.
    ``tls`` serves all four by it, and not Försäkringskassan alone; ``server_files`` are another certificate
    and key than the authority would make.
    """

    data_dir: Path
    credentials_dir: Path | None = None
    host: str = "127.0.0.1"
    base_port: int | None = None
    recipe: Recipe = field(default_factory=Recipe)
    reset: bool = False
    next_month: bool = False
    systems: Sequence[str] = SYSTEM_NAMES
    session_timeout_seconds: float = 1200.0
    tls: bool = False
    server_files: tuple[Path, Path] | None = None


class RunningMocks:
    """The mock systems while they run. Leave the ``with`` block, or call ``stop``, to end them."""

    def __init__(self, options: MockOptions) -> None:
        self.options = options
        self.world = _world(options)
        self.platform = Platform(world=self.world, session_timeout_seconds=options.session_timeout_seconds)
        self.credentials_dir = options.credentials_dir or options.data_dir / "credentials"
        self._authority = Authority(options.data_dir / "authority", self.world.place().name)
        sites = [self._site(SYSTEMS[name]) for name in options.systems]
        sites.append(
            Site(
                name="control",
                app=build_control(self.platform, options.recipe, self._hand_over),
                listener=self._listener(CONTROL),
            )
        )
        self.urls = {site.name: site.url for site in sites}
        self._servers = ServerThread(sites)

    def start(self) -> Self:
        """Serve, and hand over addresses and secrets."""
        write_credentials(self.credentials_dir, self.world, self._authority)
        self._servers.start()
        self._hand_over()
        return self

    def stop(self) -> None:
        """Stop serving and let go of the database."""
        self._servers.stop()
        self.world.close()

    def reset(self, recipe: Recipe | None = None) -> None:
        """Make the world anew, lift all faults, unlock all accounts; addresses and secrets stay."""
        self.platform.faults.forget()
        self.platform.requests.forget()
        unlock_accounts(self.world)
        generate(self.world, recipe or self.options.recipe)
        self._hand_over()

    def secret(self, name: str) -> str:
        """Read a credential by its file name, such as ``almanda.utkast-01.password``."""
        return (self.credentials_dir / name).read_text(encoding="utf-8")

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, whatever happened."""
        self.stop()

    def _hand_over(self) -> None:
        """Another world has other people, and another month another date."""
        write_test_person(self.credentials_dir, self.world)
        write_endpoints(self.credentials_dir, self.urls, self.world)

    def _site(self, system: System) -> Site:
        listener = self._listener(system)
        return Site(
            name=system.name, app=system.build(self.platform), listener=listener, tls=self._tls(system)
        )

    def _tls(self, system: System) -> Tls | None:
        """Försäkringskassan has it always, for it asks for a certificate."""
        if not (system.client_certificate or self.options.tls):
            return None
        certificate, key = self.options.server_files or self._authority.server_files(self.options.host)
        asked = self._authority.ca_file if system.client_certificate else None
        return Tls(certificate=certificate, key=key, client_authority=asked)

    def _listener(self, system: System) -> socket.socket:
        base = self.options.base_port
        return listen(self.options.host, 0 if base is None else base + system.port_offset)


def start_mocks(options: MockOptions) -> RunningMocks:
    """Prepare the mock systems; they serve inside the ``with`` block, or from ``start()`` to ``stop()``."""
    return RunningMocks(options)


def _world(options: MockOptions) -> World:
    world = open_world(options.data_dir)
    ensure_accounts(world)
    if options.reset or is_empty(world):
        unlock_accounts(world)
        generate(world, options.recipe)
    if options.next_month:
        move_on(world)
    return world
