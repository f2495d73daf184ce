"""GS1 labels: against another parser, and against whatever a scanner may deliver."""

from __future__ import annotations

from datetime import date

import biip
from hypothesis import given
from hypothesis import strategies as st

from warehouse_app.domain.barcodes import Scan, Unreadable, normalise
from warehouse_app.domain.gs1 import has_right_check_digit, parse

GS = "\x1d"
SEPARATORS = ["#", "|", "~", "{GS}", "<GS>", "Alt029", "^]", "\u241d", GS]

digits = st.text("0123456789", min_size=13, max_size=13)
names = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.", min_size=1, max_size=20)
dates = st.dates(date(2000, 1, 1), date(2050, 12, 31))
counts = st.integers(1, 99_999_999)
pieces = [
    "01",
    "02",
    "00",
    "10",
    "17",
    "30",
    "37",
    "3103",
    "(01)",
    "(10)",
    "04006381333931",
    "L1",
    "270301",
    *SEPARATORS,
]
noise = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(pieces)).map("".join))


def gtin(body: str) -> str:
    return next(body + last for last in "0123456789" if has_right_check_digit(body + last))


@given(digits, dates, names, names, counts)
def test_another_parser_reads_the_same(body: str, expires: date, lot: str, serial: str, count: int) -> None:
    text = f"01{gtin(body)}17{expires:%y%m%d}30{count}{GS}10{lot}{GS}21{serial}"
    message = biip.parse(f"]C1{text}").gs1_message
    assert message is not None
    theirs = {element.ai.ai: element.value for element in message.element_strings}
    label = parse(text, marked=True)
    assert label is not None
    (ours,) = label.readings
    assert ours.items() >= {"gtin": theirs["01"], "lot": theirs["10"], "serial": theirs["21"]}.items()
    assert (ours["expires"], ours["count"]) == (expires.isoformat(), count)


@given(digits, dates, names, st.sampled_from(SEPARATORS))
def test_every_stand_in_for_the_separator_is_one(body: str, expires: date, lot: str, separator: str) -> None:
    scan = normalise(f"01{gtin(body)}10{lot}{separator}17{expires:%y%m%d}")
    assert isinstance(scan, Scan)
    assert scan.gs1 == ({"gtin": gtin(body), "lot": lot, "expires": expires.isoformat()},)


@given(digits, dates, names)
def test_a_lost_separator_before_a_date_is_found_again(body: str, expires: date, lot: str) -> None:
    label = parse(f"01{gtin(body)}10{lot}17{expires:%y%m%d}")
    assert label is not None
    assert {"gtin": gtin(body), "lot": lot, "expires": expires.isoformat()} in label.readings


@given(digits, names)
def test_brackets_link_and_element_string_say_the_same(body: str, lot: str) -> None:
    number = gtin(body)
    texts = [f"(01){number}(10){lot}", f"01{number}10{lot}", f"https://id.gs1.org/01/{number}?10={lot}"]
    said = [label.readings[0] for label in map(parse, texts) if label]
    assert said == [{"gtin": number, "lot": lot}] * 3


@given(digits, st.integers(0, 13), st.sampled_from("123456789"))
def test_one_misread_digit_is_never_read(body: str, at: int, more: str) -> None:
    number = gtin(body)
    wrong = number[:at] + str((int(number[at]) + int(more)) % 10) + number[at + 1 :]
    assert normalise(f"]C101{wrong}") == normalise(f"(01){wrong}") == Unreadable("check_digit")
    assert normalise(f"01{wrong}") == Scan(f"01{wrong}")


@given(noise, st.booleans())
def test_whatever_comes_is_read_as_what_it_holds_or_not_at_all(text: str, marked: bool) -> None:
    label = parse(text, marked)
    for reading in label.readings if label else ():
        assert str(reading.get("gtin", "")).lstrip("0") in text.replace(" ", "")
        assert has_right_check_digit(str(reading.get("gtin", "0")))
        assert int(reading.get("count", 1)) > 0


@given(noise)
def test_a_code_of_the_shop_is_that_code(text: str) -> None:
    scan = normalise(text, lambda _text: True)
    assert isinstance(scan, Unreadable) or not scan.gs1 or GS in text
