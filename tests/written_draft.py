"""A draft as a bot writes it in Almanda, in a case file that the case town has."""

import datetime as dt
from decimal import Decimal

from bots.almanda import DraftContent, DraftTexts, GridLine

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
    texts=DraftTexts(
        summary="Bifall med 11 020 kronor.",
        changes="",
        deviations="",
        calculation="",
        sources="",
        proposal="",
        basis="",
    ),
    lines=(GridLine(section="Utgifter", label="Hyra", applied=None, amount=Decimal(5800), note=""),),
)
