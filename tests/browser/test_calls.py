"""A supervisor's handheld is called to a case nobody has answered: heard, shown above the page, gone when seen."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from axe_playwright_python.sync_playwright import Axe

from tests.browser.handheld import Handheld
from tests.browser.test_accessible import COLOURS, OPTIONS
from tests.browser.walk import STORES, begin
from tests.running import Server


def test_a_case_that_climbed_stands_above_the_walk_until_it_is_seen(handheld: Handheld, server: Server) -> None:
    walk, page = begin(handheld, server), handheld.page
    walk.short(walk.sheet["lines"][0])
    handheld.wait_until_uploaded()
    assert page.query_selector(".call") is None, "a picker is not called"
    with closing(sqlite3.connect(server.folder / STORES[server.command] / "floor.sqlite3")) as store, store:
        store.execute("INSERT INTO person_role SELECT id, 'supervisor' FROM person WHERE name = 'Ana'")
        store.execute("UPDATE \"case\" SET rings = 1, rung = 1 WHERE type = 'FUL-SHORT'")
    before = handheld.seen()
    page.reload()
    page.wait_for_selector(".call button.strong")
    assert "Nobody has answered yet" in page.inner_text(".call")
    for scheme, options in (("light", OPTIONS), ("dark", COLOURS)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert Axe().run(page, options=options).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("F8")
    page.wait_for_selector(".call", state="detached")
    assert handheld.seen()[:4] == before[:4], "the walk is where it was"
