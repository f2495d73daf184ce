"""The form that mends an exception in Odoo, and what it says of a field that cannot be like that."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.running import Server


def mend(page: Page, server: Server) -> None:
    """The exception of the order that was held for its address, which is the newest."""
    newest = max(
        row["id"] for row in page.evaluate("fetch('/api/v1/alerts').then((answer) => answer.json())")["alerts"]
    )
    page.goto(f"{server.base}/cases/{newest}")
    page.wait_for_selector("#mend-street")


def no_country(page: Page) -> None:
    page.fill("#mend-country", "1")
    page.press("#mend-country", "Enter")
    page.wait_for_selector(".say")
