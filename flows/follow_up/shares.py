"""Shares: how much the robot prepared, and how much people decided as proposed: two figures, never one."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from flows.eligibility.wording import counted
from flows.follow_up.decided import Checked
from flows.follow_up.figures import NOT_KNOWN, Cell, Column, Share, Shown, Table
from flows.follow_up.frames import COMPARABLE, Compared
from flows.follow_up.small_groups import FEWEST, HIDDEN_NOTE, Block, Groups, without_small
from flows.follow_up.week import ANSWER_TIME, HASTY_SECONDS, MAIN_FLOW, SOCIAL_NEEDS, Choices
from flows.follow_up.working_days import working_day_after
from flows.records import Track


def share_prepared(prepared: pd.DataFrame) -> Share:
    """Numerator: applications that were assessed and left with a draft, also one with an open question.

    Denominator: all applications that were collected. One that was handed over has a draft that says so and
    proposes nothing: nothing was prepared, and it does not count.
    """
    has_draft = (prepared["proposal"] != "") | prepared["is_gone"]
    return Share(
        name="Förberedda",
        part=int(has_draft.sum()),
        whole=len(prepared),
        defined="Ansökningar som är prövade och har ett utkast, av alla som har kommit in till roboten.",
    )


def share_proposed(prepared: pd.DataFrame) -> Share:
    """Numerator: applications whose draft proposes an outcome. Denominator: all that were collected.

    What retention has taken away counts in the denominator alone: nobody can tell what it proposed.
    """
    proposes = prepared["proposal"].isin(["BIFALL", "DELAVSLAG", "AVSLAG"])
    return Share(
        name="Förberedda med förslag",
        part=int(proposes.sum()),
        whole=len(prepared),
        defined="Ansökningar vars utkast föreslår ett utfall, av alla som har kommit in till roboten.",
    )


def share_as_proposed(decided: pd.DataFrame) -> Share:
    """Numerator: decisions with the outcome and the amount of the draft.

    Denominator: decisions on a draft that proposed an outcome and is still known.
    """
    some = decided[decided["compared"].isin(COMPARABLE)]
    return Share(
        name="Beslutade som föreslaget",
        part=int((some["compared"] == Compared.AS_PROPOSED).sum()),
        whole=len(some),
        defined="Beslut med utkastets utfall och belopp, av beslut på utkast som föreslog ett utfall.",
    )


def share_main_flow(prepared: pd.DataFrame) -> Share:
    """Numerator: drafts in the main flow. Denominator: drafts that say which flow they are in."""
    told = prepared[prepared["track"] != ""]
    return Share(
        name="Huvudflöde",
        part=int((told["track"] == Track.MAIN).sum()),
        whole=len(told),
        defined="Utkast i huvudflödet, av alla utkast som anger flöde.",
        key=MAIN_FLOW,
    )


def share_social_needs(prepared: pd.DataFrame) -> Share:
    """Numerator: applications that told of a social need, by the municipality's own conditions.

    Denominator: those that were assessed, whose application and history were read, and that are still kept.
    """
    told = prepared["social_need"].dropna()
    return Share(
        name="Sociala behov",
        part=int(told.sum()),
        whole=len(told),
        defined="Ansökningar som enligt kommunens villkor tyder på ett socialt behov. Räknat av de prövade "
        "där det går att se.",
        key=SOCIAL_NEEDS,
    )


def share_within(decided: pd.DataFrame, *, working_days: int = 1) -> Share:
    """Numerator: decisions made at the latest so many working days after the application was sent in.

    Denominator: decisions on applications that the robot collected.
    """
    some = with_application(decided)
    in_time = [
        made.date() <= working_day_after(got.date(), working_days)
        for made, got in zip(some["decided_at"], some["received_at"], strict=True)
    ]
    return Share(
        name=f"Beslut inom {counted(working_days, 'en arbetsdag', 'arbetsdagar')}",
        part=sum(in_time),
        whole=len(some),
        defined="Beslut så många arbetsdagar efter ansökan, av beslut på ansökningar som roboten tog in.",
        key=ANSWER_TIME,
    )


def share_over_a_month(decided: pd.DataFrame) -> Share:
    """Numerator: decisions made more than a calendar month after the application was sent in.

    Denominator: decisions on applications that the robot collected.
    """
    some = with_application(decided)
    late = some["decided_at"] > some["received_at"] + pd.DateOffset(months=1)
    return Share(
        name="Beslut efter mer än en månad",
        part=int(late.sum()),
        whole=len(some),
        defined="Beslut mer än en månad efter ansökan, av beslut på ansökningar som roboten tog in.",
    )


def median_days(decided: pd.DataFrame) -> float | None:
    """The median of days from when an application was sent in to its decision; None without decisions.

    Where the case system keeps the day of the decision alone, whole days are counted.
    """
    some = with_application(decided)
    waited = (some["decided_at"] - some["received_at"]).dt.total_seconds() / 86_400
    made, sent = (some[name].dt.tz_localize(None).dt.normalize() for name in ("decided_at", "received_at"))
    waited = waited.where(some["to_the_second"].astype(bool), (made - sent).dt.days)
    return round(float(waited.median()), 2) if len(some) else None


def share_hasty(decided: pd.DataFrame, *, within_seconds: int = HASTY_SECONDS) -> Share:
    """Numerator: decisions as proposed made within so many seconds of the draft's first opening.

    Denominator: decisions as proposed whose times the case system keeps to the second, also those on a draft
    that was never opened: the two shares are parts of one whole.
    """
    some = timed(decided)
    return Share(
        name=f"Beslutade som föreslaget inom {within_seconds} sekunder",
        part=int((some["seconds"] <= within_seconds).sum()),
        whole=len(some),
        defined="Beslut som föreslaget så snart efter att utkastet öppnades, av beslut som föreslaget vars "
        "tider är kända.",
    )


def share_unopened(decided: pd.DataFrame) -> Share:
    """Numerator: decisions as proposed by somebody who never opened the draft.

    Denominator: decisions as proposed whose times the case system keeps to the second.
    """
    some = timed(decided)
    return Share(
        name="Beslutade som föreslaget utan att utkastet öppnats",
        part=int(some["seconds"].isna().sum()),
        whole=len(some),
        defined="Beslut som föreslaget av någon som aldrig öppnat utkastet, av beslut som föreslaget vars "
        "tider är kända.",
    )


def share_checked(decided: pd.DataFrame) -> Share:
    """Numerator: drafts drawn as stickprov that a person has checked. Denominator: drawn and decided."""
    drawn = decided[decided["stickprov"].fillna(False).astype(bool)]
    return Share(
        name="Kontrollerade stickprov",
        part=int((drawn["checked"] != Checked.NOT_CHECKED).sum()),
        whole=len(drawn),
        defined="Stickprov där någon har skrivit vad kontrollen gav, av de stickprov som har fått beslut.",
    )


def share_wrong(decided: pd.DataFrame) -> Share:
    """Numerator: checked stickprov with an error. Denominator: checked stickprov."""
    checked = decided[decided["checked"] != Checked.NOT_CHECKED]
    return Share(
        name="Stickprov med fel",
        part=int((checked["checked"] == Checked.WRONG).sum()),
        whole=len(checked),
        defined="Stickprov där kontrollen fann ett fel, av alla som har en kontroll.",
    )


def every_share(prepared: pd.DataFrame, decided: pd.DataFrame, choices: Choices) -> Sequence[Share]:
    """All of them, of the same span of time; answers also within the municipality's own target.

    Those that the municipality wants to see first come first, in its own order.
    """
    targets = sorted({1, choices.answer_target_days or 1})
    every = (
        share_prepared(prepared),
        share_proposed(prepared),
        share_as_proposed(decided),
        share_main_flow(prepared),
        share_social_needs(prepared),
        *(share_within(decided, working_days=days) for days in targets),
        share_over_a_month(decided),
        share_hasty(decided, within_seconds=choices.hasty_seconds),
        share_unopened(decided),
        share_checked(decided),
        share_wrong(decided),
    )
    order = {key: place for place, key in enumerate(choices.first)}
    return sorted(every, key=lambda share: order.get(share.key, len(order)))


def timed(decided: pd.DataFrame) -> pd.DataFrame:
    """Decisions as proposed whose times are known, with `seconds` from opening to decision, if opened."""
    known = decided["to_the_second"].astype(bool)
    some = decided[known & (decided["compared"] == Compared.AS_PROPOSED)].copy()
    some["seconds"] = (some["decided_at"] - some["opened_at"]).dt.total_seconds()
    return some


def with_application(decided: pd.DataFrame) -> pd.DataFrame:
    """Decisions on applications that the robot collected."""
    return decided[decided["received_at"].notna()]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDecisions:
    """How some decisions stand to their drafts, and the groups that its figures tell of."""

    proposed: Share
    hasty: Share
    unopened: Share

    @property
    def changed(self) -> Groups:
        """Those as proposed, and those that people changed."""
        return self.proposed.part, self.proposed.whole - self.proposed.part

    @property
    def stamped(self) -> Groups:
        """Those as proposed whose times are known: hasty, never opened, and neither."""
        return self.hasty.part, self.unopened.part, self.hasty.whole - self.hasty.part - self.unopened.part

    @property
    def stamped_told(self) -> tuple[Cell, Cell]:
        """How many were hasty and how many never opened; where no time is known, that and never nought."""
        if self.proposed.part and not self.hasty.whole:
            return NOT_KNOWN, NOT_KNOWN
        return self.hasty.part, self.unopened.part


def of_decisions(some: pd.DataFrame, *, hasty_seconds: int) -> OfDecisions:
    """The shares that a unit or a week is told by."""
    return OfDecisions(
        proposed=share_as_proposed(some),
        hasty=share_hasty(some, within_seconds=hasty_seconds),
        unopened=share_unopened(some),
    )


def by_unit(decided: pd.DataFrame, *, hasty_seconds: int, fewest: int = FEWEST) -> Table:
    """Decisions, as proposed, hasty and on drafts never opened, by unit in alphabetical order: no ranking."""
    units = {
        str(unit): of_decisions(some, hasty_seconds=hasty_seconds)
        for unit, some in decided.groupby("unit", sort=True)
    }
    rows = []
    for unit, one in units.items():
        hasty, unopened = one.stamped_told
        shown = (one.proposed.whole, one.proposed.part, one.proposed.value, one.hasty.whole)
        rows.append((unit, *shown, hasty, one.hasty.value, unopened, one.unopened.value))
    blocks = (
        Block(cells=range(1, 2), groups=[(one.proposed.whole,) for one in units.values()]),
        Block(cells=range(2, 4), groups=[one.changed for one in units.values()]),
        Block(cells=range(4, 5), groups=[(one.hasty.whole,) for one in units.values()]),
        Block(cells=range(5, 9), groups=[one.stamped for one in units.values()]),
    )
    return Table(
        key="enheter",
        title="Per enhet",
        note="Beslut på utkast som föreslog ett utfall. Kort tid: som föreslaget inom "
        f"{hasty_seconds} sekunder efter att utkastet öppnades. Aldrig öppnat: som föreslaget av någon som "
        f"inte har öppnat utkastet. {HIDDEN_NOTE.format(fewest=fewest)}",
        columns=(
            Column(name="Enhet"),
            Column(name="Jämförbara beslut", shown=Shown.COUNT, summed=True),
            Column(name="Som föreslaget", shown=Shown.COUNT, summed=True),
            Column(name="Andel som föreslaget", shown=Shown.SHARE),
            Column(name="Med kända tider", shown=Shown.COUNT, summed=True),
            Column(name="Kort tid", shown=Shown.COUNT, summed=True),
            Column(name="Andel kort tid", shown=Shown.SHARE),
            Column(name="Aldrig öppnat", shown=Shown.COUNT, summed=True),
            Column(name="Andel aldrig öppnat", shown=Shown.SHARE),
        ),
        rows=without_small(rows, blocks, fewest=fewest),
        charted=("Andel som föreslaget", "Andel kort tid", "Andel aldrig öppnat"),
    )
