"""Numbers of boxes by GS1: right, and no two alike."""

from __future__ import annotations

import pytest

from warehouse_app.domain.gs1 import has_right_check_digit
from warehouse_app.domain.sscc import sscc


@pytest.mark.parametrize("prefix", ["4012", "4012345", "401234567890"])
def test_every_number_has_eighteen_digits_and_a_right_check_digit_and_is_another(prefix: str) -> None:
    most = 10 ** (17 - len(prefix)) - 1
    made = [sscc(prefix, number) for number in (1, 2, 9, 10, 9_999, most)]
    assert len(set(made)) == len(made)
    assert all(len(one) == 18 and one.isdigit() and has_right_check_digit(one) for one in made)
    assert all(one[1 : 1 + len(prefix)] == prefix for one in made)


def test_a_prefix_that_is_used_up_gives_no_number_again() -> None:
    with pytest.raises(ValueError, match="no number 100000"):
        sscc("401234567890", 100_000)
