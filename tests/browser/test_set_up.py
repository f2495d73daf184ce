"""Trying a scanner on the page that gets a handheld ready, with real key events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Server
from warehouse_app.web.set_up import EAN, PLAIN

pytestmark = pytest.mark.xdist_group("set up")


@pytest.fixture
def page(browser: Browser, shop: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(f"{shop.base}/set-up")
    page.wait_for_selector("#heard[data-hears]")
    page.focus("#heard")
    yield page
    context.close()


def said(page: Page) -> str:
    page.wait_for_selector("[data-said] li")
    return page.inner_text("[data-said]")


def test_a_code_that_arrives_right_is_ticked_off_and_what_is_missing_is_told(page: Page) -> None:
    page.keyboard.type(f"]E0{EAN}")
    page.keyboard.press("Enter")
    assert "Read right." in said(page)
    assert "ends with a suffix" in said(page)
    assert page.locator("[data-code=ean] ~ figcaption [data-seen]").is_visible()
    assert not page.locator("[data-code=gs1] ~ figcaption [data-seen]").is_visible()


def test_another_keyboard_is_named_and_the_page_stays_where_it_is(page: Page) -> None:
    page.keyboard.insert_text(PLAIN.replace("-", "ß").replace("/", "-"))
    page.keyboard.press("Enter")
    assert "German keyboard" in said(page)
    assert page.url.endswith("/set-up")
