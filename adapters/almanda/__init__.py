"""Almanda as the case system: what its screens say, in the words of the flows."""

from adapters.almanda.case_system import AlmandaCaseSystem

__all__ = ["AlmandaCaseSystem"]
