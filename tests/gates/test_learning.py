"""What corrections teach must not grow worse unnoticed."""

from __future__ import annotations

from statistics import mean

import pytest
from tools.train.learning import outcomes_of, sites

pytestmark = pytest.mark.gate

CORRECTED = 3
MEAN_GAIN = 0.08
MOST_LOST = 0.01


def test_three_corrected_pages_make_the_other_pages_of_each_site_better_and_change_no_others() -> (
    None
):
    outcomes = [
        outcome
        for site, pages in sites().items()
        for outcome in outcomes_of(site, pages, (CORRECTED,), turns=1)
    ]
    gains = {each.site: each.after.macro_f1 - each.before.macro_f1 for each in outcomes}
    assert mean(gains.values()) >= MEAN_GAIN, gains
    assert min(gains.values()) >= -MOST_LOST, gains
    assert {each.site: each.elsewhere for each in outcomes if each.elsewhere} == {}
