"""A wave of twenty orders picked and packed on a real Odoo 19, one step and three, by key events; then Odoo is read.

`python -m tests.proof.packing` runs it. On the way: each piece by scan, a foreign and an unknown code, a question,
goods nobody weighed, a box the carrier does not take, one too heavy, a weight that is off, something damaged.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.bench import Packing, Station, begins, gross_g, load, open_order
from tests.browser.conftest import handheld, office
from tests.browser.handheld import Handheld
from tests.browser.in_odoo import Ledger
from tests.browser.test_whole_job import claims, page, real, releases, steps
from tests.browser.walk import rows
from tests.installing import Installation
from tests.odoo_server import RealOdoo

__all__ = ["handheld", "office", "page", "real", "server", "steps"]
ORDERS = int(os.environ.get("PACK_ORDERS", "20"))
GOODS_G = 432
CART = {"WAREHOUSE_CART_TOTES": str(ORDERS), "WAREHOUSE_CART_LINES": str(4 * ORDERS)}
RULES = {
    "check/CK-EACH": {}, "check/CK-DATA": {}, "question/CQ-1": {"says": "Is it clean"},
    "limit/CK-BOX": {"boxes": "Carton S"}, "limit/CK-HEAVY": {"grams": "9000"}, "limit/CK-WEIGHT": {"stops": "1"},
}  # fmt: skip


@pytest.fixture
def server(real: RealOdoo, tmp_path: object) -> object:
    with Installation(tmp_path / "floor", real, **CART) as running:  # type: ignore[operator]
        running.set_up("Ana", "Ben", "Sam", totes=ORDERS)
        yield running


def test_a_wave_of_twenty_orders_is_packed_with_every_check_met_and_odoo_has_all_of_it_once(
    handheld: Handheld,
    server: Installation,
    office: Callable[[str, str], Page],
    page: Callable[[], Page],
    real: RealOdoo,
    steps: int,
) -> None:
    desk = office("sam", "/reasons")
    for rule, fields in RULES.items():
        switch_on(desk, server, rule, fields)
    walk = claims(handheld, server, releases(office("sam", "/release"), server))
    assert len(walk.sheet["totes"]) == ORDERS
    for line in walk.sheet["lines"]:
        walk.pick(line)
    walk.finish()
    bench = Station(page())
    bench.arrive(server.base)
    begins(bench, server)
    packed = [pack(bench, tote["code"], n) for n, tote in enumerate(walk.sheet["totes"])]
    if steps == 3:
        for number, _ in packed:
            load(bench, number)
            bench.press("Escape")
    ledger = Ledger(real.client(), walk, steps)
    for tote, (number, packing) in zip(walk.sheet["totes"], packed, strict=True):
        ledger.wait_until_shipped(tote["order"])
        ledger.holds_what_was_sent(tote)
        ledger.holds_the_parcel(tote["order"], number, packing.carton(), gross_g(packing, GOODS_G))
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]
    assert rows(server, "SELECT COUNT(*) FROM parcel WHERE state = 'closed'") == [(ORDERS,)]
    met = {code for (code,) in rows(server, "SELECT DISTINCT code FROM pack_check")}
    assert {"CQ-1", "RC-P-DAMAGED"} <= met
    assert [kind for kind, status in rows(server, 'SELECT type, status FROM "case"') if status != "resolved"] == []


def switch_on(desk: Page, server: Installation, rule: str, fields: dict[str, str]) -> None:
    """As a supervisor does, by its form."""
    desk.goto(f"{server.base}/reasons/{rule}")
    for name, value in {"on": "1", **fields}.items():
        if value == "1":
            desk.check(f"input[name={name}]")
        else:
            desk.fill(f"input[name={name}]", value)
    desk.fill("input[name=why]", "a proof")
    desk.click("button[name=save]")
    desk.wait_for_url(f"**/reasons/{rule}*")


def pack(bench: Station, tote: str, n: int) -> tuple[str, Packing]:
    """An order into one box, with what goes wrong with the nth; the parcel's number."""
    packing = open_order(bench, tote)
    codes = packing.scans()
    if n % 4 == 1:
        bench.refused(packing.foreign())
        bench.refused("ZZ-NOT-KNOWN")
        bench.hushed()
    if n == 2:
        bench.scan(codes[0])
        bench.press("F1")
        bench.page.click("[data-key=rc-p-damaged]")
        bench.page.wait_for_selector("header.top[data-screen=photo]")
        bench.press("Escape")
        bench.page.wait_for_selector("header.top[data-screen=idle]")
        packing = open_order(bench, tote)
        codes = codes[1:]
    for code in codes:
        bench.scan(code)
    while (screen := bench.page.get_attribute("header.top", "data-screen")) != "label":
        answer(packing, str(screen), n)
    bench.page.wait_for_selector("[data-label=ready]")
    number = bench.page.get_attribute("[data-number]", "data-number")
    assert number
    bench.keys(number)
    bench.page.wait_for_selector("header.top[data-screen=idle]")
    bench.wait_until_uploaded()
    return number, packing


def answer(packing: Packing, screen: str, n: int) -> None:
    """What the bench asks before the box is closed."""
    bench, carton = packing.bench, packing.carton()
    if screen == "check" and bench.page.locator("[data-typed]").count():
        bench.keys("250")
    elif screen == "check":
        bench.press("Enter")
    elif screen == "box":
        small = next((box for box in packing.sheet["boxes"] if box["name"] == "Carton S" and box["code"]), None)
        if small:
            bench.refused(small["code"])
            bench.hushed()
        bench.scan(carton["code"])
    elif screen == "weight":
        bench.refused("99 kg")
        bench.hushed()
        bench.scan(f"{gross_g(packing, GOODS_G)} g")
    else:
        raise AssertionError(screen)
