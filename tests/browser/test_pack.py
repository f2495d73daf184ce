"""An order over the bench by trusted key events, with the bench and the server dying on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.bench import (
    READ_AGAIN,
    Bench,
    Packing,
    agree,
    at_work,
    close_box,
    gross_g,
    is_label,
    load,
    open_order,
    picked_wave,
)
from tests.browser.handheld import Handheld
from tests.browser.walk import rows
from tests.running import Server

GOODS_G = 432  # what all goods of an order weigh here


@pytest.fixture
def bench(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Bench]:
    """A bench that nobody has enrolled yet, open on its first screen."""
    opened = Bench(playwright, chromium, tmp_path / "bench", server.base)
    opened.open()
    yield opened
    opened.kill()


def test_an_order_is_packed_though_the_bench_and_the_server_die_on_the_way(
    handheld: Handheld, bench: Bench, server: Server
) -> None:
    walk = picked_wave(handheld, server)
    at_work(bench, server)
    packing = open_order(bench, largest_tote(walk.sheet))
    first, *rest = packing.scans()
    bench.scan(first)
    _wrong_items_change_nothing(packing, first)
    _takes_one_back_and_in_again(bench, first)
    before = bench.seen()
    bench.kill()
    bench.open()
    bench.is_at(before)  # where it was left
    server.kill()
    for code in rest:
        bench.scan(code)
    close_box(packing, GOODS_G)
    bench.page.wait_for_selector(".band.warn, .dot.off")
    with bench.page.expect_response(is_label) as label:
        server.start("--keep")
        bench.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    assert bench.page.evaluate(READ_AGAIN, label.value.url).startswith("%PDF-")
    bench.wait_until_uploaded()
    agree(server, packing)
    _is_packed(bench, server, packing)


def largest_tote(sheet: dict[str, list[dict[str, object]]]) -> str:
    """The tote with the most lines in it."""
    totes = [str(line["tote"]) for line in sheet["lines"]]
    return max(totes, key=totes.count)


def _wrong_items_change_nothing(packing: Packing, right: str) -> None:
    bench, foreign = packing.bench, packing.foreign()
    order = packing.sheet["known"][foreign]["order"]
    assert order in bench.refused(foreign).replace("\u2060", "")
    bench.refused("ZZ-NOT-KNOWN")
    assert right != foreign
    bench.hushed()


def _takes_one_back_and_in_again(bench: Bench, code: str) -> None:
    bench.press("Backspace")
    bench.scan(code)


def _is_packed(bench: Bench, server: Server, packing: Packing) -> None:
    transfer = packing.sheet["transfer"]
    ((number, weight_g),) = rows(server, "SELECT number, weight_g FROM parcel WHERE transfer = ?", transfer)
    assert weight_g == gross_g(packing, GOODS_G)
    assert rows(server, "SELECT packed_at IS NOT NULL FROM packing WHERE transfer = ?", transfer) == [(1,)]
    bench.page.wait_for_selector(f"[data-number='{number}']")
    bench.keys(number)
    load(bench, number)
    assert rows(server, "SELECT loaded_at IS NOT NULL FROM parcel WHERE transfer = ?", transfer) == [(1,)]


def test_a_box_may_be_full_before_the_order_is_and_each_box_has_its_label(
    handheld: Handheld, bench: Bench, server: Server
) -> None:
    walk = picked_wave(handheld, server)
    at_work(bench, server)
    packing = open_order(bench, largest_tote(walk.sheet))
    first, *rest = packing.scans()
    for codes in ([first], rest):
        for code in codes:
            bench.scan(code)
        if codes == [first]:
            bench.scan("O-BTN.PACK")
        with bench.page.expect_response(is_label):
            close_box(packing, GOODS_G)
    bench.wait_until_uploaded()
    agree(server, packing)
    transfer = packing.sheet["transfer"]
    assert rows(server, "SELECT COUNT(DISTINCT number) FROM parcel WHERE transfer = ?", transfer) == [(2,)]
