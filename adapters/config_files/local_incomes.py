"""What a municipality may decide about incomes: exactly what the national catalogue marks as local."""

from collections.abc import Mapping, Sequence

from adapters.config_files.yaml_file import YamlFile
from flows.eligibility.incomes import Counted, IncomeCatalogue
from flows.eligibility.parameters import Dated


def check_local_incomes(
    file: YamlFile, decided: Mapping[str, bool], catalogues: Sequence[Dated[IncomeCatalogue]]
) -> None:
    """Raises ConfigTrouble for a kind that does not exist, or that is not the municipality's to decide."""
    kinds = [kind for dated in catalogues for kind in dated.value.kinds]
    local = sorted({kind.key for kind in kinds if kind.counted is Counted.LOCAL})
    known = {kind.key: kind.counted for kind in kinds}
    for key in decided:
        if key in local:
            continue
        why = (
            f"the national catalogue says {known[key]!s}, not {Counted.LOCAL}"
            if key in known
            else "there is no such kind of income"
        )
        advice = f"`{key}`: {why}: take it away. A municipality decides on {', '.join(local)}"
        raise file.trouble(("rules", "local_incomes", key), advice)
