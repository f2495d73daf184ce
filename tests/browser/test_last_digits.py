"""Goods whose barcode cannot be read: the figures under it, typed, with or without a network."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.browser.handheld import Handheld
from tests.browser.walk import Walk, agree, begin, rows
from tests.running import Server

pytestmark = pytest.mark.xdist_group("hand")


def digits_of(walk: Walk, line: dict[str, Any]) -> str:
    digits: str = walk.sheet["products"][str(line["product"])]["digits"][0]
    return digits


def opened(handheld: Handheld, walk: Walk, line: dict[str, Any]) -> None:
    """At the place, and behind More: no barcode."""
    walk.reach(line)
    handheld.press("F2")
    assert handheld.press(handheld.number_of("digits"))[:2] == ["digits", "digits"]


def typed(handheld: Handheld, text: str) -> None:
    """Key by key, as a thumb does it, and Enter."""
    for digit in text:
        handheld.press(digit)
    handheld.press("Enter")


def test_the_digits_count_a_piece_without_the_server_and_through_a_reload(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    line = walk.sheet["lines"][0]
    handheld.wait_until_kept("/screens/menus.js")
    server.kill()
    opened(handheld, walk, line)
    shown = handheld.page.inner_text("main")
    assert walk.sheet["products"][str(line["product"])]["name"].split()[0] in shown
    assert digits_of(walk, line) not in shown
    typed(handheld, "0000")
    handheld.page.wait_for_selector(".band.no")
    handheld.page.reload()
    handheld.page.wait_for_selector("header.top[data-screen=digits]")
    typed(handheld, digits_of(walk, line))
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    for _ in range(line["demand_m"] // 1000 - 1):
        handheld.scan(walk.code(line))
    walk.put(line)
    server.start("--keep")
    handheld.wait_until_uploaded()
    agree(server, walk)
    [(raw,)] = rows(server, "SELECT raw FROM event WHERE kind = 'pick'")
    fact = json.loads(raw)["body"]
    assert fact["over"] == "digits"
    assert f"typed:{digits_of(walk, line)}" in fact["codes"]


def test_after_three_wrong_tries_the_line_is_scanned_a_short_or_for_later(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    line = walk.sheet["lines"][0]
    opened(handheld, walk, line)
    for _ in range(3):
        typed(handheld, "0000")
        handheld.page.wait_for_selector(".band.no")
    handheld.page.wait_for_selector("header.top[data-screen=walk][data-ask=product]")
    handheld.refused("OBTNOCO")
    walk.pick(line)
    walk.short(walk.sheet["lines"][1])
    handheld.wait_until_uploaded()
    agree(server, walk)


def test_the_card_asks_a_readable_code_answers_and_undo_leaves(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    line = walk.sheet["lines"][0]
    walk.reach(line)
    assert handheld.scan("O-BTN.NO-CODE")[:2] == ["digits", "digits"]
    handheld.press("3")
    assert handheld.press("Backspace")[6] == "____"
    assert handheld.press("Escape")[:2] == ["walk", "product"]
    handheld.scan("OBTNOCO")
    handheld.refused("ZZ-NOT-KNOWN")
    handheld.scan(walk.code(line))
    assert handheld.seen()[0] == "walk"
    for _ in range(line["demand_m"] // 1000 - 1):
        handheld.scan(walk.code(line))
    walk.put(line)
    handheld.wait_until_uploaded()
    agree(server, walk)
    [(raw,)] = rows(server, "SELECT raw FROM event WHERE kind = 'pick'")
    assert "over" not in json.loads(raw)["body"]
