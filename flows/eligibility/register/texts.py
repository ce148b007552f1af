"""The page's own words: what the robot is for, what it never does, and what is not built in.

What stands here is true of the program as a whole; what can change with a rule or a number is made from it.
"""

from dataclasses import dataclass

INTRODUCTION = (
    "Utkast är ett program, en robot, som förbereder beslut om ekonomiskt bistånd åt en kommun."
    " Roboten förbereder och en handläggare beslutar."
    " Här står allt som roboten prövar: vad den tittar på, vad den gör, när den lämnar över,"
    " vad i lag och vägledning den bygger på, och vilka belopp den utgår från."
)
MADE_FROM = (
    "Sidan är gjord ur programmets egna regler, belopp och inställningar."
    " Belopp, paragrafer och kommunens val är hämtade direkt ur programmet."
    " Vad en regel gör är skrivet av den som har gjort regeln, och reglerna prövas mot exempel med känt svar."
)
OF_ONE_MUNICIPALITY = "Kommunens val gäller {name}."
EXAMPLES_BESIDE = (
    "Det här är offentligt känt om {name}. Alla andra val och belopp i avsnittet är exempel och inte"
    " kommunens riktlinjer."
)
OF_NO_MUNICIPALITY = "Kommunens val visas inte, eftersom ingen kommun är angiven."

DOES = (
    "Läser ansökan, ärendesystemet, Skatteverket och Försäkringskassan: samma sidor som handläggaren läser.",
    "Räknar riksnorm, godtagna kostnader och inkomster för den månad som ansökan gäller.",
    "Jämför med tidigare månader och visar det som är nytt, ändrat eller borta.",
    "Lämnar ett utkast i ärendesystemet. Varje belopp går att följa tillbaka till sin källa och sin grund.",
    "Frågar handläggaren när något är oklart, och föreslår då inget belopp.",
)
NEVER = (
    "Beslutar, beviljar, avslår eller betalar. Den har ingen behörighet till det.",
    "Gissar. Att inget har hittats och att det inte gick att se efter är två olika svar.",
    "Föreslår ett belopp som en saknad uppgift skulle kunna ändra.",
    "Skriver ett färdigt avslag. Ett avslag behöver handläggarens egna ord och ett samtal.",
    "Sänker beloppet för att någon inte följer sin planering. Det bedömer handläggaren.",
    "Ändrar det som en handläggare har skrivit.",
    "Slår upp den som har skyddade personuppgifter, eller den vars skydd inte går att läsa.",
    "Läser meddelanden och bilagor. Den säger bara att de finns.",
)
PROPOSALS = (
    ("Bifall", "Pengarna räcker inte, alla sökta kostnader godtas och ingen fråga är öppen."),
    (
        "Delvis bifall",
        "Pengarna räcker inte, men någon kostnad godtas inte fullt ut. Skälet står vid kostnaden.",
    ),
    (
        "Avslag",
        "Inkomsterna täcker norm och kostnader och allt är känt. Utkastet har ingen text till beslutet.",
    ),
    (
        "Utredning",
        "Någon fråga är öppen. Utkastet säger vad som är känt och vad som är oklart, men inget belopp.",
    ),
)
RESULT = (
    "Inkomsterna minus normen minus de godtagna kostnaderna är resultatet."
    " Är det mindre än noll är det ett underskott, och underskottet är beloppet som föreslås."
)
IN_ORDER = (
    "Varje regel svarar på en fråga."
    " Några regler tar reda på vad en annan regel svarar, men ingen regel ändrar en annan regels svar."
    " En sak avgörs sist: skulle ansökan avslås bara för att en inkomst räknas som handläggaren inte har"
    " tagit ställning till, blir inkomsten en öppen fråga."
    " Där en paragraf har ersatts av en annan står båda, med de dagar de gäller."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A word that the page uses, explained once to a citizen."""

    word: str
    means: str


WORDS = (
    Explained(
        word="Riksnormen",
        means=(
            "Belopp som regeringen bestämmer i socialtjänstförordningen, lika i hela landet. De ska räcka"
            " till mat, kläder, hygien, fritid och annat som alla behöver."
        ),
    ),
    Explained(
        word="Grund",
        means="Det som en regel eller ett belopp bygger på: en paragraf, ett råd eller ett avgörande.",
    ),
    Explained(
        word="SOSFS 2013:1",
        means=(
            "Socialstyrelsens allmänna råd om ekonomiskt bistånd. De säger hur lagen kan eller bör användas,"
            " men de är inte lag."
        ),
    ),
    Explained(
        word="HFD, år och ref.",
        means=(
            "Ett avgörande från Högsta förvaltningsdomstolen som visar hur lagen ska förstås. Numret säger"
            " vilket det är."
        ),
    ),
    Explained(
        word="SFS",
        means="Svensk författningssamling, där lagar och förordningar ges ut. Numret säger vilken det är.",
    ),
    Explained(
        word="Prisbasbelopp",
        means="Ett belopp som regeringen bestämmer för varje år och som följer priserna.",
    ),
    Explained(
        word="Avvikelse",
        means="Något som handläggaren ska ta ställning till. Roboten kan föreslå ett belopp ändå.",
    ),
    Explained(
        word="Öppen fråga",
        means="Något som måste besvaras först. Roboten föreslår inget belopp.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotBuiltIn:
    """Something that a rule could have decided and does not: why, and what happens instead."""

    what: str
    why: str
    instead: str


BY_PERSON = "Handläggaren bedömer."
BY_MUNICIPALITY = "Kommunen väljer, och valet står på den här sidan."
NOT_BUILT_IN = (
    NotBuiltIn(
        what="Riksnormen och prisbasbeloppet för 2027",
        why="Beloppen var inte fastställda när uppgifterna kontrollerades.",
        instead="Roboten räknar inte för en månad utan tabell. Ansökan blir en fråga till handläggaren.",
    ),
    NotBuiltIn(
        what="Den reformerade riksnormen och taket för större hushåll från 2027",
        why="Hur beloppen räknas är inte känt.",
        instead="Roboten räknar inte för 2027 innan någon har prövat om reglerna räcker.",
    ),
    NotBuiltIn(
        what="Aktivitetskravet i SFS 2026:730",
        why="Lagtexten är inte läst. Det som är känt kommer från lagrådsremissen och andrahandskällor.",
        instead="Roboten säger att kravet kan gälla. Den sänker eller nekar aldrig av det skälet.",
    ),
    NotBuiltIn(
        what="Skyldigheten att lämna läkarintyg från den 1 juli 2026",
        why="Lagtexten är inte läst.",
        instead=BY_PERSON,
    ),
    NotBuiltIn(
        what="Jobbpremien",
        why="Lagtexten är inte läst. Premien betalas bara för månader utan försörjningsstöd.",
        instead=BY_PERSON,
    ),
    NotBuiltIn(
        what="När ett barn byter åldersgrupp",
        why="Ingen nationell regel är hittad.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Hur ett barns belopp delas efter dagar",
        why="De allmänna råden säger att dagarna räknas men ger ingen formel.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Om ett barn som bor i hemmet en del av månaden räknas i de gemensamma kostnaderna",
        why="Ingen nationell regel är hittad.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Delade kostnader för ett par som bor med andra",
        why="Förordningen (12 kap. 3 § andra stycket) har en formel för den som inte är sambo, inte för par.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Avrundning",
        why="Förordningen har ingen regel om avrundning.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Vilken månads inkomster som räknas",
        why="Huvudregeln om månaden före är hämtad ur en andrahandskälla.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Vilken månad som dagarna med jobbstimulans prövas mot",
        why="Lagen säger inte om det är månaden då lönen betalades eller månaden som ansökan gäller.",
        instead="Kommunen väljer. Täcker dagarna bara den ena månaden visas det för handläggaren.",
    ),
    NotBuiltIn(
        what="Hur länge ett överskott kan räknas som inkomst",
        why="Huvudregeln om högst tre månader är hämtad ur en andrahandskälla om HFD 2017 ref. 51.",
        instead="Kommunen väljer, och överskottet visas alltid för handläggaren.",
    ),
    NotBuiltIn(
        what="Om ett barns lön jämförs med prisbasbeloppet före eller efter skatt",
        why="Lagen säger det inte.",
        instead=BY_MUNICIPALITY,
    ),
    NotBuiltIn(
        what="Att slå upp barn som inte har fyllt 16 år hos myndigheterna",
        why="Roboten slår upp så få personer som möjligt, och yngre barn har sällan egna inkomster.",
        instead=(
            "Visar ansökan eller förra månadens beräkning en pension som kan vara barnets frågar roboten"
            " handläggaren."
        ),
    ),
    NotBuiltIn(
        what="Hur ett barns lön räknades före juli 2013",
        why="En annan gräns än ett prisbasbelopp gällde, och den är inte läst.",
        instead="Roboten frågar i stället för att räkna.",
    ),
    NotBuiltIn(
        what="Belopp utan lunch för 2018, 2020 och 2022–2024",
        why="Beloppen finns inte i någon källa som har lästs.",
        instead="Roboten frågar i stället för att räkna.",
    ),
    NotBuiltIn(
        what="Prisbasbeloppen för 2015 och 2021",
        why="Beloppen är inte kontrollerade mot en källa.",
        instead="Roboten frågar i stället för att räkna.",
    ),
    NotBuiltIn(
        what="Högre eller lägre norm i det enskilda fallet",
        why="Det kräver särskilda skäl, som dyrare kost av medicinska skäl.",
        instead=BY_PERSON,
    ),
    NotBuiltIn(
        what="Bistånd utöver 12 kap. 1 § socialtjänstlagen (12 kap. 2 §)",
        why="Beslutet får inte fattas automatiserat, eftersom det överklagas genom laglighetsprövning.",
        instead="Roboten föreslår det aldrig.",
    ),
    NotBuiltIn(
        what="Skäligt rådrum vid en för hög boendekostnad",
        why="Tiden bedöms i varje fall för sig.",
        instead="Roboten visar det som är känt. Handläggaren bedömer tiden.",
    ),
    NotBuiltIn(
        what="Högkostnadsskydden för tandvård, läkarvård och medicin",
        why="Årets belopp finns inte i det material som har lästs.",
        instead="Kommunens egna högsta belopp gäller, annars bedömer handläggaren.",
    ),
    NotBuiltIn(
        what="Försäkringskassans genomsnittliga boendekostnader",
        why="Tabellen finns inte i det material som har lästs.",
        instead="Kommunens egen tabell gäller.",
    ),
    NotBuiltIn(
        what="Tillgångar, även bil och sparande",
        why="Om de kan användas eller säljas är en bedömning.",
        instead=BY_PERSON,
    ),
    NotBuiltIn(
        what="Föräldrapenning räknad för fler dagar än som har tagits ut",
        why="Kommunerna gör olika.",
        instead="Roboten räknar det som har betalats ut och visar det för handläggaren.",
    ),
    NotBuiltIn(
        what="Om bostadsbidraget har rätt belopp",
        why="Det beror på inkomster under ett helt år, och dem läser roboten inte.",
        instead="Roboten räknar det bostadsbidrag som har betalats ut.",
    ),
    NotBuiltIn(
        what="Återkrav",
        why="Att kräva tillbaka bistånd är en egen prövning.",
        instead="Roboten varnar men kräver aldrig.",
    ),
    NotBuiltIn(
        what="Andra normer än riksnormen, som matnorm",
        why="De har ingen nationell tabell.",
        instead="Roboten lägger bara riksnormen och säger till om förra månaden hade en annan norm.",
    ),
    NotBuiltIn(
        what="Den som omfattas av lagen om mottagande av asylsökande (10 kap. 2 §)",
        why="Roboten läser inga uppgifter om det.",
        instead=BY_PERSON,
    ),
    NotBuiltIn(
        what="Vem som får fatta beslutet",
        why="Kommunens delegationsordning avgör.",
        instead="Roboten beslutar aldrig.",
    ),
    NotBuiltIn(
        what="De allmänna råden i sin helhet",
        why="Bara delar av SOSFS 2013:1 har lästs. Om råden har ersatts av andra är inte känt.",
        instead="Det som inte är läst är inte inbyggt.",
    ),
)
