"""The practice wave by trusted key events: a walk of a shift in six lines, and nothing of it leaves the handheld."""

from __future__ import annotations

import re
import time

from tests.browser.handheld import PATIENCE, Handheld
from tests.browser.practice import arrives, first_half, opens, second_half
from tests.browser.walk import Walk, agree, rows
from tests.running import Server

TABLES = ("event", "outbox", "case", "pick", "short", "counter")


def held(server: Server) -> dict[str, int]:
    """How much the server holds of what walks make."""
    return {table: rows(server, f'SELECT COUNT(*) FROM "{table}"')[0][0] for table in TABLES}


def passed(server: Server) -> list[str]:
    return [name for (name,) in rows(server, "SELECT name FROM person WHERE practised_at IS NOT NULL")]


def test_a_practice_walk_teaches_goes_on_after_a_crash_and_without_a_network_and_leaves_no_trace(
    handheld: Handheld, server: Server
) -> None:
    arrives(handheld, server)
    handheld.wait_until_kept("/practice/en.json")
    handheld.wait_until_kept("/js/practice/part.js")
    before = held(server)
    sent: list[str] = []
    handheld.page.on("request", lambda asked: sent.append(f"{asked.method} {asked.url}"))
    handheld.page.context.set_offline(True)
    handheld.page.wait_for_selector(".dot.off")
    opens(handheld)
    first_half(handheld)
    stood = handheld.seen()
    handheld.page.context.set_offline(False)
    handheld.kill()
    handheld.open()
    handheld.page.on("request", lambda asked: sent.append(f"{asked.method} {asked.url}"))
    handheld.is_at(stood)
    second_half(handheld)
    assert "6/6" in handheld.page.inner_text("main")
    assert handheld.page.locator(".band.ok").count() == 1
    handheld.wait_until_uploaded()
    handheld.press("Enter")
    handheld.page.wait_for_selector("[data-key=get-work]")
    until = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < until and not passed(server):
        handheld.page.wait_for_timeout(100)
    assert held(server) == before
    assert {one for one in sent if re.search("(POST|PUT|DELETE) .*/api/|/waves/", one)} == {
        f"POST {server.base}/api/v1/practice"
    }
    assert passed(server) == ["Ana"]


def test_scans_of_a_real_walk_that_still_wait_go_out_and_count_while_somebody_practises(
    handheld: Handheld, server: Server
) -> None:
    arrives(handheld, server)
    walk = Walk(handheld, handheld.get_work())
    handheld.wait_until_kept("/practice/en.json")
    handheld.keys("OBTPRAC")
    handheld.page.wait_for_selector(".band.warn")
    assert handheld.page.locator("[data-practice]").count() == 0, "a person with a wave in hand is not offered practice"
    handheld.page.context.set_offline(True)
    handheld.page.wait_for_selector(".dot.off")
    walk.pick(walk.sheet["lines"][0])
    for line in walk.sheet["lines"][1:]:
        walk.short(line)
    handheld.page.wait_for_selector("header.top[data-screen=finish]")
    handheld.quiet()
    handheld.page.keyboard.press("Enter")
    handheld.page.wait_for_selector("header.top[data-screen=home]")
    waits = len(walk.sheet["lines"]) + 1  # "walked" is one too
    handheld.wait_until_waiting(waits)
    opens(handheld)
    first_half(handheld)
    handheld.wait_until_waiting(waits)
    handheld.page.context.set_offline(False)
    handheld.wait_until_uploaded()
    assert handheld.page.locator("[data-practice]").count() == 1
    agree(server, walk)
    assert rows(server, "SELECT COUNT(*) FROM event WHERE wave < 0 OR line < 0 OR wave IS NULL") == [(0,)]


def test_a_card_of_a_walk_scanned_at_home_asks_for_a_wave(handheld: Handheld, server: Server) -> None:
    arrives(handheld, server)
    handheld.keys("O-BTN.SKIP")
    handheld.page.wait_for_selector("text=Take a wave first")
    handheld.keys("O-BTN.PRACTICE")
    handheld.page.wait_for_selector("header.top[data-practice]")
    handheld.press("F2")
    handheld.press("1")
    handheld.page.wait_for_selector("[data-key=practice]")
