"""The ten minutes of the README, with the mouse alone: what it tells somebody to press is there, and leads on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, enter
from tests.running import Server

README = Path(__file__).parents[2] / "README.md"
TOUR = README.read_text("utf-8").partition("## From nothing to a shipped box")[2].partition("\n## ")[0]
CODES = ".gun .shot"
LONGEST = 60  # clicks of one walk, and some

pytestmark = pytest.mark.slow


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        opened = context.new_page()
        yield opened


def test_the_readme_leads_from_nothing_to_a_box_on_the_truck_and_back(
    page: Page, browser: Browser, server: Server
) -> None:
    page.goto(f"{server.base}/")
    page.click(f"main >> text={told('Handheld')}")
    page.click(f".gun button:has-text('{told('Enrolment code')}')")
    badge(page, "Ana", "1001")
    page.click("#app button:has-text('Start')")
    press(page, "Get work")
    walks_to(page, "Hand soap, honey")
    press(page, "Short")
    press(page, "Bin is empty")
    decides(browser, server)
    press(page, "Understood")
    walks_to(page, "All lines are settled")
    press(page, "Finish the walk")
    says(page, "Walk finished")
    packs(page)
    loads(page)
    takes_back(page)


def told(word: str) -> str:
    """A word the README names."""
    assert word in TOUR, f"the README says nothing of {word!r}"
    return word


def press(page: Page, word: str) -> None:
    page.click(f"#app button:has-text('{told(word)}')")


def says(page: Page, words: str) -> None:
    page.wait_for_selector(f".band:has-text('{words}')")


def badge(page: Page, name: str, pin: str) -> None:
    told(name)
    page.click(f".gun button:has-text('{name},')")
    says(page, "Type your PIN")
    for digit in told(pin):
        page.click(f"#app button:text-is('{digit}')")
    page.click("#app button:has-text('Enter')")
    page.wait_for_selector(".band:not(:has-text('PIN'))")


def click_first(page: Page) -> None:
    """The first code of the scanner is always the right one; the next is clicked when that one is answered."""
    answered(page, CODES)


def answered(page: Page, pressed: str) -> None:
    before = page.inner_text(".band")
    page.locator(pressed).first.click()
    page.wait_for_function("before => document.querySelector('.band').innerText !== before", arg=before)


def walks_to(page: Page, words: str) -> None:
    for _ in range(LONGEST):
        if words in page.inner_text(".band"):
            return
        click_first(page)
    raise AssertionError(f"{words!r} was never said")


def decides(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        board = context.new_page()
        told("`sam` with `sam-demo`")
        enter(board, server.base, "sam", "/board")
        board.click(f".alert button:has-text('{told('Ship short')}')")
        board.wait_for_selector("[data-decided]")


def packs(page: Page) -> None:
    page.click(f"text={told('All pages of the demo')}")
    page.click(f"main >> text={told('Bench')}")
    says(page, "Ana has no work")
    badge(page, "Ben", "1004")
    walks_to(page, "Packed")
    told("*Print*")


def loads(page: Page) -> None:
    page.click(f".gun .shot:has-text('{told('The label')}')")
    press(page, "Truck")
    page.click(".gun .shot:has-text('P-0')")  # the scanner's codes follow the screen: waits for the parcel's
    says(page, "DHL is complete")


def takes_back(page: Page) -> None:
    page.click("text=All pages of the demo")
    page.click(f"main >> text={told('Returns')}")
    badge(page, "Rita", "1005")
    page.click(".gun .shot:has-text('Order shipped before')")
    says(page, "Scan what comes back")
    page.click(".gun .shot:has-text('Tea, sencha')")
    page.click(".gun .shot:has-text('Does not fit')")
    page.click(f".gun .shot:has-text('{told('finish')}')")
    press(page, "Receive")
    says(page, "received")
    press(page, "Judge")
    says(page, "All parts are there")
    while "Scan the bin" not in page.inner_text(".band"):
        answered(page, "#app main button")
    page.click(CODES)
    page.wait_for_selector("[data-whither=restock]")
