"""Tables of the weekly follow-up: handovers, what people changed and why, stickprov, week by week."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from flows.follow_up.decided import Checked
from flows.follow_up.figures import Column, Shown, Table
from flows.follow_up.frames import Compared
from flows.follow_up.proposed import IN_WORDS
from flows.follow_up.shares import of_decisions
from flows.follow_up.small_groups import FEWEST, HIDDEN_NOTE, Block, without_small
from flows.follow_up.week import Week, week_told
from flows.work import State

FEW = "Övriga"
"""Reasons that so few have given that they could point at somebody."""
OTHER_REASON = "Ett skäl som roboten inte längre använder"


def handovers(prepared: pd.DataFrame, words: Mapping[str, str]) -> Table:
    """Applications that the robot handed to a person, by reason; all that were handed over are counted.

    `words` are what a caseworker is told that the robot saw, by the reason's code.
    """
    handed = prepared[prepared["state"] == State.NEEDS_HUMAN]
    counts = handed["reason"].map(lambda code: words.get(code, OTHER_REASON)).value_counts()
    return Table(
        key="overlamnade",
        title="Överlämnade till handläggare",
        note="Ansökningar som roboten lämnade över, och varför den gjorde det.",
        columns=(Column(name="Skäl"), Column(name="Antal", shown=Shown.COUNT, summed=True)),
        rows=tuple((str(why), int(number)) for why, number in counts.items()),
        charted=("Antal",),
    )


def proposals(prepared: pd.DataFrame) -> Table:
    """Drafts by what they propose; what retention has taken away is a line of its own."""
    known = prepared[prepared["proposal"] != ""]["proposal"].value_counts()
    rows = [(word.capitalize(), int(known.get(one.value, 0))) for one, word in IN_WORDS.items()]
    return Table(
        key="forslag",
        title="Utkastens förslag",
        note="Utkast efter vad de föreslår. Gallrade utkast går inte längre att läsa och räknas för sig.",
        columns=(Column(name="Förslag"), Column(name="Antal", shown=Shown.COUNT, summed=True)),
        rows=(*rows, ("Gallrat", int(prepared["is_gone"].sum()))),
        charted=("Antal",),
    )


def compared(decided: pd.DataFrame, *, fewest: int = FEWEST) -> Table:
    """Every decision, by how it stands to its draft, with the kronor that people changed.

    Kronor: what was decided less what was proposed, summed with signs and without.
    """
    rows, groups = [], []
    for one in Compared:
        some = decided[decided["compared"] == one]["changed_ore"]
        rows.append((one.value, len(some), int(some.sum()), int(some.abs().sum())))
        groups.append((int((some != 0).sum()),))
    return Table(
        key="jamforda",
        title="Beslut jämförda med utkasten",
        note="Ändrade kronor är beslutat belopp minus föreslaget, dels med tecken, dels utan. "
        f"Kronor om färre än {fewest} beslut visas inte, och inte heller de som annars kunde räknas ut.",
        columns=(
            Column(name="Jämfört med utkastet"),
            Column(name="Antal", shown=Shown.COUNT, summed=True),
            Column(name="Ändrade kronor, netto", shown=Shown.MONEY, summed=True),
            Column(name="Ändrade kronor, utan tecken", shown=Shown.MONEY, summed=True),
        ),
        rows=without_small(rows, [Block(cells=(2, 3), groups=groups)], fewest=fewest),
        charted=("Antal",),
    )


def reasons(decided: pd.DataFrame, *, fewest: int = FEWEST) -> Table:
    """Why people changed amounts and outcomes: their own words for it, rare ones together."""
    changed = decided[decided["compared"].isin([Compared.OTHER_AMOUNT, Compared.OTHER_OUTCOME])].copy()
    counts = changed["why"].value_counts()
    rare = set(counts[counts < fewest].index)
    changed["why"] = [FEW if one in rare else one for one in changed["why"]]
    told = []
    for why, some in changed.groupby("why"):
        amount, kronor = int((some["compared"] == Compared.OTHER_AMOUNT).sum()), some["changed_ore"]
        row = (str(why), amount, len(some) - amount, int(kronor.sum()), int(kronor.abs().sum()))
        told.append((row, (len(some), int((kronor != 0).sum()))))
    told.sort(key=lambda one: (one[0][0] == FEW, -one[1][0]))
    kronor_of = Block(cells=(3, 4), groups=[groups for _, groups in told])
    return Table(
        key="orsaker",
        title="Varför utkasten ändrades",
        note=f"Orsaken som handläggaren har angett. Orsaker som färre än {fewest} har angett står som {FEW}. "
        f"Kronor om färre än {fewest} beslut visas inte, och inte heller de som annars kunde räknas ut.",
        columns=(
            Column(name="Orsak"),
            Column(name="Ändrat belopp", shown=Shown.COUNT, summed=True),
            Column(name="Ändrat utfall", shown=Shown.COUNT, summed=True),
            Column(name="Ändrade kronor, netto", shown=Shown.MONEY, summed=True),
            Column(name="Ändrade kronor, utan tecken", shown=Shown.MONEY, summed=True),
        ),
        rows=without_small([row for row, _ in told], [kronor_of], fewest=fewest),
        charted=("Ändrat belopp", "Ändrat utfall"),
    )


def stickprov(decided: pd.DataFrame, *, fewest: int = FEWEST) -> Table:
    """What the full checks found: how many, and how many kronor were wrong."""
    is_drawn = decided["stickprov"].fillna(False).astype(bool)
    drawn = decided[is_drawn | (decided["checked"] != Checked.NOT_CHECKED)]
    rows, groups = [], []
    for result, some in drawn.groupby("checked"):
        wrong = some["error_ore"].fillna(0)
        rows.append((str(result), len(some), int(wrong.sum())))
        groups.append((int((wrong != 0).sum()),))
    return Table(
        key="stickprov",
        title="Stickprov",
        note="Beslutade utkast som var stickprov, efter vad kontrollen kom fram till. "
        f"Kronor om färre än {fewest} beslut visas inte.",
        columns=(
            Column(name="Kontroll"),
            Column(name="Antal", shown=Shown.COUNT, summed=True),
            Column(name="Felaktiga kronor", shown=Shown.MONEY, summed=True),
        ),
        rows=without_small(rows, [Block(cells=(2,), groups=groups)], fewest=fewest),
    )


def by_week(decided: pd.DataFrame, *, hasty_seconds: int, today: date, fewest: int = FEWEST) -> Table:
    """Decisions as proposed, hasty ones and those on drafts never opened, week by week (ISO 8601).

    How many were hasty or never opened is of the whole municipality and of nobody: it is never hidden.
    """
    rows, comparable, changed = [], [], []
    weeks = decided["decided_at"].dt.strftime("%G-W%V") if len(decided) else decided["case_ref"]
    for week, some in decided.groupby(weeks, sort=True):
        one, kronor = of_decisions(some, hasty_seconds=hasty_seconds), some["changed_ore"]
        comparable.append((one.proposed.whole,))
        changed.append((*one.changed, int((kronor != 0).sum())))
        rows.append(
            (
                week_told(Week.parse(str(week)), today), len(some), one.proposed.whole, one.proposed.part,
                one.proposed.value, *one.stamped_told, int(kronor.sum()), int(kronor.abs().sum()),
            )
        )  # fmt: skip
    blocks = (
        Block(cells=(2,), groups=comparable),
        Block(cells=(3, 4, 7, 8), groups=changed),
    )
    return Table(
        key="veckor",
        title="Vecka för vecka",
        note=f"Beslut efter den vecka de fattades. {HIDDEN_NOTE.format(fewest=fewest)} Kort tid (som "
        f"föreslaget inom {hasty_seconds} sekunder efter att utkastet öppnades) och aldrig öppnat visas "
        "alltid: de gäller hela kommunen.",
        columns=(
            Column(name="Vecka"),
            Column(name="Beslut", shown=Shown.COUNT, summed=True),
            Column(name="Jämförbara beslut", shown=Shown.COUNT, summed=True),
            Column(name="Som föreslaget", shown=Shown.COUNT, summed=True),
            Column(name="Andel som föreslaget", shown=Shown.SHARE),
            Column(name="Kort tid", shown=Shown.COUNT, summed=True),
            Column(name="Aldrig öppnat", shown=Shown.COUNT, summed=True),
            Column(name="Ändrade kronor, netto", shown=Shown.MONEY, summed=True),
            Column(name="Ändrade kronor, utan tecken", shown=Shown.MONEY, summed=True),
        ),
        rows=without_small(rows, blocks, fewest=fewest),
        charted=("Andel som föreslaget",),
    )
