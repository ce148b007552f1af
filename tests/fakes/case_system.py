"""A case system in memory, as forgetful and as obedient as the real one: saving twice gives two drafts."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from flows.eligibility.case import EarlierWarning, History
from flows.eligibility.facts import Fact, Known
from flows.errors import CaseBroken, Code, NeedsHuman, Reason, Transient, UtkastError, WriteUncertain
from flows.identity import PersonalNumber
from flows.records import CaseFile, Draft, SavedDraft, WarningStatus
from flows.swedish_time import SWEDEN

FETCHED = datetime(2026, 11, 18, 8, 14, tzinfo=SWEDEN)
SYSTEM = "Almanda"
SOURCE = "Almanda, Beräkningar och Aktöversikt"
EMPTY = History(repayment_claims=Fact(value=(), source="Almanda, Återkrav", fetched_at=FETCHED))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    case_key: str
    saved: SavedDraft


class FakeCaseSystem:
    """`flows.ports.CaseSystem` for tests.

    `calls` counts each method; `fail` makes the next call of a method raise; `lose_next_answer` lets the next
    draft be saved and the answer be lost; `lock` is what a colleague does when she takes a case.
    """

    def __init__(
        self, files: Iterable[CaseFile] = (), histories: Mapping[str, Known[History]] | None = None
    ) -> None:
        self.files = {file.applicant: file for file in files}
        self.histories = dict(histories or {})
        self.calls: Counter[str] = Counter()
        self.locked: set[str] = set()
        self.unreadable: set[str] = set()
        self._kept: list[_Kept] = []
        self._settled: set[tuple[str, str, str]] = set()
        self._failures: dict[str, list[UtkastError]] = {}
        self._answer_is_lost = False
        self._write_is_lost = False

    def fail(self, method: str, *errors: UtkastError) -> None:
        """Make the next calls of `method` raise these, one each."""
        self._failures.setdefault(method, []).extend(errors)

    def lose_next_answer(self) -> None:
        """Save the next draft and never say so."""
        self._answer_is_lost = True

    def lose_next_write(self) -> None:
        """Lose the next draft on its way, and never say so."""
        self._write_is_lost = True

    def lock(self, key: str) -> None:
        """A colleague takes the case."""
        self.locked.add(key)

    def person_changes(self, reference: str, **changes: object) -> None:
        """A colleague changes the draft."""
        self._replace(reference, changed_by_person=True, **changes)

    def person_decides(self, reference: str) -> None:
        """A colleague decides on the draft."""
        self._replace(reference, changed_by_person=True, decided=True)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Every draft kept, oldest first."""
        return tuple(kept.saved.draft for kept in self._kept)

    async def open_case(self, applicant: PersonalNumber, case_ref: str) -> CaseFile | None:
        """The file, or None."""
        self._called("open_case")
        return self.files.get(applicant)

    async def history(self, file: CaseFile, case_ref: str) -> Known[History]:
        """The history given for the file's key, or an empty one, with the warnings of the drafts kept."""
        self._called("history")
        given = self.histories.get(file.key, Fact(value=EMPTY, source=SOURCE, fetched_at=FETCHED))
        if isinstance(given, Fact) and (warnings := self._warnings(file.key)):
            return replace(given, value=replace(given.value, warnings=warnings))
        return given

    def person_settles(self, reference: str, kind: str, status: WarningStatus) -> None:
        """A colleague acknowledges or closes a warning beside a draft."""
        for kept in self._kept:
            draft = kept.saved.draft
            if draft.reference == reference:
                settled = [replace(one, status=status) for one in draft.warnings if one.kind == kind]
                self._settled.update((reference, one.kind, one.about) for one in settled)
                left = tuple(one for one in draft.warnings if one.kind != kind)
                self.person_changes(draft.reference, warnings=(*settled, *left))

    def _warnings(self, key: str) -> tuple[EarlierWarning, ...]:
        newest: dict[tuple[str, str], EarlierWarning] = {}
        for kept in reversed(self._kept):
            draft = kept.saved.draft
            for one in draft.warnings if kept.case_key == key else ():
                newest.setdefault(
                    (one.kind, one.about),
                    EarlierWarning(
                        kind=one.kind,
                        about=one.about,
                        text=one.text,
                        status=one.status,
                        period=draft.period,
                        by_person=(draft.reference, one.kind, one.about) in self._settled,
                    ),
                )
        return tuple(newest.values())

    async def find_draft(self, file: CaseFile, reference: str) -> SavedDraft | None:
        """The only draft with that reference in that file."""
        self._called("find_draft")
        if reference in self.unreadable:
            raise NeedsHuman(Reason.DRAFT_CHANGED_BY_PERSON, "a person has changed the draft.")
        found = [
            kept.saved
            for kept in self._kept
            if (kept.case_key, kept.saved.draft.reference) == (file.key, reference)
        ]
        if len(found) > 1:
            raise CaseBroken(Code.DRAFT_DUPLICATED, f"{len(found)} drafts carry the same reference.")
        return found[0] if found else None

    async def save_draft(
        self, file: CaseFile, draft: Draft, *, before_sending: Callable[[], Awaitable[None]]
    ) -> None:
        """Keep one more draft."""
        self._called("save_draft")
        if (file.key, file.applicant) != (draft.case_key, draft.applicant):
            raise CaseBroken(Code.WRONG_PERSON_SHOWN, "the draft is about another case file.")
        if file.key in self.locked:
            raise Transient(Code.RECORD_LOCKED, "a person holds the record.", system=SYSTEM)
        await before_sending()
        if self._write_is_lost:
            self._write_is_lost = False
            raise WriteUncertain(Code.WRITE_UNCERTAIN, "no answer came.", system=SYSTEM)
        key = str(len(self._kept) + 1)
        saved = SavedDraft(key=key, draft=draft, changed_by_person=False, decided=False)
        self._kept.append(_Kept(case_key=file.key, saved=saved))
        if self._answer_is_lost:
            self._answer_is_lost = False
            raise WriteUncertain(Code.WRITE_UNCERTAIN, "no answer came.", system=SYSTEM)

    def _called(self, method: str) -> None:
        self.calls[method] += 1
        if self._failures.get(method):
            raise self._failures[method].pop(0)

    def _replace(
        self, reference: str, *, changed_by_person: bool, decided: bool = False, **changes: object
    ) -> None:
        for at, kept in enumerate(self._kept):
            if kept.saved.draft.reference == reference:
                draft = replace(kept.saved.draft, **changes)  # type: ignore[arg-type]
                saved = replace(
                    kept.saved,
                    draft=draft,
                    changed_by_person=changed_by_person,
                    decided=decided or kept.saved.decided,
                )
                self._kept[at] = replace(kept, saved=saved)
