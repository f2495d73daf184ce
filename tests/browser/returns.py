"""A returns desk as Rita has it: a page with a scanner, worked with scans and keys alone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import DESK
from tests.browser.handheld import PATIENCE, Scanner
from tests.browser.test_accessible import GLOVE, Flaws, look
from tests.running import Server


class ReturnsDesk(Scanner):
    """The desk's page. `flaws` takes what is wrong with its screens; without it nobody looks for that."""

    def __init__(self, page: Page, server: Server, size: dict[str, int] = DESK, flaws: Flaws | None = None) -> None:
        super().__init__(page)
        self.size, self.flaws, self._looked_at = size, flaws, set[str]()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{server.base}/returns/")
        self.at("enrol")
        self.keys(server.enrolment())
        self.at("badge")
        self.keys("B-1005")
        self.at("pin")
        page.keyboard.type("1005", delay=150)
        self.hand("Enter")
        self.at("what")

    def at(self, screen: str) -> None:
        """Waits until this screen asks, and looks at it unless it stood there just so before."""
        self.page.wait_for_selector(f"header.top[data-screen={screen}]")
        shown = f"{screen}: {self.page.inner_text('body')}" if self.flaws is not None else ""
        if self.flaws is not None and shown not in self._looked_at:
            self._looked_at.add(shown)
            look(self.page, f"returns {screen}", self.size, GLOVE, self.flaws)

    def hand(self, key: str) -> None:
        """Presses a key by hand: later than the half second in which an Enter still belongs to the scan before it."""
        self.quiet()
        self.page.keyboard.press(key)

    def says(self, tone: str, words: str) -> None:
        self.page.wait_for_selector(f".band.{tone}:has-text('{words}')")

    def counted(self, line: int) -> str:
        return str(self.page.locator("[data-line]").nth(line).get_attribute("data-counted"))

    def return_one(self, code: str) -> str:
        """One of the first line of an order comes back, or of a parcel's; the number of the return."""
        self.keys(code)
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
        self.at("items")
        self.hand("Enter")
        self.page.wait_for_selector("[data-number]")
        self.at("made")
        return str(self.page.get_attribute("[data-number]", "data-number"))

    def judge_one(self, grade: str, becomes: str) -> str:
        """Answers all questions with yes, then these keys; a bin is the one that is proposed. What became of it."""
        while self.page.locator("header.top[data-screen^=judge_]").get_attribute("data-screen") != "judge_grade":
            self.at("judge_question")
            before = self.page.inner_text(".band .word")
            self.hand("1")
            self.page.wait_for_function(
                "before => document.querySelector('.band .word').innerText !== before", arg=before
            )
        self.at("judge_grade")
        self.hand(grade)
        self.at("judge_becomes")
        self.hand(becomes)
        self.page.wait_for_selector("header.top[data-screen=judge_bin], header.top[data-screen=judge_told]")
        if self.page.query_selector("header.top[data-screen=judge_bin]"):
            self.at("judge_bin")
            proposed = self.page.query_selector("[data-bin]")
            self.keys((proposed and proposed.get_attribute("data-bin")) or "A-01-1")
        self.page.wait_for_selector("[data-whither]")
        self.page.wait_for_selector("a.label[href^='blob:']", state="attached")
        self.at("judge_told")
        return str(self.page.get_attribute("[data-whither]", "data-whither"))

    def find_one(self, what: str, code: str) -> str:
        """A box that fits nothing: what is wrong by its number, and a scan of it; the number it is kept under."""
        self.hand("F3")
        self.at("found_what")
        self.hand(what)
        self.at("found_scan")
        self.keys(code)
        self.page.wait_for_selector("a.label[href^='blob:']", state="attached")
        self.at("found_kept")
        kept = str(self.page.get_attribute("[data-found]", "data-found"))
        self.hand("Enter")
        self.at("what")
        return kept
