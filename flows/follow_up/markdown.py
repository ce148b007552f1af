"""The follow-up as Prefect shows it: a page of Markdown, and rows for a table."""

from collections.abc import Mapping, Sequence

from flows.follow_up.figures import Table
from flows.follow_up.report import Report
from flows.follow_up.wording import cell_told, headline, nothing_found, share_told


def as_markdown(report: Report) -> str:
    """Headline, shares, findings and tables; no person is in it."""
    shares = [
        f"| {share.name} | {' | '.join(share_told(shares[at]) for shares in report.spans.values())} |"
        for at, share in enumerate(report.spans["Veckan"])
    ]
    found = [f"- **{one.kind}.** {_plain(one.words)}" for one in report.findings] or [
        f"- {nothing_found(report)}"
    ]
    return "\n".join(
        [
            f"# {report.title}\n",
            *(f"{line}\n" for line in headline(report)),
            f"| Andel | {' | '.join(report.spans)} |",
            f"| --- |{' --- |' * len(report.spans)}",
            *shares,
            "\n## Fynd\n",
            *found,
            *(_table(one) for one in report.tables if one.rows),
        ]
    )


def share_rows(report: Report) -> Sequence[Mapping[str, str]]:
    """One row for each share, with a column for each span."""
    return [
        {"Andel": share.name} | {span: share_told(shares[at]) for span, shares in report.spans.items()}
        for at, share in enumerate(report.spans["Veckan"])
    ]


def _table(table: Table) -> str:
    head = " | ".join(one.name for one in table.columns)
    told = [[_plain(cell_told(*both)) for both in zip(row, table.columns, strict=True)] for row in table.rows]
    rows = [f"| {' | '.join(cells)} |" for cells in told]
    return "\n".join([f"\n## {table.title}\n", f"| {head} |", f"| {' --- |' * len(table.columns)}", *rows])


def _plain(words: str) -> str:
    """Nothing that a person typed can become a heading, a link or a column of its own."""
    return "".join(f"\\{sign}" if sign in "|[]<>*_`#" else sign for sign in words)
