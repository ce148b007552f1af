"""Evidence in memory; implements `flows.ports.Evidence`."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from flows.failures import Piece


class FakeEvidence:
    """What was noted, in order; `full` stands for a disk that takes no more."""

    def __init__(self) -> None:
        self.kept: list[Piece] = []
        self.pictures: dict[str, bytes] = {}
        self.full = False

    async def note(self, piece: Piece) -> str:
        if self.full:
            raise OSError("no space left")
        name = f"piece-{len(self.kept)}"
        self.kept.append(replace(piece, name=name))
        return name

    async def forget(self, case_refs: Collection[str]) -> None:
        if self.full:
            raise OSError("no space left")
        self.kept = [one for one in self.kept if one.case_ref not in case_refs]

    async def pieces(self) -> Sequence[Piece]:
        return sorted(self.kept, key=lambda one: one.at)

    async def piece(self, name: str) -> Piece | None:
        return next((one for one in self.kept if one.name == name), None)

    async def picture(self, name: str) -> bytes | None:
        return self.pictures.get(name)
