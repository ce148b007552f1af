"""Riksnormen 2026 as Almanda has it loaded (SFS 2025:1046), for the calculations of earlier months.

Almanda's own table, typed in by hand; expected outcomes are stated by the scenarios, not computed with it.
"""

from __future__ import annotations

SINGLE, COUPLE = 3940, 7100
SHARED = (1280, 1410, 1790, 2030, 2330, 2640, 2830)
SHARED_PER_FURTHER_PERSON = 190
CHILD_BANDS = ((0, 2740, 2560), (2, 3060, 2800), (3, 2720, 2500), (6, 3060, 2720))
PUPIL_BANDS = ((10, 3820), (14, 4390), (18, 4960), (20, 5000))


def child_norm(age: int, *, eats_lunch_away: bool) -> int:
    """Return the personal cost in kronor of a child; lunch away five days a week matters to age six."""
    for oldest, with_lunch, without_lunch in CHILD_BANDS:
        if age <= oldest:
            return without_lunch if eats_lunch_away else with_lunch
    return next(amount for oldest, amount in PUPIL_BANDS if age <= oldest)


def shared_norm(persons: int) -> int:
    """Return the household's shared cost in kronor."""
    if persons <= len(SHARED):
        return SHARED[persons - 1]
    return SHARED[-1] + (persons - len(SHARED)) * SHARED_PER_FURTHER_PERSON
