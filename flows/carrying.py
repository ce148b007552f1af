"""A person's edits of an earlier preparation, carried to the draft of the next one, so that none is lost.

Her own amounts and what she has done with a warning follow their row and their warning. What has no place in
the new draft, an amount whose row has changed since she saved it, and every text that she has changed, is
told first among the deviations: the old draft stands in the case system as she left it. A text is named and
never copied: the robot's words are its own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import structlog

from flows.at_hand import AtHand
from flows.eligibility.case import EarlierWarning
from flows.eligibility.draft_lines import bullets, wrapped
from flows.eligibility.draft_text import NOTHING_DEVIATES
from flows.eligibility.period import Period
from flows.eligibility.wording import kronor
from flows.errors import CaseBroken, Code, NeedsHuman, Reason
from flows.persons_at_hand import remember_persons
from flows.plain_text import in_one_line
from flows.priority import TO_READ
from flows.records import CaseFile, Draft, DraftRow, DraftText, DraftWarning, SavedDraft, WarningStatus
from flows.warnings import status_of

log = structlog.get_logger(__name__)
CHANGED = "Handläggaren hade ändrat:"
TO_LOOK_AT = "Läs avvikelserna först."
UNREAD = "Det tidigare utkastet {reference} gick inte att läsa. Se det i akten: inget är fört över från det."
MOST = 120
"""Signs of a row's label that are shown."""
TEXTS = {
    "verdict": "Sammanfattning",
    "changes": "Förändringar",
    "deviations": "Avvikelser",
    "calculation": "Beräkning",
    "sources": "Källor",
    "proposal": "Förslag till beslut",
    "basis": "Lagrum",
    "completion": "Begäran om komplettering",
    "journal": "Journalanteckning",
}
FIELDS = {
    "period": "Period",
    "proposal": "Förslag",
    "amount": "Belopp",
    "pay_on": "Utbetalningsdag",
    "stickprov": "Stickprov",
    "track": "Handläggningsspår",
    "priority": "Prioritet",
    "prepares_payment": "Betalningsrad förbereds",
}
NO_ROW = "Raden finns inte i den nya beräkningen."
MANY = "Flera rader heter så, och det går inte att säga vilken som är samma."
_Name = tuple[str, str]
"""A row's section and label."""
_Key = tuple[str, str, int]
"""A row's section and label, and which of those alike it is."""


async def with_edits_carried(case: AtHand, file: CaseFile, draft: Draft) -> Draft:
    """The draft with what a person had changed in the preparations before it, read off the case system.

    One that was kept and never came to stand there is passed by. Raises NeedsHuman(PERIOD_DECIDED) when a
    person has decided on one of them: her month is then hers.
    """
    earlier = [one for one in await case.robot.work.every_draft(case.ref) if one.revision < draft.revision]
    left: list[tuple[Draft, SavedDraft]] = []
    for written in reversed(earlier):
        await case.need("case_system")
        try:
            standing = await case.robot.case_system.find_draft(file, written.reference)
        except (NeedsHuman, CaseBroken) as unread:
            if unread.code not in (Reason.DRAFT_CHANGED_BY_PERSON, Code.DRAFT_DUPLICATED):
                raise
            log.info("draft.edits_unread", why=unread.code)
            draft = _telling(draft, wrapped(UNREAD.format(reference=written.reference)))
            continue
        remember_persons(standing)
        case.heard()
        if standing is not None and standing.decided:
            raise NeedsHuman(Reason.PERIOD_DECIDED, "a person has decided on an earlier draft")
        if standing is not None:
            left.append((written, standing))
    if not left:
        return draft
    (written, latest), *before = left
    return carried(draft, written=written, standing=latest, before=[one for _, one in before])


def carried(
    draft: Draft, *, written: Draft, standing: SavedDraft, before: Sequence[SavedDraft] = ()
) -> Draft:
    """`draft` with the edits of an earlier one that was `written` so and is `standing` so. Pure.

    `before` are those before it as they stand, the latest first: an own amount whose row it lacked, as a
    draft without a calculation does, is found there.
    """
    left = standing.draft
    own, lost = _own_amounts(draft.rows, [left.rows, *(one.draft.rows for one in before)])
    told = [*lost, *_on_new_grounds(draft.rows, own, [standing, *before])]
    if standing.changed_by_person:
        told += [*_fields(written, left), *_texts(written.text, left.text), *_rows(written.rows, left.rows)]
    with_amounts = replace(draft, rows=_with_own(draft.rows, own), warnings=_with_status(draft, left))
    return _telling(with_amounts, f"{CHANGED}\n{bullets(told)}") if told else with_amounts


def _telling(draft: Draft, first: str) -> Draft:
    """The draft with something more to take a stand on: it is not among those that are only to be signed."""
    rest = draft.text.deviations.removeprefix(NOTHING_DEVIATES).lstrip()
    verdict = draft.text.verdict.replace(NOTHING_DEVIATES, TO_LOOK_AT)
    journal = draft.text.journal.replace(NOTHING_DEVIATES, "").rstrip()
    text = replace(draft.text, verdict=verdict, deviations=f"{first}\n\n{rest}".rstrip(), journal=journal)
    return replace(draft, text=text, priority=min(draft.priority, TO_READ))


def _keyed(rows: Iterable[DraftRow]) -> Mapping[_Key, DraftRow]:
    seen: Counter[tuple[str, str]] = Counter()
    found = {}
    for row in rows:
        seen[row.section, row.label] += 1
        found[row.section, row.label, seen[row.section, row.label]] = row
    return found


def _own_amounts(
    rows: Sequence[DraftRow], lefts: Iterable[Sequence[DraftRow]]
) -> tuple[Mapping[_Key, Decimal], Sequence[str]]:
    """Her amounts by the row they follow to, and those that are told instead; `lefts` are the latest first.

    What the latest says of rows by their section and label holds, also that there is no amount of hers.
    """
    new, found = _alike(rows), dict[_Name, Sequence[DraftRow]]()
    for left in lefts:
        found |= {name: alike for name, alike in _alike(left).items() if name not in found}
    own, lost = {}, []
    for name, alike in found.items():
        follow = _are_the_same(alike, new.get(name, ()))
        for number, row in enumerate(alike, start=1):
            if row.by_caseworker is None:
                continue
            key = (*name, number)
            if follow:
                own[key] = row.by_caseworker
            else:
                why = MANY if name in new else NO_ROW
                lost.append(f"Eget belopp för {_named(key)}: {kronor(row.by_caseworker)}. {why}")
    return own, lost


def _on_new_grounds(
    rows: Sequence[DraftRow], own: Mapping[_Key, Decimal], lefts: Sequence[SavedDraft]
) -> Iterator[str]:
    """Her amounts that follow to a row which is another than the one she saved them in, the last time."""
    now, left = _keyed(rows), [(_keyed(one.draft.rows), one.changed_by_person) for one in lefts]
    for key, amount in own.items():
        stood = [(keyed[key], hers) for keyed, hers in left if key in keyed]
        had = [one for one in stood if one[0].by_caseworker == amount]
        saved = next((row for row, hers in had if hers), had[-1][0])
        if differs := " och ".join(_differences(saved, now[key])):
            yield f"Eget belopp för {_named(key)}: {kronor(amount)}. Det står kvar, men {differs}."


def _differences(saved: DraftRow, now: DraftRow) -> Iterator[str]:
    if saved.applied != now.applied:
        yield f"sökt är nu {_or_nothing(now.applied)} i stället för {_or_nothing(saved.applied)}"
    if saved.amount != now.amount:
        yield f"roboten räknar nu med {kronor(now.amount)} i stället för {kronor(saved.amount)}"


def _or_nothing(applied: Decimal | None) -> str:
    return "inget" if applied is None else kronor(applied)


def _alike(rows: Iterable[DraftRow]) -> dict[_Name, Sequence[DraftRow]]:
    """The rows by section and label."""
    found: dict[_Name, list[DraftRow]] = {}
    for row in rows:
        found.setdefault((row.section, row.label), []).append(row)
    return {**found}


def _are_the_same(before: Sequence[DraftRow], now: Sequence[DraftRow]) -> bool:
    """A row that is alone with its name is itself; of several nobody can tell when an amount has changed."""
    if len(before) == len(now) == 1:
        return True
    return [(one.applied, one.amount) for one in before] == [(one.applied, one.amount) for one in now]


def _with_own(rows: Sequence[DraftRow], own: Mapping[_Key, Decimal]) -> tuple[DraftRow, ...]:
    return tuple(replace(row, by_caseworker=own.get(key)) for key, row in _keyed(rows).items())


def _with_status(draft: Draft, left: Draft) -> tuple[DraftWarning, ...]:
    """An open warning that she has acknowledged stays so, also where no history could be read.

    One that she has closed and that is asked again is open: its answer is still wanted, or it is another.
    """
    before = {(one.kind, one.about): _as_earlier(one, left.period) for one in left.warnings}
    return tuple(
        replace(one, status=status_of(before.get((one.kind, one.about)), draft.period, said=one.text))
        if one.status is WarningStatus.OPEN
        else one
        for one in draft.warnings
    )


def _as_earlier(one: DraftWarning, period: Period) -> EarlierWarning:
    return EarlierWarning(
        kind=one.kind, about=one.about, text=one.text, status=one.status, period=period, by_person=True
    )


def _fields(written: Draft, left: Draft) -> Iterator[str]:
    for name, label in FIELDS.items():
        if getattr(written, name) != getattr(left, name):
            yield f"Fältet {label}."


def _texts(written: DraftText, left: DraftText) -> Iterator[str]:
    for name, label in TEXTS.items():
        if getattr(written, name) != getattr(left, name):
            yield f"Texten {label}. Läs hennes eller hans text i det tidigare utkastet."


def _rows(written: Sequence[DraftRow], left: Sequence[DraftRow]) -> Iterator[str]:
    """Rows of the calculation that she has changed where they stood, added or taken away."""
    before, after = _keyed(written), _keyed(left)
    for key, row in after.items():
        was = before.get(key)
        if was is None:
            yield f"En egen rad, {_named(key)}: {kronor(row.amount)}."
        elif was.amount != row.amount:
            yield f"Beloppet för {_named(key)}: {kronor(row.amount)} i stället för {kronor(was.amount)}."
        elif (was.applied, was.note) != (row.applied, row.note):
            yield f"Raden {_named(key)}."
    for key in before:
        if key not in after:
            yield f"Raden {_named(key)} var borttagen."


def _named(key: _Key) -> str:
    section, label, _ = key
    shown = in_one_line(label, most=MOST, where="det tidigare utkastet")
    return f"”{shown}” ({section})"
