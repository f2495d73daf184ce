"""A bench wants goods: a handheld hears of it and brings them by scan, the bench sees who comes; a tote is put away."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.bench import Bench, at_work, open_order, picked_wave
from tests.browser.handheld import Handheld
from tests.browser.walk import rows
from tests.running import Server

log = logging.getLogger(__name__)
TOLD_BY_HINT_S = 10  # 2 s each way are wanted of a machine that does nothing else; without the hint it would be 20


@pytest.fixture
def bench(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Bench]:
    """A bench that nobody has enrolled yet, open on its first screen."""
    opened = Bench(playwright, chromium, tmp_path / "bench", server.base)
    opened.open()
    yield opened
    opened.kill()


def says(of: Bench | Handheld, words: str) -> None:
    of.page.wait_for_function("words => document.querySelector('main').textContent.includes(words)", arg=words)


def test_from_the_bench_to_the_aisle_and_back_each_hears_the_other(
    handheld: Handheld, bench: Bench, server: Server
) -> None:
    walk = picked_wave(handheld, server)
    at_work(bench, server)
    tote = walk.sheet["totes"][0]["code"]
    packing = open_order(bench, tote)
    handheld.keys("O-BTN.TASKS")
    handheld.page.wait_for_selector("[data-task=list]")
    bench.page.click("[data-key=problem]")
    bench.page.click("[data-key=fetch]")
    bench.page.wait_for_selector("[data-key=ask-1]")
    bench.page.keyboard.press("1")
    asked = time.monotonic()
    handheld.page.wait_for_selector("[data-key^=task-]")
    log.info("from the bench to the handheld: %d ms", (time.monotonic() - asked) * 1000)
    assert time.monotonic() - asked < TOLD_BY_HINT_S
    says(bench, "Nobody comes yet")
    handheld.page.click("[data-key^=task-]")
    taken = time.monotonic()
    says(bench, "Ana comes")
    log.info("from the handheld to the bench: %d ms", (time.monotonic() - taken) * 1000)
    assert time.monotonic() - taken < TOLD_BY_HINT_S
    handheld.page.wait_for_selector("[data-task=from]")
    line = packing.sheet["lines"][0]
    place = rows(server, f"SELECT l.code FROM location l JOIN line n ON n.location = l.id WHERE n.id = {line['id']}")[
        0
    ][0]
    handheld.keys(place)
    handheld.page.wait_for_selector("[data-task=goods]")
    handheld.keys(packing.code(line))
    handheld.page.wait_for_selector("[data-task=brought]")
    handheld.keys(tote)
    handheld.page.wait_for_selector("[data-task=list]")
    says(bench, "Brought by Ana")
    handheld.keys(tote)
    handheld.page.wait_for_selector("[data-task=slot]")
    handheld.keys("P-03")
    handheld.page.wait_for_selector("[data-task=list]")
    handheld.wait_until_uploaded()
    kinds = [
        row[0] for row in rows(server, "SELECT kind FROM event WHERE wave IS NULL AND kind LIKE '%a%' ORDER BY seq")
    ]
    assert [kind for kind in kinds if kind in ("task_taken", "task_done", "placed")] == [
        "task_taken",
        "task_done",
        "placed",
    ]
    assert rows(server, "SELECT state FROM task") == [("done",)]
    asks_for_a_count(handheld, place)
    assert rows(server, "SELECT kind, state FROM task ORDER BY id DESC LIMIT 1") == [("count", "open")]


def asks_for_a_count(handheld: Handheld, place: str) -> None:
    """Of a place that looks wrong, by one scan; what is no code of anything is said, and the next scan goes on."""
    handheld.page.keyboard.press("F2")
    handheld.page.wait_for_selector("[data-task=ask]")
    handheld.keys("NOBODY-KNOWS")
    handheld.page.wait_for_selector(".band.no")
    handheld.keys(place)
    handheld.page.wait_for_selector("[data-task=list]")
    handheld.page.wait_for_selector(".band.ok")
    assert "K-" in handheld.page.inner_text(".band.ok")
    handheld.page.wait_for_selector(f"[data-key^=task-]:has-text('{place}')")
