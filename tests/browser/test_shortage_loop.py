"""A short and what follows: two handhelds, the supervisor's own and a board in four browsers, on a real Odoo.

With each of Odoo's answers lost once, and with a handheld offline through all of it: `tests/worker/test_real_loop.py`,
which does not wait the 35 s that a lost answer takes.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.denied import BOOK, EMPTY, SPARE, Denied
from tests.browser.handheld import SIZE, Scanner
from tests.browser.supervisor import heard
from tests.browser.test_decides_on_foot import SUPERVISOR, opens
from tests.browser.walk import PICKER, Walk, enrol, rows
from tests.installing import Installation
from tests.odoo_server import RealOdoo

log = logging.getLogger(__name__)
CY = ("B-1002", "1002")
STANDS_AFTER_MS = 5000  # it is some 200 on a quiet machine; the bound is for one that runs others beside
PATIENCE_S = 60
_SEEN = """() => new Promise((seen) => {
  const is = () => document.querySelector('.alert') && (seen(Date.now()), true);
  const watch = new MutationObserver(() => { if (is()) watch.disconnect(); });
  if (!is()) watch.observe(document, { childList: true, subtree: true });
})"""
_GOES_TO = (
    "code => document.querySelector('main').textContent.replace(/[^A-Z0-9]/g, '').includes(code.replace(/-/g, ''))"
)
_GIVE = """([transfer, person]) => fetch('/release/wave', {
  method: 'POST', body: new URLSearchParams({ x_floor: '1', transfers: transfer, to: person }),
}).then(({ status }) => status)"""

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow]


@pytest.fixture
def real(odoo: Callable[..., RealOdoo]) -> RealOdoo:
    return odoo("floor_3step")


@pytest.fixture
def denied(real: RealOdoo) -> Denied:
    return Denied(real)


@pytest.fixture
def server(real: RealOdoo, denied: Denied, tmp_path: Path) -> Iterator[Installation]:
    with Installation(tmp_path / "floor", real) as running:
        running.set_up("Ana", "Cy", "Sam", totes=20)
        yield running


@pytest.fixture
def gun(browser: Browser, server: Installation) -> Iterator[Callable[[tuple[str, str]], Scanner]]:
    """`gun(PICKER)`: somebody's handheld, in a browser of its own, signed in."""
    contexts = []

    def sign_in(who: tuple[str, str]) -> Scanner:
        contexts.append(browser.new_context(viewport=SIZE))  # type: ignore[arg-type]
        held = Scanner(contexts[-1].new_page())
        held.arrive(server.base)
        enrol(held, server)
        held.sign_in(*who)
        return held

    yield sign_in
    for context in contexts:
        context.close()


def test_a_short_marks_the_others_line_is_decided_on_foot_and_heard_in_the_aisle(
    gun: Callable[[tuple[str, str]], Scanner],
    server: Installation,
    denied: Denied,
    office: Callable[[str, str], Page],
) -> None:
    board = office("sam", "/board")
    ana, cy = (walks(gun, who, board, server, order) for who, order in zip((PICKER, CY), denied.orders, strict=True))
    sams = gun(SUPERVISOR)
    for walk in (ana, cy):
        walk.pick(walk.sheet["lines"][0])
        assert walk.place(walk.sheet["lines"][1]) == EMPTY
    board.evaluate(f"() => {{ window.seen = ({_SEEN})(); }}")  # not waited for
    denies(ana)
    told = time.time() * 1000
    stands = board.evaluate("window.seen") - told
    log.info("a short is on the board after %d ms", stands)
    assert stands < STANDS_AFTER_MS
    cy.handheld.page.wait_for_selector("p.note:has-text('C-')")
    decides(sams)
    heard(ana.handheld, "Ship ")
    ana.handheld.press("Enter")
    ana.finish(more=False)
    cy.handheld.page.wait_for_function(_GOES_TO, arg=SPARE, timeout=60_000)
    cy.handheld.scan(SPARE)
    cy.handheld.scan(cy.code(cy.sheet["lines"][1]))
    cy.put(cy.sheet["lines"][1])
    cy.finish(more=False)
    holds(denied, server)


def walks(
    gun: Callable[[tuple[str, str]], Scanner], who: tuple[str, str], board: Page, server: Installation, order: str
) -> Walk:
    """The order is a wave of its own, and theirs."""
    held = gun(who)
    own = 'SELECT t.id FROM transfer t JOIN "order" o ON o.id = t."order" WHERE o.name = ?'
    ((transfer,),), ((person,),) = (
        rows(server, own, order),
        rows(server, "SELECT id FROM person WHERE badge = ?", who[0].replace("-", "")),
    )
    assert board.evaluate(_GIVE, [str(transfer), str(person)]) == 200
    return Walk(held, held.get_work())


def denies(walk: Walk) -> None:
    """The bin is empty."""
    walk.reach(walk.sheet["lines"][1])
    walk.handheld.scan("O-BTN.short")
    walk.handheld.scan("RC-EMPTY")


def decides(sams: Scanner) -> None:
    """On her own handheld: what is there ships."""
    opens(sams)
    while sams.page.locator("[data-key=answer-ship_short]").count() == 0:  # the bin's own exception
        sams.page.keyboard.press("F3")
        sams.page.wait_for_timeout(1300)
    sams.page.keyboard.press(sams.number_of("answer-ship_short"))


def holds(denied: Denied, server: Installation) -> None:
    """Odoo: the bin, once; who got the one piece there was; what follows; what is still to do, and what was said."""
    numbers = dict(rows(server, 'SELECT type, number FROM "case"'))
    until = time.monotonic() + PATIENCE_S  # a to-do is for what is open for half a minute
    while [row["state"] for order in denied.orders for row in denied.transfers(order)[:1]] != ["done", "done"]:
        assert time.monotonic() < until, "Odoo never had both walks"
        time.sleep(0.5)
    (ana, rest), (cy,) = (denied.transfers(order) for order in denied.orders)
    assert (denied.on_hand(EMPTY), denied.corrected(numbers["INV-BIN"])) == (0, [float(BOOK)])
    assert denied.picked(ana["id"]) == [(denied.first, denied.bins["Y-10-1"], 1.0)]
    assert denied.picked(cy["id"]) == [
        (denied.first, denied.bins["Y-10-1"], 2.0),
        (denied.wanted, denied.bins[SPARE], 1.0),
    ]
    assert (rest["backorder_id"], denied.demand(rest["id"])) == (ana["id"], [(denied.wanted, 1.0)])
    while denied.todos(ana["id"]) != [numbers["INV-BIN"]]:
        assert time.monotonic() < until, "the bin is still to be counted"
        time.sleep(0.5)
    assert denied.notes(ana["id"], numbers["FUL-SHORT"]) <= 1
    assert [one for (one,) in rows(server, "SELECT DISTINCT verdict FROM event")] == ["accepted"]
