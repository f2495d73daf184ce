"""A return with scanner and keys alone, on the demo: from an order to the number, the label and the receipt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import DESK, enter
from tests.browser.handheld import PATIENCE, SIZE, Scanner
from tests.browser.test_accessible import FINGER, GLOVE, Flaws, look
from tests.running import Server


class ReturnsDesk(Scanner):
    """The desk's page. `flaws` takes what is wrong with its screens."""

    def __init__(self, page: Page, server: Server, size: dict[str, int], flaws: Flaws) -> None:
        super().__init__(page)
        self.size, self.flaws = size, flaws
        page.set_default_timeout(PATIENCE)
        self.codes = page.request.get(f"{server.base}/demo/codes").json()
        page.goto(f"{server.base}/returns/")
        self.at("enrol")
        self.keys(self.codes["enrolment"]["text"])
        self.at("badge")
        self.keys("B-1005")
        self.at("pin")
        page.keyboard.type("1005", delay=150)
        self.hand("Enter")
        self.at("what")

    def at(self, screen: str) -> None:
        """Waits until this screen asks, and looks at it."""
        self.page.wait_for_selector(f"header.top[data-screen={screen}]")
        look(self.page, f"returns {screen}", self.size, GLOVE, self.flaws)

    def hand(self, key: str) -> None:
        """Presses a key by hand: later than the half second in which an Enter still belongs to the scan before it."""
        self.page.wait_for_timeout(600)
        self.page.keyboard.press(key)

    def says(self, tone: str, words: str) -> None:
        self.page.wait_for_selector(f".band.{tone}:has-text('{words}')")

    def counted(self, line: int) -> str:
        return str(self.page.locator("[data-line]").nth(line).get_attribute("data-counted"))

    def return_one(self, order: str) -> str:
        """The order's first line comes back; the number of the return."""
        self.keys(order)
        self.at("items")
        self.keys("ZZ-NOT-KNOWN")
        self.says("no", "Not of this order")
        self.keys(self.page.inner_text("[data-line] small").split(" ")[0])
        self.at("reason")
        self.hand("7")
        self.at("items")
        assert self.counted(0) == "1000"
        self.hand("1")
        self.at("amount")
        self.hand("Escape")
        self.hand("Enter")
        self.page.wait_for_selector("[data-number]")
        self.at("made")
        return str(self.page.get_attribute("[data-number]", "data-number"))


@pytest.fixture(params=[DESK, SIZE], ids=["desk", "handheld"])
def desk(request: pytest.FixtureRequest, browser: Browser, server: Server) -> Iterator[ReturnsDesk]:
    with browser.new_context(viewport=request.param) as context:
        yield ReturnsDesk(context.new_page(), server, request.param, defaultdict(list))


def test_goods_come_back_with_scanner_and_keys_alone(desk: ReturnsDesk, server: Server) -> None:
    orders = [row["text"] for row in desk.codes["shipped"]]
    desk.keys("S09999")
    desk.says("no", "is not known")
    number = desk.return_one(orders[1])
    desk.page.wait_for_selector("a.label[href^='blob:']", state="attached")
    desk.hand("Escape")
    desk.at("what")
    desk.keys(number)
    desk.at("items")
    desk.hand("Enter")
    desk.says("ok", "eceived")
    desk.hand("Enter")
    desk.at("what")
    desk.hand("F2")
    desk.at("more")
    desk.hand("Escape")
    desk.keys(orders[1])
    desk.at("items")
    assert desk.page.locator("[data-line]").first.is_disabled()
    enter(desk.page, server.base, "sam", "/returns/list")
    assert number in desk.page.inner_text("table")
    look(desk.page, "returns list", desk.size, FINGER, desk.flaws)
    assert {kind: said for kind, said in desk.flaws.items() if said and kind != "seen"} == {}


def test_what_was_made_without_a_network_gets_its_number_when_it_is_back(browser: Browser, server: Server) -> None:
    with browser.new_context(viewport=DESK) as context:  # type: ignore[arg-type]
        desk = ReturnsDesk(context.new_page(), server, DESK, defaultdict(list))
        desk.keys(desk.codes["shipped"][0]["text"])
        desk.at("items")
        desk.keys(desk.page.inner_text("[data-line] small").split(" ")[0])
        desk.at("reason")
        context.set_offline(True)
        desk.hand("1")
        desk.at("items")
        desk.hand("Enter")
        desk.says("warn", "Saved on this device")
        context.set_offline(False)
        desk.page.wait_for_selector("[data-number]", timeout=60_000)
