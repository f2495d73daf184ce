"""A whole wave picked with the server stopped and the battery dying twice; then Odoo holds exactly what was scanned."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.handheld import Handheld
from tests.browser.in_odoo import PATIENCE_S, Ledger
from tests.browser.walk import PICKER, Walk, enrol, rows
from tests.installing import Installation
from tests.odoo_server import RealOdoo

LINES = int(os.environ.get("WAVE_LINES", "40"))  # `make proof` walks 300
_BIGGEST = """SELECT number, COUNT(*) FROM wave JOIN transfer ON transfer.wave = wave.id
  JOIN line ON line.transfer = transfer.id GROUP BY wave.id ORDER BY 2 DESC LIMIT 1"""

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


@pytest.fixture
def real(odoo: Callable[..., RealOdoo]) -> RealOdoo:
    return odoo()


@pytest.fixture
def server(real: RealOdoo, tmp_path: Path) -> Iterator[Installation]:
    """An installation on that Odoo, with a cart for the whole wave."""
    cart = {"WAREHOUSE_CART_TOTES": "200", "WAREHOUSE_CART_LINES": str(LINES)}
    with Installation(tmp_path / "floor", real, **cart) as running:
        running.set_up("Ana", "Sam", totes=900)
        yield running


def test_a_wave_walked_without_the_server_and_through_two_deaths_is_what_odoo_holds(
    handheld: Handheld, server: Installation, office: Callable[[str, str], Page], real: RealOdoo
) -> None:
    walk = _claims(handheld, server, office("sam", "/release"))
    lines = walk.sheet["lines"]
    assert len(lines) >= LINES * 0.9
    server.kill()
    for number, line in enumerate(lines):
        if number == len(lines) // 3:
            _dies_with_pieces_in_the_hand(walk, line)
        elif number == 2 * len(lines) // 3:
            walk.pick(line)
            _dies(handheld)
        elif number % 10 == 9:
            walk.short(line)
        else:
            walk.pick(line)
    handheld.is_at(["finish"], 1)
    server.start()
    handheld.page.keyboard.press("Enter")
    handheld.is_at(["home"])  # only now "walked" is among what waits
    handheld.wait_until_uploaded()
    assert rows(server, "SELECT DISTINCT verdict FROM event") == [("accepted",)]
    _holds_the_walk(Ledger(real.client(), walk, steps=1))


def _claims(handheld: Handheld, server: Installation, desk: Page) -> Walk:
    """All is released; the biggest wave is Ana's."""
    while desk.locator(".truck header button").count():
        with desk.expect_navigation():  # what is done may stand there already, of the truck before
            desk.locator(".truck header button").first.click()
        desk.wait_for_selector(".done, .band, [role=alert]:not([hidden])")
        assert desk.locator(".done").count(), desk.inner_text("main")
    ((number, _),) = rows(server, _BIGGEST)
    enrol(handheld, server)
    handheld.sign_in(*PICKER)
    handheld.page.wait_for_selector("[data-key=get-work]")
    with handheld.page.expect_response(lambda answer: answer.url.endswith("/claim")) as claimed:
        handheld.keys(number)
    handheld.page.wait_for_selector("header.top[data-screen=walk]")
    return Walk(handheld, claimed.value.json())


def _dies_with_pieces_in_the_hand(walk: Walk, line: dict[str, Any]) -> None:
    walk.count(line)
    _dies(walk.handheld)
    walk.put(line)


def _dies(handheld: Any) -> None:
    """The page opens without a server where it was left."""
    before = handheld.seen()
    handheld.kill()
    handheld.open()
    handheld.is_at(before[1:], 1)


def _holds_the_walk(ledger: Ledger) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            return ledger.holds_the_walk()
        except (AssertionError, ValueError):
            if time.monotonic() > until:
                raise
            time.sleep(1)
