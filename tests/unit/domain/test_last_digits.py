"""Which figures may be typed in place of a code that cannot be read."""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.last_digits import ends, shared
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import PickingRules, SheetFacts, SheetProduct, compile_sheet

SOAP = (("4006381333931", 1_000), ("0036000291452", 1_000), ("14006381333938", 12_000))


def product(id_: int, *codes: tuple[str, int]) -> SheetProduct:
    return SheetProduct(id_, f"SKU-{id_}", f"Goods {id_}", "pieces", True, "box", 20, codes)


def sheet(rules: PickingRules, *products: SheetProduct, near: tuple[SheetProduct, ...] = ()) -> dict[str, Any]:
    wave = Wave(12, 1, "W-0142", "claimed", 1, None, None)
    neighbours = tuple((one, "A-01-1") for one in near)
    return compile_sheet(SheetFacts(wave, 1, None, None, (), products, neighbours, ()), rules, "gen")


def test_each_barcode_of_a_piece_has_its_end_and_that_of_a_case_is_not_among_them() -> None:
    assert ends(SOAP, frozenset()) == ["1452", "3931"]


def test_letters_short_codes_and_figures_of_other_scripts_are_no_digits() -> None:
    assert ends([("SOAP-12A4", 1_000), ("931", 1_000), ("\u0663\u0669\u0663\u0661", 1_000)], frozenset()) == []


def test_an_end_that_other_goods_have_too_tells_nothing_even_where_theirs_is_a_case() -> None:
    assert shared([SOAP, [("9993938", 1_000)], [("77771452", 6_000)]]) == {"3938", "1452"}
    assert ends(SOAP, shared([SOAP, [("77771452", 6_000)]])) == ["3931"]


def test_two_barcodes_of_the_same_goods_with_one_end_do_not_spoil_it() -> None:
    assert shared([[("11113931", 1_000), ("22223931", 1_000)]]) == frozenset()


def test_a_sheet_bears_the_digits_only_where_the_rule_is_on() -> None:
    off = sheet(PickingRules(), product(9, *SOAP))
    assert off["rules"]["last_digits"] is None
    assert "digits" not in off["products"]["9"]
    assert off["codes"]["OBTNOCO"] == off["codes"]["O-BTN.NO-CODE"] == {"what": "command", "do": "not_here"}
    on = sheet(PickingRules(last_digits=True), product(9, *SOAP))
    assert on["rules"]["last_digits"] == {"figures": 4, "tries": 3}
    assert on["products"]["9"]["digits"] == ["1452", "3931"]
    assert on["codes"]["OBTNOCO"] == {"what": "command", "do": "no-code"}


def test_goods_that_only_lie_near_count_too_when_it_is_asked_what_an_end_tells() -> None:
    made = sheet(PickingRules(last_digits=True), product(9, *SOAP), near=(product(10, ("55553931", 1_000)),))
    assert made["products"]["9"]["digits"] == ["1452"]
