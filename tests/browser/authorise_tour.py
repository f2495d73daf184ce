"""Letting goods come back in the office, filled: what was found, what a rule refuses, and a return that was made."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.running import Server


def found(page: Page, server: Server) -> None:
    """The order that left forty days ago, with its lines."""
    _, codes = server.get("/demo/codes")
    page.goto(f"{server.base}/returns/new")
    page.fill("#code", codes["shipped"][-1]["text"])
    page.press("#code", "Enter")
    page.wait_for_selector(".wishes")


def refused(page: Page) -> None:
    """The rules refuse it, and somebody opens what may be done all the same."""
    page.fill(".wishes input >> nth=0", "1")
    page.select_option(".wishes select >> nth=0", "CR-LIKE")
    page.click("button[value=look]")
    page.wait_for_selector(".answer.refused")
    page.click(".answer summary")


def made(page: Page) -> None:
    """Against the rule, with a reason."""
    page.select_option("#against", "OR-GOODWILL")
    page.click(".answer details button")
    page.wait_for_selector(".say.plain")


def photos(page: Page) -> None:
    """What the customer sent goes with the return that was just made."""
    page.locator('a[href$="/photos"]').click()
    page.wait_for_selector("form[data-photo]")
