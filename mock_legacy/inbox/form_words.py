"""The words the form lets an applicant choose between; they stand in the XML just as they are chosen."""

from __future__ import annotations

APPLICATION_TYPES = ("Återansökan", "Nyansökan", "Tilläggsansökan")
RECIPIENTS = ("Sökande", "Medsökande")
HOUSING_FORMS = (
    "Hyresrätt",
    "Andra hand",
    "Inneboende",
    "Bostadsrätt",
    "Eget hus",
    "Hyrt hus",
    "Hemma hos föräldrar",
    "Saknar bostad",
)
INCOMES = (
    "Lön",
    "Swish/insättning",
    "Underhållsbidrag",
    "Tjänstepension",
    "Försäkringsersättning",
    "Ekonomiskt bistånd från annan kommun",
    "Hyresdel från barn",
    "Annan inkomst",
)
BENEFITS = (
    "A-kassa",
    "Aktivitetsersättning",
    "Aktivitetsstöd",
    "Barnbidrag",
    "Barnpension",
    "Bostadsbidrag",
    "Bostadstillägg",
    "Etableringsersättning",
    "Flerbarnstillägg",
    "Föräldrapenning",
    "Garantipension",
    "Merkostnadsersättning",
    "Omvårdnadsbidrag",
    "Sjukersättning",
    "Sjukpenning",
    "Skatteåterbäring",
    "Studiebidrag",
    "Studiehjälp",
    "Studiemedel",
    "Tillfällig föräldrapenning",
    "Underhållsstöd",
    "Ålderspension",
    "Äldreförsörjningsstöd",
)
COSTS = (
    "Hyra",
    "Hushållsel",
    "Hemförsäkring",
    "Internet",
    "A-kasseavgift",
    "Fackavgift",
    "Resor",
    "Sjukresor",
    "Läkarvård",
    "Medicin",
    "Tandvård",
    "Övrigt",
)
ASSETS = ("Pengar på bank", "Fastighet", "Företag", "Fordon", "Annan tillgång")
ACTIVITIES = ("Arbetar", "Söker arbete", "Sjukskriven", "Läser svenska (SFI)", "Annat")
