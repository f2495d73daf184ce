"""The supervisor is not at the board: she decides on her handheld by its keys, and it is heard in the aisle."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.handheld import SIZE, Handheld, Scanner
from tests.browser.supervisor import heard, seen_on
from tests.browser.test_accessible import COLOURS, OPTIONS
from tests.browser.walk import begin, enrol, rows
from tests.running import Server

SUPERVISOR = ("B-1007", "1007")
_FRESH = 1300  # ms: a key sooner than this after a case came up was meant for the one before


@pytest.fixture
def sams(browser: Browser, server: Server) -> Iterator[Scanner]:
    """Sam's handheld; she is a supervisor and walks no waves."""
    context = browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    sams = Scanner(context.new_page())
    sams.arrive(server.base)
    enrol(sams, server)
    sams.sign_in(*SUPERVISOR)
    yield sams
    context.close()


def test_a_short_is_decided_on_her_handheld_and_heard_in_the_aisle(
    handheld: Handheld, sams: Scanner, server: Server, office: Callable[[str, str], Page]
) -> None:
    board = office("sam", "/board")
    walk = begin(handheld, server)
    first, second = walk.sheet["lines"][:2]
    elsewhere = next(place for place in map(walk.place, walk.sheet["lines"]) if place != walk.place(second))
    walk.short(first)
    seen_on(board)
    opens(sams)
    page = sams.page
    assert "in two parcels" in page.inner_text("[data-key=answer-ship_short]")
    for scheme, options in (("light", OPTIONS), ("dark", COLOURS)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert Axe().run(page, options=options).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press(sams.number_of("answer-wait"))
    page.wait_for_selector("main.decide:not(:has([data-case]))")
    heard(handheld, "shelf")
    handheld.press("Enter")
    board.wait_for_selector("[data-decided]")
    without_network(handheld, sams, lambda: walk.short(second))
    sends_to(sams, elsewhere)
    heard(handheld, elsewhere)
    decided = rows(server, "SELECT decision FROM \"case\" WHERE type = 'FUL-SHORT' ORDER BY id")
    assert [one for (one,) in decided] == ["wait", "found"]
    assert rows(server, "SELECT COUNT(*) FROM case_event WHERE kind = 'decided'") == [(2,)]


def opens(sams: Scanner) -> None:
    """By the key that stands on it."""
    sams.page.wait_for_selector("[data-key=decide]")
    sams.page.keyboard.press("F3")
    sams.page.wait_for_selector("[data-case]")
    sams.page.wait_for_timeout(_FRESH)


def without_network(handheld: Handheld, sams: Scanner, short: Callable[[], None]) -> None:
    """Her link is broken: what she sees is called old and no key decides; when it is back she sees how it is."""
    short()
    handheld.wait_until_uploaded()
    sams.page.wait_for_selector("[data-case]")
    sams.page.context.set_offline(True)
    sams.page.wait_for_selector(".band.warn:has-text('Nothing can be decided')")
    assert sams.page.locator("main.decide .opt:not([disabled])").count() == 0
    sams.page.keyboard.press("1")
    sams.page.context.set_offline(False)
    sams.page.wait_for_selector("main.decide .opt:not([disabled])")


def sends_to(sams: Scanner, place: str) -> None:
    """She stands where the goods lie and scans it."""
    sams.page.wait_for_timeout(_FRESH)
    sams.keys(place)
    sams.page.wait_for_selector("[data-key=sure]")
    assert place in sams.page.inner_text(".band").replace("\u2060", "")
    sams.page.wait_for_timeout(_FRESH)
    sams.page.keyboard.press("Enter")
    sams.page.wait_for_selector("main.decide:not(:has([data-case]))")
