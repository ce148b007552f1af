"""How long the robot keeps its own copies, as a municipality's file states it.

It must not know what is kept where. A kind without a period is never taken away.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from adapters.config_files.fields import Day, Reference, Strict, Whole
from adapters.config_files.yaml_file import YamlFile
from flows.retention import Kind, Period, Periods

LONGEST_MONTH = 31


class PeriodModel(Strict):
    """One kind."""

    days: Annotated[Whole, Field(ge=1, le=36_525)]
    decided: Day
    source: Reference


RetentionModel = Mapping[Kind, PeriodModel]


def check_retention(file: YamlFile, periods: RetentionModel, months_back: int) -> None:
    """Raise ConfigTrouble for periods that would take away what is still asked for."""
    content, bare = periods.get(Kind.APPLICATIONS), periods.get(Kind.JOURNAL)
    place = ("retention", Kind.APPLICATIONS.value, "days")
    # A repeated application is known by the one before, of any of the months that are prepared.
    least = LONGEST_MONTH * (months_back + 2)
    if content and content.days < least:
        raise file.trouble(place, f"write {least} or more: months_back has us look so far back")
    if bare and (content is None or bare.days < content.days):
        advice = "write as many days as for applications or more: the steps are of what lies there"
        raise file.trouble(("retention", Kind.JOURNAL.value, "days"), advice)


def periods_of(model: RetentionModel) -> Periods:
    """The periods, once they are checked."""
    return {
        kind: Period(days=one.days, decided=one.decided, source=one.source) for kind, one in model.items()
    }
