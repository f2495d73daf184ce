"""What a sheet says of lots, single numbers and packages: which lie where, which may be taken, how large it gets."""

from __future__ import annotations

import gzip
import json
from datetime import UTC
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import PickingRules, SheetFacts, SheetLine, SheetProduct, SheetTote, compile_sheet
from warehouse_app.domain.sheet_goods import SheetStock, today

NOW = 1_790_000_000_000  # 2026-09-21, 14:13 UTC
WAVE = Wave(1, 1, "W-0001", "claimed", 1, 1, 1)
LARGEST = 60_000  # bytes of the largest sheet, compressed


def line(id_: int, lot: int | None = None, product: int = 9, location: int = 7, **more: Any) -> SheetLine:
    name, box = f"L{lot}" if lot else None, more.pop("package", None)
    place = f"A-{location:02d}-1"
    counted = {"demand_m": 3000, "picked_m": 0, "short_m": 0} | more
    slot = id_ % 50 + 1
    return SheetLine(
        id_, location, place, place, location, product, lot, name, None, **counted, tote=f"T-{slot:04d}", slot=slot,
        transfer=slot, order=f"S{slot:05d}", package=box, package_name=f"PACK{box}" if box else None,
    )  # fmt: skip


def stock(lot: int | None, quantity_m: int, reserved_m: int = 0, expires: str | None = None, **more: Any) -> SheetStock:
    box = more.get("package")
    return SheetStock(
        more.get("location", 7), more.get("product", 9), lot, f"L{lot}" if lot else None, expires, box,
        f"PACK{box}" if box else None, quantity_m, reserved_m,
    )  # fmt: skip


def product(id_: int = 9, tracking: str = "lot", codes: tuple[tuple[str, int], ...] = ()) -> SheetProduct:
    return SheetProduct(id_, f"SKU-{id_}", f"Crisps {id_}", "pieces", True, "bag", 20, codes, tracking)


def sheet(
    *lines: SheetLine, lies: tuple[SheetStock, ...] = (), products: tuple[SheetProduct, ...] | None = None
) -> Any:
    totes = dict.fromkeys(SheetTote(one.tote or "", one.slot or 0, one.transfer, one.order) for one in lines)
    goods = products or (product(),)
    facts = SheetFacts(WAVE, 1, "DHL", NOW, lines, goods, (), (), lies, now=NOW, totes=tuple(totes))
    return compile_sheet(facts, PickingRules(), "gen")


def near(made: Any, goods: int = 9) -> list[tuple[int | None, int]]:
    return [(row["lot"], row["qty_m"]) for row in made["stops"][0]["lies"].get(str(goods), [])]


def test_of_what_others_have_reserved_nothing_may_be_taken_and_of_ours_all() -> None:
    made = sheet(line(1, 1), lies=(stock(1, 5000, 3000), stock(2, 4000, 4000), stock(3, 2000, 500)))
    assert near(made) == [(1, 5000), (2, 0), (3, 1500)]


def test_lots_of_two_lines_of_the_wave_may_go_to_either() -> None:
    made = sheet(line(1, 1), line(2, 2), lies=(stock(1, 3000, 3000), stock(2, 3000, 3000)))
    assert near(made) == [(1, 3000), (2, 3000)]


def test_what_is_in_the_tote_already_is_no_longer_there_to_take() -> None:
    made = sheet(line(1, 1, picked_m=2000), lies=(stock(1, 5000, 5000),))
    assert near(made) == [(1, 1000)]


def test_the_earliest_comes_first_and_what_is_over_is_named_and_not_offered() -> None:
    dates = (1, "2027-03-01"), (2, "2026-10-01"), (3, "2026-09-20")
    made = sheet(line(1, 1), lies=tuple(stock(lot, 5000, expires=day) for lot, day in dates))
    assert [lot for lot, _ in near(made)] == [2, 1]
    assert made["lots"]["3"]["expires"] == "2026-09-20"
    assert made["lots"]["3"]["product"] == 9


def test_no_more_than_five_lots_a_line_are_named_and_the_lines_own_is_one_of_them() -> None:
    lots = tuple(stock(n, 5000, expires=f"2027-01-{n:02d}") for n in range(1, 9))
    assert [lot for lot, _ in near(sheet(line(1, 8), lies=lots))] == [1, 2, 3, 4, 8]
    assert len(near(sheet(line(1, 8), line(2, 7), lies=lots))) == 8


def test_of_single_numbers_any_may_come_up_so_fifty_are_named() -> None:
    numbers = tuple(stock(n, 1000) for n in range(1, 61))
    assert len(near(sheet(line(1, 60), lies=numbers, products=(product(tracking="serial"),)))) == 50


def test_goods_without_lots_and_packages_need_no_list() -> None:
    made = sheet(line(1), lies=(stock(None, 5000),), products=(product(tracking="none"),))
    assert made["stops"][0]["lies"] == {}


def test_a_package_is_known_by_its_name_with_what_is_in_it() -> None:
    lies = (stock(None, 4000, package=5), stock(None, 4000, package=6), stock(None, 1000, package=6, product=10))
    made = sheet(line(1, package=5), lies=lies, products=(product(tracking="none"),))
    assert made["codes"]["PACK5"] == {"what": "package", "package": 5}
    rows = [{"product": 9, "lot": None, "qty_m": 4000}]
    assert made["packages"]["5"] == {"name": "PACK5", "stop": 0, "rows": rows, "mixed": False}
    assert made["packages"]["6"]["mixed"] is True
    assert made["lines"][0]["package"] == 5


def test_a_package_of_a_line_is_known_before_anybody_looked_into_the_bin() -> None:
    made = sheet(line(1, package=5), products=(product(tracking="none"),))
    assert made["packages"]["5"]["rows"] == [{"product": 9, "lot": None, "qty_m": 3000}]


def test_the_day_is_the_warehouses_and_ends_at_its_midnight() -> None:
    hour = 3_600_000
    assert today(NOW, UTC) == {"date": "2026-09-21", "ends_at": NOW - NOW % (24 * hour) + 24 * hour}
    assert today(NOW + 9 * hour, ZoneInfo("Europe/Berlin"))["date"] == "2026-09-22"
    winter_comes = today(1_792_875_600_000, ZoneInfo("Europe/Berlin"))  # the clocks go back in the night after it
    assert winter_comes == {"date": "2026-10-24", "ends_at": 1_792_879_200_000}


def test_fifty_orders_of_three_hundred_lines_with_three_codes_a_picture_and_five_lots_each_stay_small() -> None:
    random = Random(7)
    codes = [tuple((str(random.randint(10**12, 10**13 - 1)), f) for f in (1000, 6000, 12000)) for _ in range(301)]
    names = [f"{random.choice(WORDS)} {random.choice(WORDS)}, {n} g" for n in range(301)]
    goods = tuple(
        SheetProduct(n, f"CR-{n * 7919 % 9973}", names[n], "pieces", True, "bag", n % 360, codes[n], "lot",
                     f"{random.getrandbits(64):016x}")
        for n in range(1, 301)
    )  # fmt: skip
    lines = tuple(line(n, n * 5, product=n, location=n) for n in range(1, 301))
    lies = tuple(
        SheetStock(n, n, n * 5 + k, f"L{random.randint(10**6, 10**7)}", f"2027-{1 + k:02d}-{1 + n % 28:02d}", None,
                   None, random.randint(1, 90) * 1000, 0)
        for n in range(1, 301) for k in range(5)
    )  # fmt: skip
    made = sheet(*lines, lies=lies, products=goods)
    assert (len(made["lines"]), len(made["totes"]), len(made["lots"])) == (300, 50, 1500)
    packed = gzip.compress(json.dumps(made, separators=(",", ":")).encode(), 6)
    assert len(packed) < LARGEST


WORDS = ("Crisps", "salted", "paprika", "vinegar", "cream", "chilli", "rosemary", "Beans", "kidney", "white", "black")
