"""Skatteverket as the population register and the source of declared incomes."""

from adapters.skatteverket.register import SkatteverketRegister

__all__ = ["SkatteverketRegister"]
