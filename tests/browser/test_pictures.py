"""Pictures of the wave's goods are on the handheld: shown without the server, and drawn where one does not load."""

from __future__ import annotations

from tests.browser.handheld import Handheld
from tests.browser.walk import begin
from tests.running import Server

_KEPT = "async () => (await (await caches.open('pictures')).keys()).map(({ url }) => new URL(url).pathname)"
_LOADED = (
    "() => { const shown = document.querySelector('.pic img'); return shown?.complete && shown.naturalWidth > 0; }"
)


def test_a_picture_is_shown_and_still_is_after_a_reload_without_the_server(handheld: Handheld, server: Server) -> None:
    walk, page = begin(handheld, server), handheld.page
    pictures = {key: goods["picture"] for key, goods in walk.sheet["products"].items()}
    wanted = {address for address in pictures.values() if address}
    assert wanted
    page.wait_for_function(f"async (n) => (await ({_KEPT})()).length === n", arg=len(wanted))
    page.wait_for_function("() => navigator.serviceWorker.controller")
    server.kill()
    for line in walk.sheet["lines"]:
        walk.reach(line)
        if pictures[str(line["product"])]:
            break
        walk.pick(line)
    page.wait_for_function(_LOADED)
    page.reload()
    page.wait_for_selector("header.top[data-screen=walk]")
    page.wait_for_function(_LOADED)
    page.evaluate("caches.delete('pictures')")
    page.evaluate("document.querySelector('.pic img').src = '/p/none'")
    page.wait_for_function("() => document.querySelector('.pic img').hidden")
    assert page.locator(".pic svg").first.is_visible()
