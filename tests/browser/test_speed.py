"""What a scan costs does not depend on the wave, and what is said moves nothing. (Seconds: tests/bench/scan.py.)"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from itertools import islice

import pytest
from playwright.sync_api import Browser

from tests.browser.big_wave import scans
from tests.browser.handheld import SIZE, Scanner
from tests.browser.speed import Answer, Timed, begin_big
from tests.running import Server

LEAST, MOST = 20, 300
PEOPLE = {LEAST: ("B-1001", "1001"), MOST: ("B-1002", "1002")}
SCANS = 40
_SHIFTS = """() => {
  window.moved = [];
  const outside = ({ node }) => node && !(node.closest ? node : node.parentElement)?.closest('.band');
  const name = ({ node }) => (node.closest ? node : node.parentElement)?.className ?? '';
  new PerformanceObserver((list) => list.getEntries().forEach(({ sources }) => {
    window.moved.push(...sources.filter(outside).map(name));
  })).observe({ type: 'layout-shift' });
}"""

pytestmark = pytest.mark.xdist_group("speed")


@pytest.fixture
def scanner(browser: Browser) -> Iterator[type[Scanner]]:
    """Makes scanners, each with a memory of its own."""
    contexts = []

    def make() -> Scanner:
        contexts.append(browser.new_context(viewport=SIZE, service_workers="block"))  # type: ignore[arg-type]
        return Scanner(contexts[-1].new_page())

    yield make  # type: ignore[misc]
    for context in contexts:
        context.close()


def test_a_scan_of_the_largest_wave_costs_what_one_of_a_small_wave_does(scanner: type[Scanner], server: Server) -> None:
    walks = {}
    for lines in (LEAST, MOST):
        one = scanner()
        codes = list(islice(scans(begin_big(one, server, lines, PEOPLE[lines])), SCANS))
        walks[lines] = Timed(one.page), codes
    server.kill()
    small, large = (_walked(*walks[lines]) for lines in (LEAST, MOST))
    assert max(one.nodes for one in small + large) <= 60
    assert _script(large) <= 1.5 * _script(small)


def _walked(timed: Timed, codes: list[str]) -> list[Answer]:
    timed.page.bring_to_front()
    return timed.answers(codes)


def _script(answers: list[Answer]) -> float:
    return statistics.median(one.script + one.layout for one in answers)


def test_what_is_said_moves_nothing(scanner: type[Scanner], server: Server) -> None:
    one = scanner()
    sheet = begin_big(one, server, LEAST)
    place = next(scans(sheet))
    one.scan(place)
    one.asks()
    one.page.evaluate(_SHIFTS)
    for wrong in ("SOMETHING-ELSE", place, sheet["lines"][-1]["tote"], sheet["lines"][0]["tote"]):
        one.keys(wrong)
        one.page.wait_for_timeout(200)
    assert one.page.evaluate("window.moved") == []
