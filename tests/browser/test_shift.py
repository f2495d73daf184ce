"""The first screen of a shift: once a shift, gone with one key or scan, and what others left here keeps its name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.handheld import Handheld
from tests.browser.walk import PICKER, begin, enrol, rows
from tests.running import Server

pytestmark = pytest.mark.xdist_group("shift")

_CLOSED = '{"error": {"key": "store.closed", "text": "", "safe": "", "next": ""}}'
_AGE = """async (hours) => {
  const { open } = await import(`/s/${document.documentElement.dataset.build}/js/device/queue.js`);
  const queue = await open();
  const shifts = await queue.get('shifts');
  for (const one of Object.values(shifts)) one.at -= hours * 3600000;
  await queue.set('shifts', shifts);
}"""


def badge_and_pin(handheld: Handheld, badge: str, pin: str) -> str:
    """Signs in as a person does; the screen that comes."""
    handheld.knows_how_to_greet()
    handheld.scan(badge)
    if handheld.seen()[0] == "pin":
        for digit in pin:
            handheld.press(digit)
        handheld.page.keyboard.press("Enter")
    handheld.page.wait_for_selector("header.top:is([data-screen=shift], [data-screen=home])")
    return str(handheld.seen()[0])


def lock(handheld: Handheld) -> None:
    before = handheld.press("F2")
    handheld.page.click("[data-key=lock], [data-key=device]")
    if handheld.changed_since(before)[0] == "device":
        handheld.page.click("[data-key=lock]")
    handheld.page.wait_for_selector("header.top[data-screen=badge]")


def test_it_comes_once_a_shift_and_one_key_is_enough(handheld: Handheld, server: Server) -> None:
    enrol(handheld, server)
    assert badge_and_pin(handheld, *PICKER) == "shift"
    points = handheld.page.eval_on_selector_all("[data-point]", "all => all.map((one) => one.dataset.point)")
    assert points[0] == "who"
    assert {"link", "keeps", "scanner"} < set(points)
    handheld.press("Enter")
    handheld.page.wait_for_selector("[data-key=get-work]")
    lock(handheld)
    assert badge_and_pin(handheld, *PICKER) == "home"
    lock(handheld)
    handheld.page.evaluate(_AGE, 9)
    assert badge_and_pin(handheld, *PICKER) == "shift"
    handheld.keys("anything at all")
    handheld.page.wait_for_selector("header.top[data-screen=home]")
    handheld.page.get_by_text("The scanner works").wait_for()


def test_scans_of_the_one_before_are_named_and_go_out_under_that_name(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    handheld.context.route("**/api/v1/events", lambda route: route.fulfill(status=503, body=_CLOSED))
    walk.pick(walk.sheet["lines"][0])
    handheld.wait_until_waiting(1)
    _leave_the_wave(handheld)
    lock(handheld)
    assert badge_and_pin(handheld, "B-1002", "1002") == "shift"
    handheld.page.get_by_text("Waiting scans of Ana: 1").wait_for()
    handheld.context.unroute("**/api/v1/events")
    handheld.page.evaluate("() => window.dispatchEvent(new Event('online'))")
    handheld.wait_until_uploaded()
    handheld.page.locator("[data-point=others]").wait_for(state="detached")
    names = "SELECT p.name, e.verdict FROM event e JOIN person p ON p.id = e.person"
    assert rows(server, names) == [("Ana", "accepted")]


def _leave_the_wave(handheld: Handheld) -> None:
    """As when the wave was given to somebody else and the page was opened anew."""
    handheld.page.evaluate(
        """async () => {
          const { open } = await import(`/s/${document.documentElement.dataset.build}/js/device/queue.js`);
          await (await open()).set('current', null);
        }"""
    )
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=home]")


@pytest.fixture
def bare(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Handheld]:
    """A handheld on which that part of the page cannot be had."""
    made = Handheld(playwright, chromium, tmp_path / "bare", server.base).open()
    made.context.route("**/js/shift/**", lambda route: route.abort())
    yield made
    made.kill()


def test_without_that_part_signing_in_goes_straight_to_work(bare: Handheld, server: Server) -> None:
    enrol(bare, server)
    assert badge_and_pin(bare, *PICKER) == "home"
