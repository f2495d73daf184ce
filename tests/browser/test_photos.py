"""A photo of damaged goods: asked for, taken without a network, kept through a kill, and sent behind its fact."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.handheld import Handheld
from tests.browser.walk import agree, begin, rows
from tests.photos import ROTATED, SECRET, photo, size_of
from tests.running import Server

pytestmark = pytest.mark.xdist_group("photos")
_KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('floor-photos');
  asked.onsuccess = () => {
    const count = asked.result.transaction('photos').objectStore('photos').count();
    count.onsuccess = () => { asked.result.close(); done(count.result); };
  };
})"""


def test_a_photo_taken_offline_outlives_a_kill_and_comes_once_behind_its_fact_small_and_upright(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page], tmp_path: Path
) -> None:
    taken = tmp_path / "camera.jpg"
    taken.write_bytes(photo(side=2400, turned=ROTATED))
    assert SECRET in taken.read_bytes()
    walk = begin(handheld, server)
    handheld.wait_until_kept("js/evidence/screen.js")
    handheld.wait_until_kept("js/evidence/shrink.js")
    handheld.context.set_offline(True)
    first = walk.sheet["lines"][0]
    walk.reach(first)
    handheld.scan("RC-DAMAGED")
    handheld.press("1")
    with handheld.page.expect_file_chooser() as chooser:  # listened for long before it is asked for
        handheld.press("Enter")
        handheld.page.wait_for_selector("header.top[data-screen=photo]")
        handheld.page.click("[data-key=photo]")
    walk.missing_m[first["id"]] += first["demand_m"]
    chooser.value.set_files(taken)
    handheld.page.wait_for_selector("header.top:not([data-screen=photo])")
    handheld.kill()
    handheld.open()
    handheld.wait_until_uploaded()
    handheld.wait_until(f"async () => await ({_KEPT})() === 0")
    agree(server, walk)
    ((mime, size, body, case),) = rows(server, 'SELECT mime, size, body, "case" FROM evidence')
    width, height = size_of(body)
    assert (mime, size <= 300_000, height / width) == ("image/jpeg", True, 2)
    with Image.open(BytesIO(body)) as kept:
        assert not kept.getexif()
    assert SECRET not in body
    page = office("sam", f"/cases/{case}")
    shown = page.locator(".photo img")
    assert shown.count() == 1
    shown.click()
    page.wait_for_function("tall => document.querySelector('.photo[open] img').naturalHeight === tall", arg=height)


def test_the_office_adds_a_photo_that_its_browser_makes_small(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page], tmp_path: Path
) -> None:
    walk = begin(handheld, server)
    walk.short(walk.sheet["lines"][0])
    handheld.wait_until_uploaded()
    ((case,),) = rows(server, 'SELECT id FROM "case"')
    page = office("sam", f"/cases/{case}")
    large, none = tmp_path / "large.png", tmp_path / "page.jpg"
    large.write_bytes(photo("PNG", side=2400))
    none.write_text("<script>document.title = 'no'</script>")
    page.set_input_files("#photo", none)
    page.click("[data-photo] button")
    page.get_by_text("no picture that can be read").wait_for()
    page.set_input_files("#photo", large)
    page.click("[data-photo] button")
    page.locator(".photo img").wait_for()
    ((size, body),) = rows(server, "SELECT size, body FROM evidence")
    assert (size <= 300_000, size_of(body)[0] / size_of(body)[1]) == (True, 2)
    assert SECRET not in body
