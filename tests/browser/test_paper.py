"""The drill: paper is printed, the server dies with nothing scanned, the paper is entered, and Odoo is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Response

from tests.browser.bench import Bench, Packing, begins, close_box, is_label
from tests.browser.paper import enter_short, open_paper, read_off, warned
from tests.browser.walk import rows
from tests.running import Server

GOODS_G = 432  # what all goods of an order weigh here


@pytest.fixture
def benches(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[list[Bench]]:
    """Two benches that nobody has enrolled yet."""
    opened = [Bench(playwright, chromium, tmp_path / f"bench-{n}", server.base) for n in (1, 2)]
    for one in opened:
        one.open()
    yield opened
    for one in opened:
        one.kill()


def test_a_wave_walked_on_paper_while_the_server_was_dead_is_packed_from_its_sheet_and_counts_once(
    server: Server, benches: list[Bench], office: Callable[[str, str], Page]
) -> None:
    codes = _printed(server, office("sam", "/release"))
    server.kill()  # the wave is walked with a pencil
    server.start("--keep")
    bench, other = benches
    begins(bench, server)
    sheet = open_paper(bench, codes[0])
    lines = [sheet["paper"]["lines"][code] for code in codes if code.startswith("PL")]
    assert lines == [line["id"] for line in sheet["lines"]]
    short = max(sheet["paper"]["lines"], key=lambda code: _demand(sheet, code))
    first, *rest = [code for code in codes if code.startswith("PL") and code != short]
    bench.scan(first)
    warned(bench, first)
    found = _demand(sheet, short) // 2000
    enter_short(bench, short, found)
    bench.wait_until_uploaded()
    _reload_and_second_bench_count_nothing(server, bench, other, codes[0], first)
    for code in rest:
        other.scan(code)
    _packs_every_order(other, len(set(sheet["paper"]["orders"].values())), codes[0])
    _holds(server, sheet, short, found)
    _is_a_case(server)


def _printed(server: Server, desk: Page) -> list[str]:
    """A wave with a line of several pieces, and what is on its paper."""
    ((wave, *_),) = rows(
        server,
        "SELECT wave.id, MAX(line.demand_m) FROM wave JOIN transfer ON transfer.wave = wave.id"
        " JOIN line ON line.transfer = transfer.id WHERE wave.state = 'released' GROUP BY wave.id"
        " ORDER BY MAX(line.demand_m) >= 2000 DESC, COUNT(*) LIMIT 1",
    )
    pdf = desk.request.get(f"{server.base}/waves/{wave}/paper.pdf")
    assert pdf.ok
    return read_off(pdf.body())


def _demand(sheet: dict[str, Any], code: str) -> int:
    id_ = sheet["paper"]["lines"][code]
    return next(int(line["demand_m"]) for line in sheet["lines"] if line["id"] == id_)


def _reload_and_second_bench_count_nothing(server: Server, bench: Bench, other: Bench, head: str, line: str) -> None:
    bench.kill()
    bench.open()
    bench.is_at(["paper"])
    warned(bench, line)
    begins(other, server)
    other.keys(head)
    other.page.wait_for_selector("header.top[data-screen=elsewhere]")
    other.page.click("[data-key=take-over]")
    other.page.wait_for_selector("header.top[data-screen=paper]")
    warned(other, line)


def _packs_every_order(bench: Bench, orders: int, head: str) -> None:
    """The last line leads to the first order, the paper to the next: what was entered is in the box already."""
    opened: list[Response] = []
    bench.page.on("response", lambda answer: opened.append(answer) if answer.url.endswith("/pack/open") else None)
    bench.quiet()
    bench.page.keyboard.press("Enter")
    bench.page.wait_for_selector("header.top[data-screen=box], .band.warn")  # amber: the server has yet to hear of it
    for _ in range(orders):
        if bench.seen()[0] == "idle":
            bench.wait_until_uploaded()
            bench.keys(head)
        bench.page.wait_for_selector("header.top[data-screen=box]")
        with bench.page.expect_response(is_label):
            close_box(Packing(bench, opened[-1].json()["sheet"]), GOODS_G)
        bench.press("Escape")
        bench.page.wait_for_selector("header.top[data-screen=idle]")
    bench.wait_until_uploaded()


def _holds(server: Server, sheet: dict[str, Any], short: str, found: int) -> None:
    """Picked is what was found, and all of it lies in closed boxes, once."""
    wanted = {line["id"]: line["demand_m"] for line in sheet["lines"]}
    wanted[sheet["paper"]["lines"][short]] = found * 1000
    picked = "SELECT line, SUM(qty_m) FROM pick WHERE reversed_by IS NULL GROUP BY line"
    packed = (
        "SELECT i.line, SUM(i.qty_m) FROM parcel_item i JOIN parcel p ON p.id = i.parcel"
        " WHERE p.state = 'closed' AND i.reversed_by IS NULL GROUP BY i.line"
    )
    assert dict(rows(server, picked)) == {line: qty_m for line, qty_m in wanted.items() if qty_m}
    assert dict(rows(server, packed)) == dict(rows(server, picked))
    assert rows(server, "SELECT DISTINCT verdict FROM event") == [("accepted",)]
    assert rows(server, "SELECT COUNT(*) FROM event WHERE kind = 'walked'") == [(1,)]


def _is_a_case(server: Server) -> None:
    ((kind, owner),) = rows(server, "SELECT type, owner FROM \"case\" WHERE type = 'FUL-SHORT'")
    assert kind == "FUL-SHORT"
    assert owner
