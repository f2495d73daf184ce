"""Which parcel gets a number of the company's GS1 prefix, and what becomes of a prefix that is used up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from warehouse_app.domain.errors import Refused
from warehouse_app.service.pack_label import parcel_label, with_sscc
from warehouse_app.service.ports.packing import ParcelLabel

PARCEL = ParcelLabel(1, "P-00001-X", "closed", "S00001", "DHL", 940, 1, 1, "Here", {"name": "Ida"})


class Floor:
    """One parcel and the store's counter."""

    def __init__(self, parcel: ParcelLabel, counted: int) -> None:
        self.parcel, self.counted, self.packing = parcel, counted, self

    def parcel_label(self, _token: str) -> ParcelLabel:
        return self.parcel

    def give_sscc(self, _token: str, sscc: str) -> None:
        self.parcel = replace(self.parcel, sscc=sscc)

    def number(self, _kind: str, _w: int) -> int:
        self.counted += 1
        return self.counted


def given(floor: Any, prefix: str = "401234567890") -> ParcelLabel:
    found = with_sscc("token", prefix, 1, floor)
    assert found is not None
    return found


def test_a_closed_parcel_gets_the_next_number_once_and_the_design_that_shows_it() -> None:
    floor = Floor(PARCEL, 0)
    first = given(floor)
    assert (first.sscc, given(floor).sscc, floor.counted) == ("040123456789000018", "040123456789000018", 1)
    assert [parcel_label(first, paper)[0] for paper in ("4x6", "a6")] == ["parcel_sscc", "parcel_a6_sscc"]
    assert parcel_label(PARCEL, "4x6")[0] == "parcel"


def test_an_open_box_gets_none() -> None:
    floor = Floor(replace(PARCEL, state="open"), 0)
    assert (given(floor).sscc, floor.counted) == (None, 0)


def test_a_used_up_prefix_gives_no_number_twice_but_says_so() -> None:
    with pytest.raises(Refused, match=r"label\.sscc_over"):
        given(Floor(PARCEL, 99_999))
