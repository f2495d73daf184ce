"""Somebody new, the practice wave and its printed cards."""

from __future__ import annotations

from collections.abc import Iterator

from tests.browser.handheld import Scanner
from tests.browser.walk import PICKER, enrol
from tests.running import Server


def arrives(handheld: Scanner, server: Server) -> None:
    """At the home screen, with nothing in hand."""
    enrol(handheld, server)
    handheld.sign_in(*PICKER)
    handheld.page.wait_for_selector("[data-key=get-work]")


def opens(handheld: Scanner) -> None:
    """By its key."""
    handheld.page.keyboard.press("F4")
    handheld.page.wait_for_selector("header.top[data-practice][data-screen=walk]")


def first_half(handheld: Scanner) -> None:
    """Three lines, with goods that are wrong on purpose, a scan taken back and a count that is typed."""
    for text in ("TRY-01-1", "TRY-G1", "TRY-T1", "TRY-01-2"):
        handheld.scan(text)
    tries(handheld, "wrong")
    handheld.refused("TRY-G6")
    handheld.scan("TRY-G2")
    tries(handheld, "undo")
    handheld.press("Backspace")
    for text in ("TRY-G2", "TRY-G2", "TRY-T2", "TRY-G3"):
        handheld.scan(text)
    tries(handheld, "count")
    handheld.press("F3")
    handheld.press("6")
    handheld.press("Enter")
    handheld.scan("TRY-T1")


def second_half(handheld: Scanner) -> None:
    """A line left for later, one that is short, and the two that are left; to the result."""
    tries(handheld, "skip")
    handheld.press("F4")
    tries(handheld, "short")
    handheld.press("F1")
    handheld.scan("RC-EMPTY")
    for text in ("TRY-02-2", "TRY-G1", "TRY-G1", "TRY-T3", "TRY-02-1", "TRY-G4", "TRY-T3"):
        handheld.scan(text)
    result(handheld)


def result(handheld: Scanner) -> None:
    """From the last line to how it went."""
    handheld.page.wait_for_selector("header.top[data-screen=finish]")
    handheld.press("Enter")
    handheld.page.wait_for_selector("header.top[data-screen=result]")


def tour(handheld: Scanner) -> Iterator[str]:
    """Its screens, the name of each when it is there; back at home at the end."""
    opens(handheld)
    yield "practice-place"
    first_half(handheld)
    yield "practice-skip"
    handheld.press("F2")
    yield "practice-more"
    handheld.press("Escape")
    second_half(handheld)
    yield "practice-passed"
    handheld.press("F3")
    for _ in range(6):
        handheld.scan("RC-EMPTY")
    result(handheld)
    yield "practice-not-yet"
    handheld.press("Enter")


def tries(handheld: Scanner, what: str) -> None:
    """Waits until the coach asks for it."""
    handheld.page.wait_for_selector(f"[data-coach={what}]")
