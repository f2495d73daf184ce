"""What the browser tests share: a demo a file, handhelds and office screens in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.handheld import PATIENCE, Handheld
from tests.running import Server

DESK = {"width": 1280, "height": 800}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A demo of this test's own."""
    with Server(tmp_path / "shop") as running:
        yield running


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A demo for all tests of a file."""
    with Server(tmp_path_factory.mktemp("shop")) as running:
        yield running


@pytest.fixture
def handheld(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Handheld]:
    """A handheld that nobody has enrolled yet, open on its first screen."""
    opened = Handheld(playwright, chromium, tmp_path / "profile", server.base).open()
    yield opened
    opened.kill()


@pytest.fixture
def office(browser: Browser, server: Server) -> Iterator[Callable[[str, str], Page]]:
    """`office("sam", "/board")`: somebody's screen, signed in."""
    contexts = []

    def sign_in(login: str, path: str) -> Page:
        context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        enter(page, server.base, login, path)
        return page

    yield sign_in
    for context in contexts:
        context.close()


def enter(page: Page, base: str, login: str, path: str) -> None:
    """Signs in with a login of the demo and goes to a page."""
    page.goto(f"{base}/sign-in?next={path}")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", f"{login}-demo")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: url == f"{base}{path}")  # the address of the form ends with the path, too
