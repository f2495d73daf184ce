"""A new build waits for a free handheld: with a wave open the old one goes on, then the new one takes over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.browser.handheld import Handheld
from tests.browser.walk import agree, begin
from tests.running import Server
from tests.tools.report import ROOT

pytestmark = pytest.mark.xdist_group("update")

KEPT = ("warehouse_app", "static", "templates", "labels", "pyproject.toml")
_TAKES = 60_000  # ms: it looks every ten seconds, and then a whole page starts anew
BUILD = "() => document.documentElement.dataset.build"
WAITS = "async () => Boolean((await navigator.serviceWorker.getRegistration('/pick/'))?.waiting)"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A checkout one word ahead."""
    folder = tmp_path / "newer"
    for name in KEPT:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        folder.mkdir(exist_ok=True)
        copy(source, folder / name)
    words = folder / "static/lang/en.json"
    words.write_text(words.read_text(encoding="utf-8").replace('"What next?"', '"What now?"'), encoding="utf-8")
    return folder


def test_a_new_build_takes_over_when_the_wave_is_walked_and_nothing_waits(
    handheld: Handheld, server: Server, newer: Path
) -> None:
    walk = begin(handheld, server)
    old = handheld.page.evaluate(BUILD)
    handheld.page.wait_for_function("() => navigator.serviceWorker.controller")
    server.kill()
    server.environ["PYTHONPATH"] = str(newer)
    server.start("--keep")
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    handheld.wait_until(WAITS)
    assert handheld.page.evaluate(BUILD) == old, "with a wave in hand the build stays"
    walk.pick(walk.sheet["lines"][0])
    assert handheld.page.evaluate(BUILD) == old
    for line in walk.sheet["lines"][1:]:
        walk.short(line)
    walk.finish()
    handheld.page.wait_for_function("old => document.documentElement.dataset.build !== old", arg=old, timeout=_TAKES)
    handheld.page.wait_for_selector("header.top[data-screen=home]")
    assert "What now?" in handheld.page.inner_text(".band")
    handheld.wait_until_uploaded()
    agree(server, walk)
