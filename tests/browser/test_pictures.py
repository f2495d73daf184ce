"""Pictures of the wave's goods are on the handheld: shown without the server, and drawn where one does not load."""

from __future__ import annotations

from tests.browser.handheld import Handheld
from tests.browser.walk import Walk, begin
from tests.running import Server

_LOADED = "() => document.querySelector('.pic img:not([hidden])')?.naturalWidth === 128"
_PLACES = "[...document.querySelectorAll('.main *')].filter((one) => !one.closest('.pic > *')).map((one) => \
    JSON.stringify(one.getBoundingClientRect()))"


def test_a_picture_is_shown_and_still_is_after_a_reload_without_the_server(handheld: Handheld, server: Server) -> None:
    walk, page = begin(handheld, server), handheld.page
    pictures = {goods["picture"] for goods in walk.sheet["products"].values()} - {None}
    assert pictures
    for address in pictures:
        handheld.wait_until_kept(address)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    server.kill()
    to_one_with_a_picture(walk)
    page.wait_for_function(_LOADED)
    page.reload()
    page.wait_for_function(_LOADED)


def test_where_one_does_not_load_it_is_drawn_and_nothing_moves(handheld: Handheld, server: Server) -> None:
    walk, page = begin(handheld, server), handheld.page
    to_one_with_a_picture(walk)
    page.wait_for_function(_LOADED)
    shown = page.evaluate(_PLACES)
    page.wait_for_function("() => navigator.serviceWorker.controller")
    handheld.wait_until_uploaded()
    page.route("**/p/*", lambda route: route.abort())
    page.evaluate("caches.delete('pictures')")
    server.kill()
    page.evaluate("Object.assign(document.querySelector('.pic img'), { hidden: true, src: '/p/none' })")
    page.wait_for_function("() => document.querySelector('.pic img').complete")
    assert page.locator(".pic svg").is_visible()
    assert page.locator(".pic img").is_hidden()
    assert page.evaluate(_PLACES) == shown


def to_one_with_a_picture(walk: Walk) -> None:
    """Picks until the goods asked for have one."""
    for line in walk.sheet["lines"]:
        walk.reach(line)
        if walk.sheet["products"][str(line["product"])]["picture"]:
            return
        walk.pick(line)
