"""A bench with a printer of its own: told why nothing comes, asked nothing twice, done when the label is scanned."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.bench import Bench, at_work, close_box, open_order, picked_wave
from tests.browser.handheld import Handheld
from tests.browser.test_pack import GOODS_G, largest_tote
from tests.browser.walk import rows
from tests.commands import run
from tests.printing.zebra import Zebra
from tests.running import Server


@pytest.fixture
def bench(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Bench]:
    opened = Bench(playwright, chromium, tmp_path / "bench", server.base)
    opened.open()
    yield opened
    opened.kill()


@pytest.fixture
def zebra() -> Iterator[Zebra]:
    printer = Zebra()
    yield printer
    printer.off()


def test_a_box_at_a_bench_with_a_printer_is_done_when_its_own_label_is_scanned(
    handheld: Handheld, bench: Bench, server: Server, zebra: Zebra
) -> None:
    walk = picked_wave(handheld, server)
    at_work(bench, server)
    ((device,),) = rows(server, "SELECT max(id) FROM device")
    for command in (["add", "Zebra 1", zebra.address, "--station", "Bench 1"], ["stand", str(device), "Bench 1"]):
        assert run(server.folder, {"WAREHOUSE_DATA_DIR": ".demo"}, "printer", *command).returncode == 0
    packing = open_order(bench, largest_tote(walk.sheet))
    for code in packing.scans():
        bench.scan(code)
    zebra.paper_out = True
    close_box(packing, GOODS_G)
    bench.page.wait_for_selector(".band:has-text('Paper is out')")
    assert zebra.printed == []
    zebra.mend()
    number = bench.page.wait_for_selector("[data-print=confirmed]").get_attribute("data-number")  # type: ignore[union-attr]
    assert number
    bench.refused("P-99999-X")
    bench.page.keyboard.press("Escape")
    bench.page.wait_for_selector("header.top[data-screen=label]")
    bench.keys(number)
    bench.page.wait_for_selector("header.top[data-screen=idle]")
    bench.wait_until_uploaded()
    assert len(zebra.printed) == 1
    found = rows(server, "SELECT state, reason FROM print_job JOIN label ON label.id = label WHERE scanned_at > 0")
    assert found == [("confirmed", None)]
