"""Tables of the weekly follow-up: handovers, what people changed and why, stickprov, week by week."""

from datetime import date

import pandas as pd

from flows.eligibility.assessment import Proposal
from flows.follow_up.decided import Checked
from flows.follow_up.figures import Column, Shown, Table
from flows.follow_up.frames import Compared
from flows.follow_up.shares import share_as_proposed, share_hasty, share_unopened
from flows.follow_up.small_groups import FEWEST, HIDDEN_NOTE, smallest, too_small, without
from flows.follow_up.week import Week, week_told
from flows.work import State

FEW = "Övriga"
"""Reasons that so few have given that they could point at somebody."""


def handovers(prepared: pd.DataFrame) -> Table:
    """Applications that the robot handed to a person, by reason; all that were handed over are counted."""
    handed = prepared[prepared["state"] == State.NEEDS_HUMAN]
    counts = handed["reason"].value_counts()
    return Table(
        key="overlamnade",
        title="Överlämnade till handläggare",
        note="Ansökningar som roboten lämnade över, efter skäl.",
        columns=(Column(name="Skäl"), Column(name="Antal", shown=Shown.COUNT, summed=True)),
        rows=tuple((str(why), int(number)) for why, number in counts.items()),
        charted=("Antal",),
    )


def proposals(prepared: pd.DataFrame) -> Table:
    """Drafts by what they propose; what retention has taken away is a line of its own."""
    known = prepared[prepared["proposal"] != ""]["proposal"].value_counts()
    rows = [(one.value, int(known.get(one.value, 0))) for one in Proposal]
    return Table(
        key="forslag",
        title="Utkastens förslag",
        note="Utkast efter vad de föreslår. Gallrade utkast går inte längre att läsa och räknas för sig.",
        columns=(Column(name="Förslag"), Column(name="Antal", shown=Shown.COUNT, summed=True)),
        rows=(*rows, ("Gallrat", int(prepared["is_gone"].sum()))),
        charted=("Antal",),
    )


def compared(decided: pd.DataFrame) -> Table:
    """Every decision, by how it stands to its draft, with the kronor that people changed.

    Kronor: what was decided less what was proposed, summed with signs and without.
    """
    rows = []
    for one in Compared:
        some = decided[decided["compared"] == one]["changed_ore"]
        rows.append((one.value, len(some), int(some.sum()), int(some.abs().sum())))
    return Table(
        key="jamforda",
        title="Beslut jämförda med utkasten",
        note="Ändrade kronor är beslutat belopp minus föreslaget, dels med tecken, dels utan.",
        columns=(
            Column(name="Jämfört med utkastet"),
            Column(name="Antal", shown=Shown.COUNT, summed=True),
            Column(name="Ändrade kronor, netto", shown=Shown.MONEY, summed=True),
            Column(name="Ändrade kronor, utan tecken", shown=Shown.MONEY, summed=True),
        ),
        rows=tuple(rows),
        charted=("Antal",),
    )


def reasons(decided: pd.DataFrame, *, fewest: int = FEWEST) -> Table:
    """Why people changed amounts and outcomes: their own words for it, rare ones together."""
    changed = decided[decided["compared"].isin([Compared.OTHER_AMOUNT, Compared.OTHER_OUTCOME])].copy()
    counts = changed["why"].value_counts()
    rare = set(counts[counts < fewest].index)
    changed["why"] = [FEW if one in rare else one for one in changed["why"]]
    rows = []
    for why, some in changed.groupby("why"):
        amount = int((some["compared"] == Compared.OTHER_AMOUNT).sum())
        kronor = some["changed_ore"]
        rows.append((str(why), amount, len(some) - amount, int(kronor.sum()), int(kronor.abs().sum())))
    rows.sort(key=lambda row: (row[0] == FEW, -(row[1] + row[2])))
    hidden = too_small([row[1] + row[2] for row in rows], fewest=fewest)
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
        rows=without(rows, hidden, names=3),
        charted=("Ändrat belopp", "Ändrat utfall"),
    )


def stickprov(decided: pd.DataFrame) -> Table:
    """What the full checks found: how many, and how many kronor were wrong."""
    is_drawn = decided["stickprov"].fillna(False).astype(bool)
    drawn = decided[is_drawn | (decided["checked"] != Checked.NOT_CHECKED)]
    rows = [
        (str(result), len(some), int(some["error_ore"].fillna(0).sum()))
        for result, some in drawn.groupby("checked")
    ]
    return Table(
        key="stickprov",
        title="Stickprov",
        note="Beslutade utkast som var stickprov, efter vad kontrollen kom fram till.",
        columns=(
            Column(name="Kontroll"),
            Column(name="Antal", shown=Shown.COUNT, summed=True),
            Column(name="Felaktiga kronor", shown=Shown.MONEY, summed=True),
        ),
        rows=tuple(rows),
    )


def by_week(decided: pd.DataFrame, *, hasty_seconds: int, today: date, fewest: int = FEWEST) -> Table:
    """Decisions as proposed, hasty ones and those on drafts never opened, week by week (ISO 8601)."""
    rows, sizes = [], []
    weeks = decided["decided_at"].dt.strftime("%G-W%V") if len(decided) else decided["case_ref"]
    for week, some in decided.groupby(weeks, sort=True):
        proposed, hasty = share_as_proposed(some), share_hasty(some, within_seconds=hasty_seconds)
        unopened, kronor = share_unopened(some), some["changed_ore"]
        sizes.append(smallest(proposed.whole, hasty.whole))
        rows.append(
            (
                week_told(Week.parse(str(week)), today), len(some), proposed.whole, proposed.part,
                proposed.value, hasty.part, unopened.part, int(kronor.sum()), int(kronor.abs().sum()),
            )
        )  # fmt: skip
    return Table(
        key="veckor",
        title="Vecka för vecka",
        note=f"Beslut efter den vecka de fattades. {HIDDEN_NOTE.format(fewest=fewest)}",
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
        rows=without(rows, too_small(sizes, fewest=fewest), names=2),
        charted=("Andel som föreslaget",),
    )
