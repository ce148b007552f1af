"""A draft as a bot writes it in Almanda, in a case file that the case town has."""

import datetime as dt
from decimal import Decimal

from bots.almanda import DraftContent, DraftTexts, GridLine, WarningLine

KEY = "K104233"
CONTENT = DraftContent(
    reference="9901-100234",
    application="100234",
    year=2026,
    month=11,
    proposal="Bifall",
    amount=Decimal(11020),
    pay_on=dt.date(2026, 11, 27),
    stickprov=True,
    track="Individuellt flöde",
    priority=3,
    prepares_payment=False,
    texts=DraftTexts(
        summary="Bifall med 11 020 kronor.",
        changes="",
        deviations="",
        calculation="",
        sources="",
        proposal="",
        completion="",
        basis="",
        journal="Utkast förberett.",
    ),
    lines=(
        GridLine(
            section="Utgifter",
            label="Hyra",
            applied=None,
            amount=Decimal(5800),
            by_caseworker=None,
            previous=Decimal(5700),
            note="",
        ),
    ),
    warnings=(WarningLine(kind="HOUSING_REVIEW", about="bostad/form", text="Boendeformen.", status="Öppen"),),
)
