"""The headings that other parts of the page link to."""

RULES = "Reglerna, i den ordning de prövas"
NORM = "Riksnormen"
PRICE_BASE_AMOUNT = "Prisbasbeloppet"
JOB_STIMULUS = "Jobbstimulansen"
BENEFIT_AMOUNTS = "Förmånernas belopp"
REPAYMENT = "Återkrav"
REFORMS = "Reformer"
INCOMES = "Inkomsterna"
CHOICES = "Kommunens val"
NOT_BUILT_IN = "Vad som inte är inbyggt, och varför"
CHECKED = "När uppgifterna senast kontrollerades"

OF_PARAMETER = {
    "riksnorm": NORM,
    "prisbasbelopp": PRICE_BASE_AMOUNT,
    "jobbstimulans": JOB_STIMULUS,
    "formansbelopp": BENEFIT_AMOUNTS,
    "aterkrav": REPAYMENT,
    "reformer": REFORMS,
    "inkomster": INCOMES,
}
"""Where the page shows each parameter file that a rule may name."""
