"""The supervisor gives a wave to a picker with the keyboard alone; the picker scans its number and has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.handheld import Handheld
from tests.browser.supervisor import releases_to
from tests.browser.walk import PICKER, enrol, rows
from tests.running import Server

_WAVES = "document.querySelector('[data-section=untaken] ul').innerText.replaceAll('\u2060', '')"
_DONE = "document.querySelector('[data-section=acts]').innerText"
_CHOSEN = """() => [...document.querySelectorAll('.truck select')].filter((one) => one.value)
  .map((one) => one.selectedOptions[0].text)"""

pytestmark = pytest.mark.xdist_group("release")


def test_a_wave_is_given_by_keyboard_and_taken_by_a_scan(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    before = {number for (number,) in rows(server, "SELECT number FROM wave")}
    desk = office("sam", "/release")
    releases_to(desk, "Ana")
    (number,) = {number for (number,) in rows(server, "SELECT number FROM wave")} - before
    assert f"released {number} to Ana" in desk.inner_text(".done")
    enrol(handheld, server)
    handheld.sign_in(*PICKER)
    handheld.page.wait_for_selector("[data-key=get-work]")
    assert number in handheld.page.inner_text(".opts li:first-child")
    handheld.keys("W-9999")
    handheld.page.wait_for_selector(".band.no")
    assert "W-9999 is not known here." in handheld.page.inner_text(".band").replace("\u2060", "")
    handheld.scan(number)
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    held = rows(server, "SELECT wave.state, person.name FROM wave JOIN person ON person.id = wave.person")
    assert held == [("claimed", "Ana")]
    desk.wait_for_function(
        "number => !document.querySelector('[data-section=untaken]').innerText.includes(number)", arg=number
    )


def test_a_choice_not_sent_yet_outlives_what_happens_elsewhere(
    server: Server, office: Callable[[str, str], Page]
) -> None:
    here, there = office("sam", "/release"), office("sam", "/release")
    here.wait_for_selector(".truck .cart svg", state="attached")  # planned: before, other carts stand there
    here.select_option(".truck li select:visible >> nth=3", label="Cy")
    here.locator("[id^=look-] summary").first.click()
    left_out = here.locator("[id^=look-] [name=keep]").first
    left_out.uncheck()
    here.fill("#hold-order", "S0")
    there.click("[data-section=untaken] summary >> nth=0")
    there.select_option("[data-section=untaken] select >> nth=0", label="Dora")
    there.click("[data-section=untaken] details[open] button >> nth=0")
    there.wait_for_selector(".done")
    here.wait_for_function(f"() => {_DONE}.includes('gave W-0001 to Dora')")
    assert here.input_value("#hold-order") == "S0"
    assert here.evaluate(_CHOSEN) == ["Cy"]
    assert left_out.is_visible()
    assert not left_out.is_checked()
