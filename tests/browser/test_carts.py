"""Carts with real key events: a tote is full, a handheld falls silent, and its picker goes on with another one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.handheld import Handheld
from tests.browser.walk import PICKER, begin, enrol, rows
from tests.running import Server

pytestmark = pytest.mark.xdist_group("carts")


def test_a_full_tote_gets_another_and_the_walk_is_taken_over_on_a_second_handheld(
    handheld: Handheld, server: Server, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    walk = begin(handheld, server)
    line = walk.sheet["lines"][0]
    new = walk.sheet["free"][0][0]
    walk.count(line)
    handheld.scan("O-BTN.TOTE-FULL")
    assert handheld.seen()[1] == "new_tote"
    handheld.scan(new)
    walk.put(line | {"tote": new})
    handheld.wait_until_uploaded()
    stands = rows(server, "SELECT t.code FROM tote_use u JOIN tote t ON t.id = u.tote WHERE u.slot = ?", line["slot"])
    assert {code for (code,) in stands} >= {line["tote"], new}
    assert rows(server, "SELECT DISTINCT tote FROM pick WHERE line = ?", line["id"]) == [(new,)]
    handheld.context.set_offline(True)

    second = Handheld(playwright, chromium, tmp_path / "second", server.base).open()
    try:
        goes_on(second, server, walk.sheet, new)
    finally:
        second.kill()
    assert rows(server, "SELECT epoch, check_epoch FROM wave WHERE id = ?", walk.sheet["wave"]) == [(2, 2)]
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]


def goes_on(second: Handheld, server: Server, sheet: dict[str, object], new: str) -> None:
    """Takes the wave over, looks into every tote, and stands where the walk goes on."""
    enrol(second, server)
    second.sign_in(*PICKER)
    second.page.wait_for_selector("[data-key=take-over]")
    second.quiet()
    second.page.keyboard.press("Enter")
    second.page.wait_for_selector("header.top[data-screen=check]")
    seen = set()
    while second.seen()[1] == "check":
        code = second.seen()[4]
        seen.add(code)
        second.scan(code)
    assert new in seen
    assert second.seen()[1] == "location"
    second.wait_until_uploaded()
