"""Every screen of the returns desk, filled, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.bench_tour import helped
from tests.browser.handheld import Scanner
from tests.browser.walk import enrol
from tests.running import Server

RETURNER = ("B-1005", "1005")


class Desk(Scanner):
    """The returns desk's page in any browser."""

    path = "/returns/"


def returns(desk: Scanner, server: Server) -> Iterator[str]:
    """From the order to the goods on the shelf; the name of each screen when it is there."""
    page = desk.page
    desk.arrive(server.base)
    enrol(desk, server)
    desk.sign_in(*RETURNER)
    _at(desk, "what")
    yield "what"
    yield from helped(desk)
    _at(desk, "what")
    _, codes = server.get("/demo/codes")
    desk.keys(codes["shipped"][0]["text"])
    _at(desk, "items")
    yield "items"
    desk.keys(page.inner_text("[data-line] small").split(" ")[0])
    _at(desk, "reason")
    yield "reason"
    _hand(desk, "1")
    page.wait_for_selector("[data-line][data-counted='1000']")
    yield "counted"
    _hand(desk, "Enter")
    page.wait_for_selector("[data-number]")
    page.wait_for_selector("a.label[href^='blob:']", state="attached")
    yield "made"
    _hand(desk, "Enter")
    page.wait_for_selector(".band.ok:has-text('eceived')")
    yield "received"
    _hand(desk, "Enter")
    yield from _judged(desk)


def _judged(desk: Scanner) -> Iterator[str]:
    """One piece, from the first question to the label that goes onto it."""
    page = desk.page
    _at(desk, "judge_question")
    yield "question"
    while page.locator("header.top[data-screen^=judge_]").get_attribute("data-screen") == "judge_question":
        before = page.inner_text(".band .word")
        _hand(desk, "1")
        page.wait_for_function("before => document.querySelector('.band .word').innerText !== before", arg=before)
    _at(desk, "judge_grade")
    yield "grade"
    _hand(desk, "1")
    _at(desk, "judge_becomes")
    yield "becomes"
    _hand(desk, "Enter")
    _at(desk, "judge_bin")
    yield "bin"
    proposed = page.query_selector("[data-bin]")
    desk.keys((proposed and proposed.get_attribute("data-bin")) or "A-01-1")
    page.wait_for_selector("[data-whither]")
    page.wait_for_selector("a.label[href^='blob:']", state="attached")
    yield "judged"
    _hand(desk, "Enter")
    _at(desk, "judge_over")
    _hand(desk, "Enter")
    _at(desk, "what")
    _hand(desk, "F3")
    _at(desk, "found_what")
    yield "found what"
    _hand(desk, "1")
    _at(desk, "found_scan")
    desk.keys("ZZ-NOT-KNOWN")
    page.wait_for_selector("a.label[href^='blob:']", state="attached")
    yield "found"


def _at(desk: Scanner, screen: str) -> None:
    desk.page.wait_for_selector(f"header.top[data-screen={screen}]")


def _hand(desk: Scanner, key: str) -> None:
    desk.quiet()
    desk.page.keyboard.press(key)
