"""Försäkringskassan, and those it speaks for: CSN, Arbetsförmedlingen and the a-kassor."""

from adapters.forsakringskassan.benefits import ForsakringskassanBenefits

__all__ = ["ForsakringskassanBenefits"]
