"""Jobbstimulans and the reforms as they are written in YAML."""

from typing import Annotated

from pydantic import Field

from adapters.config_files.fields import Day, Share, Strict, Whole, Words
from flows.eligibility.parameters import JobStimulusTerms
from flows.eligibility.reform import Reform, ReformName

Months = Annotated[Whole, Field(ge=1, le=120)]


class JobStimulusModel(Strict):
    """The terms of jobbstimulans."""

    share: Share
    months_before: Months
    months_it_lasts: Months


class ReformModel(Strict):
    """One reform."""

    name: ReformName
    in_force: Day
    asks: Words
    after_months_of_support: Months = 0


def job_stimulus(model: JobStimulusModel | None) -> JobStimulusTerms | None:
    """The terms as the law reads them; None where the law has none."""
    return None if model is None else JobStimulusTerms(**model.model_dump())


def reform(model: ReformModel) -> Reform:
    """The reform as the law reads it. Raises ValueError for a requirement without its months."""
    if model.name is ReformName.ACTIVITY_REQUIREMENT and not model.after_months_of_support:
        raise ValueError("write after_months_of_support: after how many months the requirement applies")
    return Reform(**model.model_dump())
