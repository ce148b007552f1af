"""Field types that configuration models share: amounts without binary fractions, plain words."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints


class Strict(BaseModel):
    """A model that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _exact(value: Any) -> Decimal:
    """A whole number, or a decimal written as text: YAML's own fractions are binary and inexact."""
    exact = isinstance(value, int | str) and not isinstance(value, bool)
    try:
        number = Decimal(value if exact else "inexact")
    except InvalidOperation:
        raise ValueError('write a whole number, or a decimal within quotes such as "0.25"') from None
    if not number.is_finite() or number < 0:
        raise ValueError("write zero or a positive number")
    return number


Amount = Annotated[Decimal, BeforeValidator(_exact)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
