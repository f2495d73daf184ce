"""A whole wave by trusted key events, with the battery and the server dying on the way: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.handheld import Handheld
from tests.browser.walk import Walk, agree, begin, rows
from tests.running import Server


def test_a_wave_survives_the_death_of_battery_and_server(
    handheld: Handheld, server: Server, office: Callable[[str, str], Page]
) -> None:
    board = office("sam", "/board")
    walk = begin(handheld, server)
    handheld.by_key = True
    first, *lines = walk.sheet["lines"]
    middle = len(lines) // 2
    walk.short(first)
    _sees_the_short(board, walk)
    for line in lines[:middle]:
        walk.pick(line)
    _dies_with_a_piece_in_the_hand(walk, handheld, lines[middle])
    server.kill()
    walk.put(lines[middle])
    for line in lines[middle + 1 :]:
        walk.pick(line)
    handheld.kill()
    handheld.open()
    handheld.is_at(["finish"], 1)  # the page opened without network, where it was left
    server.start("--keep")
    handheld.page.keyboard.press("Enter")
    handheld.is_at(["home"])  # only now "walked" is among what waits
    handheld.wait_until_uploaded()
    agree(server, walk)
    assert rows(server, "SELECT COUNT(*) FROM event") == [(len(walk.sheet["lines"]) + 1,)]
    assert rows(server, "SELECT state FROM wave WHERE id = ?", walk.sheet["wave"]) == [("walked",)]
    _board_shows(board, walk)


def _sees_the_short(board: Page, walk: Walk) -> None:
    """The board shows the short by itself, without a key pressed there."""
    board.wait_for_selector(".alert")
    assert walk.sheet["stops"][0]["code"] in board.inner_text(".alert").replace("\u2060", "")


def _dies_with_a_piece_in_the_hand(walk: Walk, handheld: Handheld, line: dict[str, Any]) -> None:
    """Counted but not yet in a tote when the battery dies: the count is still there afterwards."""
    walk.count(line)
    before = handheld.seen()
    handheld.kill()
    handheld.open()
    handheld.is_at(before)


def _board_shows(board: Page, walk: Walk) -> None:
    lines = len(walk.sheet["lines"])
    row = board.locator(f"text={walk.sheet['number']}").locator("xpath=ancestor::*[contains(., '/')][1]")
    row.get_by_text(f"{lines}/{lines}").first.wait_for()  # told of the picker, too, until the board hears of the end
