"""A thousand codes back to back by trusted keys: each arrives whole, once, in order, and no Enter presses a button."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.running import Server

CODES = 1000
_LEARNS = 3  # so many codes whole: then the page waits patiently between the keys of a busy machine
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./]"
# The app's own wedge on a page of nothing but its field and a button that has the focus whenever it can get it.
_PAGE = """async (build) => {
  const { listen } = await import(`/s/${build}/js/scan/wedge.js`);
  document.body.innerHTML = '<input><button>no</button>';
  window.codes = [];
  window.pressed = 0;
  document.querySelector('button').addEventListener('click', () => { window.pressed += 1; });
  const onScan = (code) => window.codes.push(code);
  listen({ input: document.querySelector('input'), onScan, takesKeys: () => false });
}"""

pytestmark = pytest.mark.xdist_group("wedge")


@pytest.fixture
def page(browser: Browser, shop: Server) -> Iterator[Page]:
    """A page with the wedge."""
    context = browser.new_context(service_workers="block")
    opened = context.new_page()
    opened.goto(f"{shop.base}/pick/")
    build = opened.evaluate("document.documentElement.dataset.build")
    opened.goto(f"{shop.base}/livez")
    opened.evaluate(_PAGE, build)
    yield opened
    context.close()


@pytest.mark.parametrize("suffix", ["Enter", "Tab"])
def test_a_thousand_codes_back_to_back_arrive_whole_and_in_order(page: Page, suffix: str) -> None:
    chance = random.Random(suffix)
    sent = ["".join(chance.choices(_SIGNS, k=chance.randint(3, 20))) for _ in range(CODES // 2)]
    keyboard = page.context.new_cdp_session(page)
    for code in sent:
        dice = 1.0 if code in sent[:_LEARNS] else chance.random()
        if dice < 0.1:  # a keyboard takes the focus back from a button; an input method has none to write into
            page.evaluate("document.querySelector('button').focus()")
        if dice < 0.3:
            _type(keyboard, code)
        else:
            keyboard.send("Input.insertText", {"text": code})
        _press(keyboard, suffix)
    page.wait_for_function("count => window.codes.length >= count", arg=len(sent))
    assert page.evaluate("window.codes") == sent
    assert page.evaluate("window.pressed") == 0


def test_an_input_method_that_composes_a_code_delivers_it_once(page: Page) -> None:
    keyboard = page.context.new_cdp_session(page)
    sent = [f"40063813{number:04d}" for number in range(20)]
    for number, code in enumerate(sent):
        for end in range(4, len(code) + 1, 4) if number >= _LEARNS else ():
            part = {"text": code[:end], "selectionStart": end, "selectionEnd": end}
            keyboard.send("Input.imeSetComposition", part)
        keyboard.send("Input.insertText", {"text": code})
        _press(keyboard, "Enter")
    page.wait_for_function("count => window.codes.length >= count", arg=len(sent))
    assert page.evaluate("window.codes") == sent


def test_a_key_that_repeats_because_the_page_was_slow_is_part_of_no_other_code(page: Page) -> None:
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.insertText", {"text": "4006381333931"})
    for _ in range(5):
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": "Enter", "code": "Enter", "autoRepeat": True,
                                                 "text": "\r", "windowsVirtualKeyCode": 13})  # fmt: skip
    keyboard.send("Input.insertText", {"text": "T-0007"})
    _press(keyboard, "Enter")
    page.wait_for_function("window.codes.length >= 2")
    assert page.evaluate("window.codes") == ["4006381333931", "T-0007"]
    assert page.evaluate("window.pressed") == 0


def _type(keyboard: CDPSession, code: str) -> None:
    for sign in code:
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyDown", "key": sign, "text": sign})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": sign})


def _press(keyboard: CDPSession, key: str) -> None:
    key_code = {"Enter": 13, "Tab": 9}[key]
    down = {"type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": key_code}
    keyboard.send("Input.dispatchKeyEvent", down | ({"text": "\r"} if key == "Enter" else {}))
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "code": key})
