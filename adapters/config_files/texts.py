"""`config/phrases/` and `config/texts/`: the wording of drafts and hand-overs, and its slots."""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter

from pydantic import RootModel

from adapters.config_files.fields import Strict, Words
from adapters.config_files.yaml_file import YamlFile, read_yaml
from flows.eligibility.phrases import Phrases
from flows.errors import Reason
from flows.handover_text import HandoverText

SLOTS: Mapping[str, frozenset[str]] = {
    "granted": frozenset({"belopp", "period"}),
    "partly_granted": frozenset({"belopp", "period"}),
    "cut_cost": frozenset({"kostnad", "sokt", "godtaget", "skal"}),
    "appeal": frozenset(),
    "no_text_for_refusal": frozenset(),
    "no_text_for_inquiry": frozenset({"period"}),
    "wait": frozenset({"dag"}),
    "talk_before_refusal": frozenset({"period", "inkomstmanad", "inkomster"}),
    "completion_opening": frozenset({"period"}),
    "completion_list": frozenset(),
    "completion_last_day": frozenset({"dag"}),
    "completion_otherwise": frozenset(),
}


class PhrasesModel(Strict):
    """The phrases of a draft."""

    granted: Words
    partly_granted: Words
    cut_cost: Words
    appeal: Words
    no_text_for_refusal: Words
    no_text_for_inquiry: Words
    wait: Words
    talk_before_refusal: Words
    completion_opening: Words
    completion_list: Words
    completion_last_day: Words
    completion_otherwise: Words


class HandoverModel(Strict):
    """What was found and is missing, what the robot did not do, what the caseworker does next."""

    found: Words
    missing: str
    not_done: Words
    next_step: Words
    asks: tuple[Words, ...] = ()


class HandoversModel(RootModel[dict[Reason, HandoverModel]]):
    """One text for each reason."""


def load_phrases(config_dir: Path, name: str) -> Phrases:
    """The phrases of `config_dir/phrases/<name>.yaml`. Raises ConfigTrouble for an unknown slot."""
    file = read_yaml(config_dir / "phrases" / f"{name}.yaml")
    words = file.checked(PhrasesModel).model_dump()
    for key, phrase in words.items():
        _check_slots(file, key, phrase)
    return Phrases(**words)


def load_handover_texts(config_dir: Path) -> Mapping[str, HandoverText]:
    """What a caseworker is told, by `Reason`.

    Raises ConfigTrouble when a reason has no text, or two begin alike.
    """
    file = read_yaml(config_dir / "texts" / "needs_human.yaml")
    texts = file.checked(HandoversModel).root
    missing = [reason.value for reason in Reason if reason not in texts]
    if missing:
        raise file.trouble((), f"write a text for {', '.join(missing)}")
    found = [text.found for text in texts.values()]
    for alike in (one for one in found if found.count(one) > 1):
        raise file.trouble((), f"two reasons have the same `found`: {alike}")
    return {reason.value: HandoverText(**text.model_dump()) for reason, text in texts.items()}


def _check_slots(file: YamlFile, key: str, phrase: str) -> None:
    allowed = SLOTS[key]
    try:
        used = {name for _, name, _, _ in Formatter().parse(phrase) if name is not None}
    except ValueError:
        raise file.trouble((key,), f"`{key}`: a brace is not closed") from None
    if not used <= allowed:
        slots = ", ".join(f"{{{slot}}}" for slot in sorted(allowed)) or "no slots"
        raise file.trouble((key,), f"`{key}` may use {slots}, not {{{min(used - allowed)}}}")
