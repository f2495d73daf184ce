"""The whole job on a real Odoo: released, picked, packed and sent back by scans and keys, then read from Odoo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.bench import (
    READ_AGAIN,
    Packing,
    Station,
    begins,
    close_box,
    gross_g,
    is_label,
    load,
    open_order,
)
from tests.browser.conftest import DESK
from tests.browser.handheld import Handheld
from tests.browser.in_odoo import Ledger
from tests.browser.returns import ReturnsDesk
from tests.browser.supervisor import answers, heard, releases_to, seen_on
from tests.browser.walk import PICKER, Walk, enrol, rows
from tests.installing import Installation
from tests.odoo_server import RealOdoo

CART = {"WAREHOUSE_CART_TOTES": "4", "WAREHOUSE_CART_LINES": "12"}
GOODS_G = 432  # what all goods of an order weigh here

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


@pytest.fixture(params=[1, 3], ids=["1 step", "3 steps"])
def steps(request: pytest.FixtureRequest) -> int:
    asked: int = request.param
    return asked


@pytest.fixture
def real(odoo: Callable[..., RealOdoo], steps: int) -> RealOdoo:
    return odoo(f"floor_{steps}step")


@pytest.fixture
def server(real: RealOdoo, tmp_path: Path) -> Iterator[Installation]:
    """An installation on that Odoo, as `handheld` and `office` find it."""
    with Installation(tmp_path / "floor", real, **CART) as running:
        running.set_up("Ana", "Ben", "Rita", "Sam", totes=20)
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Callable[[], Page]]:
    """Opens pages of devices that know nothing yet."""
    contexts = []

    def open_() -> Page:
        contexts.append(browser.new_context(viewport=DESK))  # type: ignore[arg-type]
        return contexts[-1].new_page()

    yield open_
    for context in contexts:
        context.close()


def test_two_orders_go_out_and_a_piece_comes_back(
    handheld: Handheld,
    server: Installation,
    office: Callable[[str, str], Page],
    page: Callable[[], Page],
    real: RealOdoo,
    steps: int,
) -> None:
    walk = claims(handheld, server, releases(office("sam", "/release"), server))
    whole, part, short = choose(walk.sheet)
    bench = Station(page())
    bench.arrive(server.base)
    begins(bench, server)
    walks(walk, short, office("sam", "/board"))
    whole_parcel, part_parcel = (packs(bench, tote["code"]) for tote in (whole, part))
    if steps == 3:
        for number, _ in (whole_parcel, part_parcel):
            load(bench, number)
            bench.press("Escape")
    ledger = Ledger(real.client(), walk, steps)
    for tote in (whole, part):
        ledger.wait_until_shipped(tote["order"])
    back = takes_back(page(), server, whole_parcel[0])
    ledger.wait_until_received(whole["order"])
    ledger.holds_the_walk()
    for tote, (number, packing) in ((whole, whole_parcel), (part, part_parcel)):
        ledger.holds_what_was_sent(tote)
        ledger.holds_the_parcel(tote["order"], number, packing.carton(), gross_g(packing, GOODS_G))
    ledger.has_no_rest(whole["order"])
    ledger.waits_for_the_rest(part, short)
    ledger.holds_the_return(whole["order"], back)
    ledger.names_who_did_it(whole["order"], back)
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]
    assert rows(server, 'SELECT type, status FROM "case"') == [("FUL-SHORT", "resolved")]


def releases(desk: Page, server: Installation) -> str:
    """A wave for Ana, and the next one for everybody; the number of Ana's."""
    releases_to(desk, "Ana")
    ((number,),) = rows(server, "SELECT number FROM wave")
    releases_to(desk, "")
    assert rows(server, "SELECT COUNT(*) FROM wave WHERE state = 'released'") == [(2,)]
    return str(number)


def claims(handheld: Handheld, server: Installation, number: str) -> Walk:
    """Signs in and scans the number of the wave."""
    enrol(handheld, server)
    handheld.sign_in(*PICKER)
    handheld.page.wait_for_selector("[data-key=get-work]")
    with handheld.page.expect_response(lambda answer: answer.url.endswith("/claim")) as claimed:
        handheld.keys(number)
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    return Walk(handheld, claimed.value.json())


def choose(sheet: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """The tote of an order to be sent whole, that of one which is short, and the line that nothing is there for."""
    lines = [line["tote"] for line in sheet["lines"]]
    part, *others = sorted(sheet["totes"], key=lambda tote: -lines.count(tote["code"]))
    assert lines.count(part["code"]) > 1, "what is left of a short order can be sent"
    return others[0], part, next(line for line in sheet["lines"] if line["tote"] == part["code"])


def walks(walk: Walk, short: dict[str, Any], board: Page) -> None:
    """Picks the wave; one line is short, and Sam says what becomes of it while Ana walks."""
    for line in walk.sheet["lines"]:
        if line is not short:
            walk.pick(line)
            continue
        walk.short(line)
        seen_on(board)
        answers(board, "ship_short")
        heard(walk.handheld, "Ship ")
        walk.handheld.press("Enter")
    walk.finish()


def packs(bench: Station, tote: str) -> tuple[str, Packing]:
    """All of an order into one box, a wrong item among it; the parcel's number."""
    packing = open_order(bench, tote)
    first, *rest = packing.scans()
    bench.scan(first)
    bench.refused(packing.foreign())
    bench.hushed()
    for code in rest:
        bench.scan(code)
    with bench.page.expect_response(is_label) as label:
        close_box(packing, GOODS_G)
    assert bench.page.evaluate(READ_AGAIN, label.value.url).startswith("%PDF-")
    bench.page.wait_for_selector("[data-label=ready]")
    number = bench.page.get_attribute("[data-number]", "data-number")
    assert number
    bench.keys(number)
    bench.page.wait_for_selector("header.top[data-screen=idle]")
    bench.wait_until_uploaded()
    return number, packing


def takes_back(page: Page, server: Installation, parcel: str) -> str:
    """One piece comes back in its parcel, and is received; the number of the return."""
    desk = ReturnsDesk(page, server)
    with page.expect_response(is_label) as label:
        number = desk.return_one(parcel)
    assert page.evaluate(READ_AGAIN, label.value.url).startswith("%PDF-")
    desk.hand("Enter")
    desk.says("ok", "eceived")
    return number
