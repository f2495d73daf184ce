"""A short is told, seen on the board, answered by keyboard, heard on the handheld, and the picker goes on."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.handheld import Handheld
from tests.browser.supervisor import heard, seen_on
from tests.browser.walk import Walk, begin, rows
from tests.running import Server

_UNSEEN = (
    "SELECT code FROM location WHERE code > ? AND id NOT IN (SELECT location FROM stop WHERE wave = ?) ORDER BY code"
)


def test_goods_found_elsewhere_are_fetched_on_the_same_walk(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    board = office("sam", "/board")
    walk = begin(handheld, server)
    first, second, *others = walk.sheet["lines"]
    place = rows(server, _UNSEEN, walk.place(second), walk.sheet["wave"])[0][0]
    walk.short(first)
    seen_on(board)
    before = handheld.seen()
    sends_to(board, place)
    heard(handheld, f"Found in {place}: go there")
    handheld.press("Enter")
    handheld.is_at(before[1:4], 1)  # back to the same place in the walk
    walk.pick(second)
    finish(handheld, walk, others, place, first["demand_m"] // 1000)
    assert rows(server, 'SELECT status, why FROM "case"') == [("resolved", "found")]
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]
    assert rows(server, "SELECT state FROM wave WHERE id = ?", walk.sheet["wave"]) == [("walked",)]
    board.wait_for_selector(".calm")


def finish(handheld: Handheld, walk: Walk, others: list[dict[str, object]], place: str, pieces: int) -> None:
    """The rest of the walk as the screen asks for it, the new stop wherever it comes."""
    by_place = {(walk.place(line), line["tote"]): line for line in others}
    left, fetched = dict(by_place), False
    while handheld.seen()[1] != "finish":
        _, ask, _, at, tote, *_ = handheld.seen()
        if at == place and not fetched:
            fetch(handheld, walk, place, pieces)
            fetched = True
            continue
        assert ask in ("location", "product"), handheld.seen()
        walk.pick(left.pop((at, tote)))
    assert fetched
    walk.finish()


def fetch(handheld: Handheld, walk: Walk, place: str, pieces: int) -> None:
    first = walk.sheet["lines"][0]
    handheld.scan(place)
    for _ in range(pieces):
        handheld.scan(walk.code(first))
    handheld.scan(first["tote"])


def test_the_answer_comes_when_the_network_is_back_and_the_walk_goes_on_where_it_was(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    board = office("sam", "/board")
    walk = begin(handheld, server)
    first, second = walk.sheet["lines"][:2]
    walk.short(first)
    seen_on(board)
    handheld.context.set_offline(True)
    board.keyboard.press("ArrowDown")
    board.keyboard.press("1")
    board.wait_for_selector("[data-decided]")
    walk.reach(second)
    handheld.scan(walk.code(second))
    before = handheld.seen()
    handheld.context.set_offline(False)
    handheld.page.wait_for_selector(".dot:not(.off)")
    assert handheld.seen()[:4] == before[:4], "nothing is shown while a count is in the hand"
    for _ in range(second["demand_m"] // 1000 - 1):
        handheld.scan(walk.code(second))
    handheld.scan(second["tote"])
    handheld.page.wait_for_selector("header.top[data-screen=decided]")
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=decided]")
    handheld.press("Enter")
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    handheld.page.wait_for_timeout(1500)
    assert handheld.seen()[0] != "decided", "it is told once"


def sends_to(board: Page, place: str) -> None:
    """By keyboard alone: the first exception, its last key, the bin."""
    board.keyboard.press("ArrowDown")
    board.keyboard.press("3")
    board.keyboard.type(place)
    board.keyboard.press("Enter")
    board.wait_for_selector("[data-decided]")
    assert place in board.inner_text("[data-decided]").replace("\u2060", "")
