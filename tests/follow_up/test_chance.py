"""The tests of chance, held against values that stand in textbooks or can be reckoned by hand."""

import pytest

from flows.follow_up.chance import (
    Stratum,
    common_log_odds,
    moments,
    p_above,
    p_of_cell,
    p_of_level,
    p_of_trend,
)


def test_fishers_lady_tasting_tea() -> None:
    """Three of four right: 0.4857 two-sided; all four: 2 / 70."""
    assert p_of_cell(Stratum(8, 4, 4, 3), 0.0) == pytest.approx(0.4857, abs=1e-4)
    assert p_of_cell(Stratum(8, 4, 4, 4), 0.0) == pytest.approx(2 / 70)


def test_without_an_odds_ratio_the_distribution_is_the_hypergeometric() -> None:
    mean, variance = moments(Stratum(50, 10, 20, 4), 0.0)
    assert mean == pytest.approx(20 * 10 / 50)
    assert variance == pytest.approx(20 * 10 / 50 * 40 / 50 * 30 / 49)


@pytest.mark.parametrize("log_odds", [-2.0, 0.0, 1.5])
def test_the_estimate_finds_the_odds_ratio_that_the_tables_have(log_odds: float) -> None:
    strata = [Stratum(200, 60, 80, round(moments(Stratum(200, 60, 80, 0), log_odds)[0])) for _ in range(30)]
    assert common_log_odds(strata) == pytest.approx(log_odds, abs=0.1)


def test_binomial_tail() -> None:
    assert p_above(3, 3, 0.5) == pytest.approx(1 / 8)
    assert p_above(1, 10, 0.2) == pytest.approx(1 - 0.8**10)
    assert p_above(0, 10, 0.2) == 1.0


def test_the_same_odds_each_week_are_no_trend_however_high_the_season() -> None:
    """Twice as many are changed in summer, in the unit and in the others alike."""
    weeks = [Stratum(100, odd, 50, odd // 2) for odd in (10, 10, 20, 40, 40, 20, 10, 10)]
    assert p_of_trend(weeks, range(8)) > 0.9
    assert p_of_level(weeks) > 0.9


def test_a_unit_that_glides_away_is_a_trend() -> None:
    weeks = [Stratum(100, 20, 50, own) for own in (8, 9, 10, 11, 12, 13, 14, 15)]
    assert p_of_trend(weeks, range(8)) < 0.01


def test_a_unit_that_is_always_apart_is_a_level_and_no_trend() -> None:
    weeks = [Stratum(100, 20, 50, 16)] * 8
    assert p_of_level(weeks) < 1e-6
    assert p_of_trend(weeks, range(8)) > 0.9


def test_nothing_can_be_said_of_tables_that_could_come_out_in_one_way_only() -> None:
    alone = [Stratum(20, 5, 20, 5), Stratum(20, 0, 10, 0)]
    assert (p_of_trend(alone, [0, 1]), p_of_level(alone)) == (1.0, 1.0)
