"""The rules of the readiness report, one by one: facts in, gaps out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from warehouse_app.domain.readiness import (
    KINDS,
    Address,
    Bin,
    Box,
    Carrier,
    DatedLot,
    Gap,
    Goods,
    MasterData,
    Own,
    Stock,
    report,
)
from warehouse_app.domain.readiness.addresses import is_zip

FINE = Goods(1, "MUG", "Mug", "4006381333931", ("14006381333938",), 340, 900, True, 45)
PLACE = Bin(7, "A-01-1", "A-01-1", 9)
HOME = Address(3, "S00001", "Lindenweg 3", "20095", "Hamburg", "DE", "", "DHL", 2)


def gaps(own: Own = Own(), **groups: Any) -> list[Gap]:  # noqa: B008
    return list(report(MasterData(90, **groups), own).gaps)


def kinds(own: Own = Own(), **groups: Any) -> list[str]:  # noqa: B008
    return [gap.kind for gap in gaps(own, **groups)]


def test_what_is_in_order_is_no_gap() -> None:
    own = Own(frozenset(("DHL",)), frozenset(("DHL",)))
    found = report(
        MasterData(
            90, [FINE], [PLACE], [Carrier(1, "DHL", 9)], [Box(1, "S", has_size=True)], [replace(HOME, phone="040")],
            [Stock("1", "MUG", "A-01-1", "", 5000, 2000, 2000)], [DatedLot(1, "L1", "MILK", has_date=True)],
        ),
        own,
    )  # fmt: skip
    assert found.gaps == []
    assert {one.kind: one.found for one in found.counts} == dict.fromkeys(KINDS, 0)
    assert found.judged == KINDS.keys()


@pytest.mark.parametrize(
    ("change", "kind"),
    [({"barcode": ""}, "no_barcode"), ({"weight_g": 0}, "no_weight"), ({"volume_ml": 0}, "no_volume"),
     ({"has_picture": False}, "no_picture")],
)  # fmt: skip
def test_each_thing_goods_lack_is_a_gap_with_a_key_and_the_lines_it_hits(change: dict[str, Any], kind: str) -> None:
    (gap,) = gaps(goods=[replace(FINE, **change)])
    assert (gap.key, gap.name, gap.per_day_m) == (f"{kind}|1", "MUG", 500)


def test_the_same_number_with_zeros_before_it_on_a_case_or_on_a_bin_is_the_same_barcode() -> None:
    zeros = replace(FINE, id=2, sku="CUP", barcode="04006381333931", packs=())
    assert [gap.ref for gap in gaps(goods=[FINE, zeros])] == ["2", "1"]
    case = replace(FINE, id=2, sku="CUP", barcode="14006381333938", packs=())
    assert kinds(goods=[FINE, case]) == ["same_barcode", "same_barcode"]
    assert kinds(goods=[replace(FINE, barcode="a-01-1")], bins=[PLACE]) == ["same_barcode"]


def test_the_sku_is_proposed_as_barcode_only_where_nothing_else_has_it() -> None:
    bare = replace(FINE, barcode="", packs=())
    assert gaps(goods=[bare])[0].proposal == "MUG"
    assert gaps(goods=[bare, replace(bare, id=2)])[0].proposal == ""
    assert gaps(goods=[replace(bare, sku="A-01-1")], bins=[PLACE])[0].proposal == ""
    assert gaps(goods=[replace(bare, sku="GRÖßE")])[0].proposal == ""


def test_a_bin_needs_a_barcode_and_a_name_that_says_where_it_is() -> None:
    found = gaps(bins=[replace(PLACE, barcode=""), Bin(8, "Corner", "C-1")])
    assert [(gap.kind, gap.proposal) for gap in found] == [("bin_no_barcode", "A-01-1"), ("bin_unreadable", "")]


def test_a_carrier_needs_a_truck_and_a_carton_its_size() -> None:
    own = Own(frozenset(("DHL",)))
    assert kinds(own, carriers=[Carrier(1, "DHL"), Carrier(2, "Post", 90)]) == ["no_cutoff"]
    assert kinds(boxes=[Box(1, "S", has_size=False)]) == ["no_size"]


@pytest.mark.parametrize(
    ("change", "found"),
    [({"street": " "}, ["no_street"]), ({"zip": ""}, ["wrong_zip"]), ({"zip": "2009"}, ["wrong_zip"]),
     ({"city": ""}, ["no_city"]), ({"country": ""}, ["no_country"]), ({"country": "IE", "zip": ""}, []),
     ({"street": "", "zip": "x", "city": ""}, ["no_street", "wrong_zip", "no_city"])],
)  # fmt: skip
def test_an_address_is_judged_by_its_country(change: dict[str, Any], found: list[str]) -> None:
    rows = gaps(addresses=[replace(HOME, **change)])
    assert [gap.kind for gap in rows] == found
    assert {gap.per_day_m for gap in rows} <= {2000}, "the lines that wait now"


def test_a_phone_number_is_missed_only_where_the_carrier_rings() -> None:
    assert kinds(Own(phoning=frozenset(("DHL",))), addresses=[HOME]) == ["no_phone"]
    assert kinds(Own(phoning=frozenset(("UPS",))), addresses=[HOME]) == []


@pytest.mark.parametrize(
    ("country", "right", "wrong"),
    [("DE", "20095", "D20095"), ("AT", "1010", "10100"), ("NL", "1012 AB", "1012"), ("GB", "SW1A 1AA", "12345"),
     ("US", "10001-1234", "1000"), ("PL", "00-950", "950"), ("SE", "114 55", "ABCDE"), ("LT", "LT-01100", "011"),
     ("PT", "1000-205", "1000"), ("CA", "K1A 0B1", "12345"), ("ZZ", "anything", "")],
)  # fmt: skip
def test_postcodes_are_those_of_the_country(country: str, right: str, wrong: str) -> None:
    assert is_zip(country, right)
    assert not is_zip(country, wrong)


def test_stock_that_cannot_be_right_is_named_by_place_goods_and_lot() -> None:
    fine = Stock("1.2.0.0", "MUG", "A-01-1", "", 5000, 1000, 1000)
    assert kinds(stock=[replace(fine, quantity_m=-1000)]) == ["negative"]
    (drift,) = gaps(stock=[replace(fine, held_m=3000)])
    assert (drift.kind, drift.name, drift.detail) == ("drifted", "A-01-1 · MUG", "3 / 1")
    tracked = replace(fine, tracked=True)
    assert kinds(stock=[tracked, replace(tracked, lot="L1"), replace(tracked, quantity_m=0)]) == ["no_lot"]


def test_what_cannot_be_read_is_neither_right_nor_wrong() -> None:
    found = report(MasterData(90, goods=None, bins=[PLACE]), Own())
    unknown = {one.kind for one in found.counts if one.of is None}
    assert unknown == {"no_barcode", "same_barcode", "no_weight", "no_volume", "no_picture"}
    assert not unknown & found.judged


def test_those_that_hit_most_come_first() -> None:
    rare, often = replace(FINE, weight_g=0, lines=1), replace(FINE, id=2, sku="CUP", barcode="1", packs=(), weight_g=0)
    assert [gap.ref for gap in gaps(goods=[rare, often])] == ["2", "1"]
