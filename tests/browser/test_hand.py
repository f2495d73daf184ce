"""What a hand needs: the key under its thumb, how fast the device answers, the camera where a scanner reads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.handheld import Handheld
from tests.browser.walk import agree, begin
from tests.running import Server

pytestmark = pytest.mark.xdist_group("hand")

# Chromium reads no barcodes on Linux: this one sees what `window.inPicture` says.
EYE = """window.BarcodeDetector = class {
  async detect() { return window.inPicture ? [{ rawValue: window.inPicture }] : []; }
};"""
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
LEFT_ENDS = """() => Object.fromEntries(
  [...document.querySelectorAll('.keys .key')].map((key) => [key.dataset.key, key.getBoundingClientRect().left]))"""
REFUSE = """() => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
}"""


@pytest.fixture
def handheld(playwright: Playwright, chromium: str, server: Server, tmp_path: Path) -> Iterator[Handheld]:
    """A handheld with a camera."""
    opened = Handheld(playwright, chromium, tmp_path / "profile", server.base, *CAMERA).open()
    opened.context.add_init_script(EYE)
    opened.page.reload()
    opened.page.wait_for_selector("header.top[data-screen=enrol]")
    yield opened
    opened.kill()


def press_in_more(handheld: Handheld, *names: str) -> None:
    """F2, then each entry by its number."""
    handheld.press("F2")
    for name in names:
        handheld.press(handheld.number_of(name))


def test_the_camera_reads_a_code_like_the_scanner_and_its_picture_goes(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    line = walk.sheet["lines"][0]
    press_in_more(handheld, "camera")
    handheld.page.wait_for_function("() => document.querySelector('video.camera')?.videoWidth > 0")
    handheld.page.evaluate("code => { window.inPicture = code; }", walk.sheet["stops"][line["stop"]]["code"])
    handheld.page.wait_for_selector("header.top[data-screen=walk][data-ask=product] .band.ok")
    assert handheld.page.locator("video").count() == 0
    handheld.page.evaluate("() => { window.inPicture = ''; }")
    walk.pick(line)
    handheld.wait_until_uploaded()
    agree(server, walk)


def test_a_camera_that_may_not_be_used_says_so_and_the_walk_stays(handheld: Handheld, server: Server) -> None:
    begin(handheld, server)
    refuse = (
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    handheld.page.evaluate(refuse)
    press_in_more(handheld, "camera")
    handheld.page.wait_for_selector("header.top[data-screen=walk] .band.warn")
    assert "No picture" in handheld.page.inner_text(".band")


def test_a_part_that_came_behind_the_first_load_opens_without_a_network(handheld: Handheld, server: Server) -> None:
    begin(handheld, server)
    handheld.wait_until_kept("/scan/camera.js")
    server.kill()
    press_in_more(handheld, "camera")
    handheld.page.wait_for_function("() => document.querySelector('video.camera')?.videoWidth > 0")


def test_the_strong_key_lies_at_the_thumb_of_either_hand_and_stays_there(handheld: Handheld, server: Server) -> None:
    begin(handheld, server)
    right = handheld.page.evaluate(LEFT_ENDS)
    press_in_more(handheld, "device")
    handheld.page.keyboard.press(handheld.number_of("hand"))
    handheld.page.wait_for_selector("[data-hand=left]")
    handheld.page.keyboard.press("Escape")
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    left = handheld.page.evaluate(LEFT_ENDS)
    assert right["short"] < right["more"]
    assert left["more"] < left["short"]
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    assert handheld.page.evaluate(LEFT_ENDS) == left


def test_the_handheld_says_how_fast_it_answers(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    for _ in range(6):
        handheld.refused("ZZ-NOT-KNOWN")
    handheld.page.wait_for_selector(".bar .pace")
    press_in_more(handheld, "queue")  # from here on nothing is answered, so nothing is measured
    shown = handheld.page.inner_text(".bar .pace")
    assert shown.endswith(" ms")
    assert shown in handheld.page.inner_text("main")
    assert walk.sheet["lines"]
