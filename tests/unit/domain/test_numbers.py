"""Numbers for people end in a check character that finds slips of hand and eye."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.numbers import is_right, with_check

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def test_the_check_character_is_that_of_the_standard() -> None:
    # The example of the Global Release Identifier, which is checked by the same ISO 7064 MOD 37,36.
    assert with_check("A1-2425G-ABC1234002") == "A1-2425G-ABC1234002-M"


@given(st.text(_ALPHABET, min_size=1, max_size=12), st.data())
def test_every_single_wrong_character_is_found(number: str, data: st.DataObject) -> None:
    right = with_check(number)
    at = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from(_ALPHABET.replace(number[at], "")))
    assert is_right(right)
    assert is_right(right.lower())
    assert not is_right(right[:at] + other + right[at + 1 :])


@pytest.mark.parametrize("text", ["", "C", "C-00042", "-Q", "C-0Ä042-Q", "C-00042-"])
def test_what_is_no_such_number_is_not_right(text: str) -> None:
    assert not is_right(text)
