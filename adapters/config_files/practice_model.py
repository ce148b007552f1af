"""How a municipality works, as its file states it, and which of its settings are publicly known."""

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from adapters.config_files.fields import Reference, Strict, Whole, Words
from adapters.config_files.yaml_file import YamlFile
from flows.eligibility.assessment import Proposal
from flows.eligibility.parameters import CheckedAgainst
from flows.eligibility.track import MainFlow, SocialNeeds
from flows.practice import FollowUp, Highlight, Practice, PubliclyKnown, Weekday

StatedPlan = Literal["WORK", "JOBSEEKING", "SICK_LEAVE", "SFI", "OTHER"]
DayOfMonth = Annotated[Whole, Field(ge=1, le=28)]


class SocialNeedsModel(Strict):
    """What tells of a social need."""

    stated_plans: tuple[StatedPlan, ...] = ()
    plan_kinds: tuple[Words, ...] = ()
    housing_forms: tuple[Words, ...] = ()


class MainFlowModel(Strict):
    """The conditions of the main flow."""

    proposals: Annotated[tuple[Proposal, ...], Field(min_length=1)]
    deviations_at_most: Annotated[Whole, Field(ge=0, le=20)]
    months_at_most: Annotated[Whole, Field(ge=0, le=120)] | None = None
    plan_kinds: tuple[Words, ...] = ()
    social_needs: SocialNeedsModel = SocialNeedsModel()

    @field_validator("proposals")
    @classmethod
    def _no_open_question(cls, proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
        if Proposal.UTREDNING in proposals:
            raise ValueError("an open question needs a person's inquiry: take UTREDNING away")
        return proposals


class FollowUpModel(Strict):
    """The weekly follow-up."""

    meeting: Weekday | None = None
    highlights: tuple[Highlight, ...] = ()
    hasty_seconds: Annotated[Whole, Field(ge=1, le=3600)] = 60
    smallest_group: Annotated[Whole, Field(ge=3, le=50)] = 5


class PubliclyKnownModel(Strict):
    """One setting that is publicly known, and from where."""

    setting: Words
    what: Words
    source: Reference
    checked_against: Literal[CheckedAgainst.AGENCY, CheckedAgainst.SECONDARY]


class PracticeModel(Strict):
    """What the municipality's file may say of how it works; nothing of it must be there."""

    main_flow: MainFlowModel | None = None
    apply_by: DayOfMonth | None = None
    # After the day that it needs, so that it can be held against it.
    late_payday_days: Annotated[Whole, Field(ge=0, le=60)] = 0
    answer_target_days: Annotated[Whole, Field(ge=1, le=60)] | None = None
    prepares_payment: bool = False
    contact: str = ""
    follow_up: FollowUpModel = FollowUpModel()
    publicly_known: tuple[PubliclyKnownModel, ...] = ()

    @field_validator("late_payday_days")
    @classmethod
    def _late_needs_a_day(cls, days: int, info: ValidationInfo) -> int:
        if days and info.data.get("apply_by") is None:
            raise ValueError("nobody is late without a last day: write apply_by too, or take this away")
        return days


def check_practice(file: YamlFile, model: PracticeModel, payday: int) -> None:
    """Raise ConfigTrouble for what cannot hold together with the rest of the file."""
    if model.apply_by is not None and model.apply_by > payday:
        advice = f"the last day to apply is after payday, the {payday}th: write an earlier day"
        raise file.trouble(("apply_by",), advice)
    _check_housing_forms(file, model)
    for number, one in enumerate(model.publicly_known):
        place = ("publicly_known", number)
        if not _stands(file, one.setting):
            advice = f"there is no setting {one.setting} in this file: write its keys with dots between"
            raise file.trouble((*place, "setting"), advice)


def _check_housing_forms(file: YamlFile, model: PracticeModel) -> None:
    forms = model.main_flow.social_needs.housing_forms if model.main_flow else ()
    known = file.values["rules"]["housing"]["forms"]
    for one in forms:
        if one not in known:
            advice = f"there is no form of housing {one}: write {', '.join(known)}"
            raise file.trouble(("main_flow", "social_needs", "housing_forms"), advice)


def _stands(file: YamlFile, setting: str) -> bool:
    """Whether the file has it; a number in the keys is a place in a list, from 0."""
    return tuple(int(key) if key.isdecimal() else key for key in setting.split(".")) in file.lines


def practice_of(model: PracticeModel) -> Practice:
    """The practice, once it is checked; the sentence about whom to turn to is a phrase of the draft's."""
    return Practice(
        main_flow=_main_flow(model.main_flow) if model.main_flow else None,
        apply_by=model.apply_by,
        late_payday_days=model.late_payday_days,
        answer_target_days=model.answer_target_days,
        prepares_payment=model.prepares_payment,
        follow_up=FollowUp(**model.follow_up.model_dump()),
        publicly_known=tuple(PubliclyKnown(**one.model_dump()) for one in model.publicly_known),
    )


def _main_flow(model: MainFlowModel) -> MainFlow:
    own = {name: getattr(model, name) for name in MainFlowModel.model_fields if name != "social_needs"}
    return MainFlow(social_needs=SocialNeeds(**model.social_needs.model_dump()), **own)
