import os
from collections import defaultdict
from pathlib import Path

import pytest

from tests.browser.conftest import DESK
from tests.browser.test_accessible import FINGER, look, screen
from tests.browser.tour import _no_such_aisle, enter
from tests.running import Server


@pytest.mark.parametrize("lang", os.environ.get("G2_LANGS", "en,de").split(","))
def test_it(browser, tmp_path, lang):
    found = defaultdict(list)
    with Server(tmp_path / "s") as shop, screen(browser, lang, DESK) as page:
        enter(page, shop.base, "sam", "/release")
        shots = Path("/tmp/g2/shots")
        shots.mkdir(exist_ok=True)
        for path in os.environ["G2_PATHS"].split(","):
            page.goto(shop.base + path)
            page.wait_for_load_state()
            if "release" in path:
                page.wait_for_timeout(3000)
                page.reload()
            for d in page.locator("main details").all():
                d.evaluate("n => n.open = true")
            page.screenshot(path=shots / f"{lang}{path.replace('/', '_')}.png", full_page=True)
            page.set_viewport_size({"width": 360, "height": 640})
            page.screenshot(path=shots / f"{lang}{path.replace('/', '_')}_small.png", full_page=True)
            page.set_viewport_size(DESK)
            look(page, path, DESK, FINGER, found)
            if path == "/layout":
                _no_such_aisle(page)
                look(page, "refused", DESK, FINGER, found)
    bad = {k: v for k, v in found.items() if k in ("axe", "raw", "small", "wide", "cut") and v}
    assert not bad, bad
