"""What goes wrong on a floor: a device revoked, a session ended, a scanner gone mad, two tabs. No scan is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Request

from tests.browser import tour
from tests.browser.handheld import Handheld, Scanner
from tests.browser.walk import PICKER, Walk, agree, begin, enrol, rows
from tests.running import Server

pytestmark = pytest.mark.xdist_group("bad moments")


@pytest.fixture
def walk(handheld: Handheld, server: Server) -> Walk:
    """A wave in the hands of Ana, nothing picked yet."""
    return begin(handheld, server)


def test_a_revoked_handheld_keeps_its_scans_and_sends_them_once_it_is_enrolled_again(
    walk: Walk, handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    first, second = walk.sheet["lines"][:2]
    walk.pick(first)
    handheld.wait_until_uploaded()
    handheld.context.set_offline(True)
    walk.pick(second)
    tour.revoke(office("ada", "/devices"))
    handheld.context.set_offline(False)
    handheld.page.wait_for_selector("header.top[data-screen=stopped] .band.no")
    handheld.wait_until_waiting(1)
    assert handheld.page.inner_text(".hero .count") == "1"
    enrol(handheld, server)
    handheld.wait_until_uploaded()
    came = rows(server, "SELECT device, device_seq, line FROM event ORDER BY seq")
    assert came == [(1, 1, first["id"]), (2, 1, second["id"])]
    agree(server, walk)


def test_picking_goes_on_and_is_sent_after_the_session_ended(walk: Walk, handheld: Handheld, server: Server) -> None:
    first, second = walk.sheet["lines"][:2]
    walk.pick(first)
    handheld.context.clear_cookies()
    handheld.page.reload()
    handheld.page.get_by_text("Signed out. Sign in at the next stop.").wait_for()
    walk.pick(second)
    handheld.wait_until_uploaded()
    agree(server, walk)
    with handheld.page.expect_response("**/api/v1/session") as answered:  # until then a busy band hides the words
        handheld.keys(PICKER[0])
    assert answered.value.ok
    handheld.page.get_by_text("Signed out.").wait_for(state="detached")
    assert handheld.seen()[0] == "walk"


def test_what_no_label_holds_is_refused_and_changes_nothing(walk: Walk, handheld: Handheld, server: Server) -> None:
    walk.reach(walk.sheet["lines"][0])
    handheld.asks()
    for mad in ("9" * 10_000, "T-0001\u001b\u0000", "A\u001d4"):
        before = handheld.hushed()
        handheld.page.keyboard.insert_text(mad)
        handheld.page.keyboard.press("Enter")
        handheld.is_refused(before)
        handheld.hushed()
        _paste(handheld, mad)
        handheld.is_refused(before)
    walk.pick(walk.sheet["lines"][0])
    handheld.wait_until_uploaded()
    agree(server, walk)


def _paste(handheld: Handheld, text: str) -> None:
    handheld.context.grant_permissions(["clipboard-read", "clipboard-write"])
    handheld.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    handheld.page.keyboard.press("ControlOrMeta+V")


def test_the_enter_of_a_scan_never_presses_the_key_that_has_the_focus(walk: Walk, handheld: Handheld) -> None:
    line, focused = walk.sheet["lines"][0], "() => document.activeElement?.dataset.key ?? null"
    for code in (walk.place(line), walk.code(line)):
        while handheld.page.evaluate(focused) != "more":  # soon after a scan a Tab still belongs to it
            handheld.page.keyboard.press("Tab")
        handheld.scan(code)
        assert handheld.seen()[0] == "walk"


def test_figures_typed_fast_on_a_pad_are_figures_and_no_scan(handheld: Handheld, server: Server) -> None:
    enrol(handheld, server)
    handheld.knows_how_to_greet()
    handheld.scan(PICKER[0])
    handheld.keys(PICKER[1])
    handheld.start_shift()
    handheld.page.wait_for_selector("[data-key=get-work]")


def test_a_click_on_the_screen_s_scanner_is_a_scan_like_any_other(
    walk: Walk, handheld: Handheld, server: Server
) -> None:
    line = walk.sheet["lines"][0]
    handheld.page.click("[data-gun=tab]")
    for words in ("Right location", *["Right product"] * (line["demand_m"] // 1000), "Right tote"):
        before = handheld.seen()
        handheld.page.locator(".shot", has_text=words).first.click()
        handheld.changed_since(before)
    walk.picked_m[line["id"]] += line["demand_m"]
    handheld.wait_until_uploaded()
    agree(server, walk)


def test_two_tabs_send_each_scan_once(walk: Walk, handheld: Handheld, server: Server) -> None:
    other = Scanner(handheld.context.new_page())
    other.arrive(server.base)
    sent: Counter[str] = Counter()
    handheld.context.on("request", lambda request: sent.update(_ids(request)))
    handheld.page.bring_to_front()
    handheld.context.set_offline(True)
    for line in walk.sheet["lines"][:3]:
        walk.pick(line)
    handheld.wait_until_waiting(3)
    sent.clear()
    handheld.context.set_offline(False)
    handheld.wait_until_uploaded()
    agree(server, walk)
    assert sorted(sent.values()) == [1, 1, 1]


def test_a_tab_hears_that_another_one_has_sent_what_waited(walk: Walk, handheld: Handheld, server: Server) -> None:
    handheld.page.route("**/api/v1/events", lambda route: route.abort())
    walk.pick(walk.sheet["lines"][0])
    handheld.wait_until_waiting(1)
    other = Scanner(handheld.context.new_page())
    other.arrive(server.base)
    handheld.wait_until_uploaded()
    agree(server, walk)


def _ids(request: Request) -> list[str]:
    if not request.url.endswith("/api/v1/events"):
        return []
    return [event["id"] for event in json.loads(request.post_data or "")["events"]]


def test_plain_http_from_elsewhere_says_that_a_reload_needs_the_network(
    playwright: Playwright, chromium: str, server: Server, tmp_path: Path
) -> None:
    base = f"http://floor.test:{server.port}"
    handheld = Handheld(playwright, chromium, tmp_path / "p", base, "--host-resolver-rules=MAP floor.test 127.0.0.1")
    try:
        enrol(handheld.open(), server)
        handheld.sign_in(*PICKER)
        assert "Do not reload" in handheld.page.inner_text(".main [role=alert]")
        walk = Walk(handheld, handheld.get_work())
        mark = handheld.page.locator(".bar [data-notice=no_secure]")
        assert mark.get_attribute("aria-label") == "Do not reload without a network"
        walk.pick(walk.sheet["lines"][0])
        handheld.press("F2")
        handheld.press(handheld.number_of("queue"))
        assert "plain http" in handheld.page.inner_text(".main [role=alert]")
        handheld.press("Escape")
        handheld.wait_until_uploaded()
        agree(server, walk)
    finally:
        handheld.kill()
