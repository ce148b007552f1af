"""The plan of a desk, made from settings and a municipality's file."""

from dataclasses import dataclass

from adapters.desk import DeskPlan, Place
from adapters.evidence_folder import EvidenceFolder
from adapters.persistence.seal import Seal
from adapters.secrets_folder import SecretsFolder
from flows.municipality import REGISTERS, Municipality
from flows.ports import AuditLog, Clock
from flows.settings import Settings
from flows.wiring.store import RECORDINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Who sits at the desk, and what is at hand there."""

    municipality: Municipality
    clock: Clock
    seal: Seal
    evidence: EvidenceFolder
    worker: str


def desk_plan(settings: Settings, at: At, audit: AuditLog) -> DeskPlan:
    """Every system of the municipality; whatever is asked of one is written in `audit` first."""
    return DeskPlan(
        places=_places(settings, at.municipality),
        municipality=at.municipality.slug,
        municipality_code=at.municipality.code,
        audit=audit,
        secrets=SecretsFolder(settings.secrets_dir),
        clock=at.clock,
        seal=at.seal,
        evidence=at.evidence,
        recordings=settings.home / RECORDINGS,
        worker=at.worker,
        most_attempts=settings.most_attempts,
        browser_path=settings.browser_path,
        headless=settings.headless,
        ca_files=settings.ca_files,
    )


def _places(settings: Settings, municipality: Municipality) -> dict[str, Place]:
    """The systems. One that states no purpose of its own is asked for the same reason as the registers."""
    registers = municipality.systems[REGISTERS[0]]
    return {
        port: Place(
            product=system.adapter,
            base_url=settings.base_urls.get(port, system.base_url),
            accounts=system.accounts[: system.sessions],
            known_as=system.accounts,
            timeout_seconds=settings.timeout_seconds,
            hours=system.hours,
            purpose=system.purpose or registers.purpose,
            legal_basis=system.legal_basis or registers.legal_basis,
            traced=system.traces,
        )
        for port, system in municipality.systems.items()
    }
