"""What each code means and what to do first, in Swedish, for whoever finds it in a report or at the terminal.

Two sentences; the runbook of the same name tells the rest.
"""

from dataclasses import dataclass

from flows.errors import Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What has happened, and what a person does first."""

    meaning: str
    do: str


ADVICE = {
    Code.SYSTEM_UNREACHABLE: Advice(
        meaning="Ingen svarar på systemets adress.",
        do="Se efter nät, adress och certifikat, eller vänta på systemets ägare.",
    ),
    Code.SYSTEM_SLOW: Advice(
        meaning="Systemet svarade inte i tid.",
        do="Flytta natten till en lugnare timme, eller ha färre ansökningar på gång samtidigt.",
    ),
    Code.SYSTEM_ERROR: Advice(
        meaning="Systemet svarade med ett eget fel.",
        do="Berätta för systemets ägare när det var, på vilken skärm och med vilken status.",
    ),
    Code.SESSION_LOST: Advice(
        meaning="Roboten blev utloggad två gånger i rad, eller webbläsaren dog.",
        do="Se till att ingen annan använder robotens konto, och att maskinens minne räcker.",
    ),
    Code.MAINTENANCE: Advice(
        meaning="Systemet säger själv att det är stängt för underhåll.",
        do="Vänta, eller skriv in stängningen i kommunens fil om den återkommer.",
    ),
    Code.OUTSIDE_HOURS: Advice(
        meaning="Systemet är stängt vid den här tiden enligt kommunens fil.",
        do="Rätta tiderna i filen om de är fel, eller låt natten börja när alla system är öppna.",
    ),
    Code.NO_FREE_ACCOUNT: Advice(
        meaning="Alla robotens konton i systemet var upptagna.",
        do="Kör färre samtidigt, eller be systemets ägare om fler konton.",
    ),
    Code.RECORD_LOCKED: Advice(
        meaning="Akten är låst i ärendesystemet.",
        do="Låt den som arbetar i akten bli klar, eller be systemets ägare att låsa upp den.",
    ),
    Code.WRITE_UNCERTAIN: Advice(
        meaning="Roboten tryckte på spara och fick inget svar, så utkastet kan finnas eller inte.",
        do="Öppna akten i ärendesystemet och leta efter ett utkast med ansökans referens.",
    ),
    Code.TABLES_AWAY: Advice(
        meaning="Robotens egen databas svarade inte.",
        do="Starta databasen eller gör plats på disken, och kör natten igen.",
    ),
    Code.LOGIN_REFUSED: Advice(
        meaning="Systemet nekade inloggningen, och roboten försöker inte igen.",
        do="Lägg rätt värde i hemligheten som felet namnger.",
    ),
    Code.ACCOUNT_LOCKED: Advice(
        meaning="Robotens konto är låst i systemet.",
        do="Be systemets ägare att låsa upp det, och ta reda på vem som har försökt logga in.",
    ),
    Code.ACCESS_DENIED: Advice(
        meaning="Kontot får inte se skärmen.",
        do="Be systemets ägare om läsrätten tillbaka, aldrig om mer än att läsa och spara utkast.",
    ),
    Code.SCREEN_CHANGED: Advice(
        meaning="En annan sida stod där skärmen väntades, eller en etikett är borta.",
        do="Kör utkast doctor och jämför: oftast har systemet fått en ny version.",
    ),
    Code.NOTICE_BLOCKS: Advice(
        meaning="Systemet visar ett meddelande som roboten inte får gå förbi.",
        do="Låt någon med rätt att svara för kommunen läsa det, inloggad med robotens konto.",
    ),
    Code.WRONG_PERSON_SHOWN: Advice(
        meaning="Skärmen handlade om någon annan än den roboten frågade efter; inget därifrån har använts.",
        do="Stoppa roboten om det gäller fler än en, och berätta för systemets ägare och dataskyddsombudet.",
    ),
    Code.VALUE_UNREADABLE: Advice(
        meaning="Något på skärmen kunde inte läsas säkert, eller saknades.",
        do="Be handläggaren se på uppgiften i systemet; är formen ny ska roboten lära sig den.",
    ),
    Code.DRAFT_MISMATCH: Advice(
        meaning="Utkastet i ärendesystemet stämmer inte med det som skrevs.",
        do="Säg genast till handläggaren att utkastet inte får användas som det står.",
    ),
    Code.DRAFT_DUPLICATED: Advice(
        meaning="Mer än ett utkast i akten bär samma referens.",
        do="Låt handläggaren avgöra vilket som gäller.",
    ),
    Code.WORKER_LOST: Advice(
        meaning="Försöken är slut, och i det sista dog körningen.",
        do="Se efter minne och omstarter på maskinen.",
    ),
    Code.UNEXPECTED: Advice(
        meaning="Ett fel som ingen har förutsett, troligen i Utkast självt.",
        do="Rapportera kodraderna och versionerna; de innehåller inga personuppgifter.",
    ),
}
