"""Sam's desk by keyboard alone: waves released, exceptions answered; and the answer as the handheld has it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.handheld import Scanner


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs")


def releases_to(desk: Page, name: str) -> None:
    """The first wave of the first truck, to this picker; to all where the name is empty."""
    tab_to(desk, ".truck li select")
    desk.keyboard.type(name)
    desk.keyboard.press("Tab")
    with desk.expect_navigation():  # what is done may stand there already, of the wave before
        desk.keyboard.press("Enter")
    desk.wait_for_selector(f".done:has-text('{name or 'released'}')")


def seen_on(board: Page) -> None:
    """By itself, without a key pressed there."""
    board.wait_for_selector(".alert")


def answers(board: Page, answer: str) -> None:
    """The first exception, by the key that stands on this answer."""
    board.keyboard.press("ArrowDown")
    key = board.get_attribute(f".alert form:has(input[value={answer}]) [data-press]", "data-press")
    assert key
    board.keyboard.press(key)
    board.wait_for_selector("[data-decided]")


def heard(handheld: Scanner, words: str) -> None:
    handheld.page.wait_for_selector("header.top[data-screen=decided]")
    assert words in handheld.page.inner_text(".decision")
