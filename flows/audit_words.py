"""The audit log in Swedish: what was done, and what is wrong with it."""

from flows.audit import NEVER, UNREADABLE, Act, Entry
from flows.audit_check import Finding, Wrong
from flows.swedish_time import SWEDEN

DONE = {
    Act.INBOX_LISTED: "Läste listan över nya ansökningar",
    Act.APPLICATION_READ: "Läste ansökan",
    Act.DELIVERY_READ: "Läste om ansökan är mottagen",
    Act.DELIVERY_CONFIRMED: "Bekräftade att ansökan är mottagen",
    Act.CASE_OPENED: "Sökte fram hushållets akt",
    Act.HISTORY_READ: "Läste tidigare beräkningar, beslut och planer",
    Act.DRAFT_LOOKED_FOR: "Sökte efter utkastet i akten",
    Act.DRAFT_TYPED: "Fyllde i formuläret för ett utkast",
    Act.DRAFT_SAVED: "Sparade utkastet",
    Act.ORDERS_LISTED: "Läste vad handläggare har beställt",
    Act.ORDER_READ: "Läste en beställnings status",
    Act.ORDER_TOLD: "Ändrade en beställnings status",
    Act.PERSON_LOOKED_UP: "Slog upp personen i folkbokföringen",
    Act.INCOMES_LOOKED_UP: "Slog upp inkomster",
    Act.BENEFITS_LOOKED_UP: "Slog upp ersättningar",
    Act.DECISIONS_LISTED: "Läste en lista för uppföljning, utan personuppgifter",
    Act.SCREEN_EXAMINED: "Besökte en skärm för att se att den passar",
    Act.EXPLAINED: "Läste bedömningens förklaring",
    Act.EVIDENCE_SHOWN: "Läste vad som gick fel",
    Act.EVIDENCE_OPENED: "Öppnade en bild eller disposition av ett fel",
    Act.AUDIT_READ: "Läste granskningsloggen",
    Act.EXTRACT_MADE: "Tog fram ett registerutdrag",
    Act.PERSON_SOUGHT: "Sökte vad roboten har sparat om en person",
    Act.COPIES_PURGED: "Gallrade robotens arbetskopior",
    Act.ERASED: "Raderade uppgifter om en person",
    Act.PURGED: "Gallrade äldre poster ur granskningsloggen",
    Act.SET_ASIDE: "Skilde av en bruten del av granskningsloggen",
}
_WRONG = {
    Wrong.EDITED: "är ändrad: den säger inte det som skrevs",
    Wrong.MISSING: "saknas",
    Wrong.REORDERED: "är flyttad: den skrevs som nr {belongs}",
    Wrong.SPLICED: "hör inte till loggen: den följer inte på posten före, och nästa följer inte på den",
    Wrong.TRUNCATED: "saknas: loggens slut är borttaget",
    Wrong.REWRITTEN: "är omskriven: ett ankare utanför databasen säger något annat",
    Wrong.FOREIGN: "kan inte styrkas: ett ankare är en annan installations",
}
_OF_NO_ENTRY = {
    Wrong.HEADLESS: (
        "Loggens huvud är borttaget eller oläsligt: det säger hur långt loggen har kommit, "
        "så slutet kan inte styrkas."
    ),
    Wrong.UNPLACED: "Minst en post har ett nummer som ingen post kan ha: den hör inte till loggen.",
}


def done(act: str) -> str:
    """What was done; a word that this version does not know is told as it stands."""
    return DONE[Act(act)] if act in set(Act) else act


def when(entry: Entry) -> str:
    """When it was done, Swedish time to the second; or that the time cannot be read any more."""
    return UNREADABLE if entry.at == NEVER else f"{entry.at.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}"


def told(finding: Finding) -> str:
    """One thing that is wrong with the log, and where, in a sentence."""
    if finding.wrong in _OF_NO_ENTRY:
        return _OF_NO_ENTRY[finding.wrong]
    span = f"Post {finding.first}"
    if finding.last != finding.first:
        span = f"Posterna {finding.first}–{finding.last}"
    return f"{span} {_WRONG[finding.wrong].format(belongs=finding.belongs)}."
