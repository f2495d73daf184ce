"""The zero line of a seeded Odoo is what it was seeded with; a page of it is one call."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contract.conftest import CASES, REAL, rig_of
from tests.contract.double import DoubleRig
from tests.contract.hands import hands_of
from tests.contract.real import RealRig
from tests.contract.rig import DAY, Rig, opened, stocked, token
from tests.contract.test_returning import back, send
from tests.contract.weeks_there import weeks_of
from warehouse_app.domain.baseline import CATEGORIES, DAYS, DONE, PARTS, Span, Sum, counted
from warehouse_app.odoo.budget import Budget
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.session import Account, Session
from warehouse_app.service.ports.odoo import Odoo, OdooRefused

PRICE, COST = 20, 500  # a piece, in whole units; its cost in hundredths


@pytest.fixture(params=[CASES[0], CASES[3]])
def one_step(request: pytest.FixtureRequest) -> Rig:
    return rig_of(request)


@pytest.fixture(params=[CASES[1], CASES[2], CASES[4]])
def chain(request: pytest.FixtureRequest) -> Rig:
    return rig_of(request)


def sums(rig: Rig, *parts: str) -> dict[str, Sum]:
    """As it is now; the end of the weeks is a minute ahead, so that what just happened is in them."""
    now = rig.odoo.clock()
    span, found = Span(now - DAYS * DAY, now + 60_000), dict[str, Sum]()
    for part in parts or PARTS:
        after: int | None = 0
        while after is not None:
            page = rig.odoo.history(part, rig.warehouse, span.since, after)
            found, after = counted(part, page.rows, span, found), page.last
    return found


def grown(before: dict[str, Sum], after: dict[str, Sum]) -> dict[str, tuple[int, int]]:
    """How many more there are of each, and the money."""
    more = {name: (one.n, one.money) for name, one in after.items()}
    for name, one in before.items():
        more[name] = more[name][0] - one.n, more[name][1] - one.money
    return {name: one for name, one in more.items() if one != (0, 0)}


def number(rig: Rig, order: str) -> int:
    return opened(rig, order).order_id


def test_the_zero_line_is_what_was_seeded(one_step: Rig) -> None:
    rig, weeks, hands = one_step, weeks_of(one_step), hands_of(one_step)
    (mug, shelf), (cup, _) = stocked(rig, 100), stocked(rig, 100, "Cup")
    for product in (mug, cup):
        rig.costs(product, COST)
    before = sums(rig)

    for _ in range(2):
        send(rig, rig.order({mug: 1}, price=PRICE))
    send(rig, rig.order({mug: 1}, price=PRICE, deadline=rig.now - DAY))  # late
    part = opened(rig, rig.order({mug: 4}, price=PRICE, deadline=rig.now + 9 * DAY)).odoo_id
    rig.someone_picks(part, 1)
    rig.someone_validates(part)  # three pieces are left for a backorder
    cut = opened(rig, rig.order({mug: 1, cup: 1}, price=PRICE)).odoo_id
    weeks.cut(cut)
    rig.someone_validates(cut)
    returned = rig.order({mug: 2}, price=PRICE)
    order = number(rig, returned)
    send(rig, returned)
    weeks.invoice(order)
    (delivery,) = rig.odoo.shipped(rig.warehouse, returned)
    made = rig.odoo.create_return(token("return"), delivery.odoo_id, back(delivery, 1))
    rig.odoo.receive_return(made.odoo_id, back(delivery, 1))
    rig.odoo.count(cup, shelf, None, 7000, token("count"))
    hands.book(mug, rig.bin("A-09-9"), -3)
    held = number(rig, rig.order({cup: 1}, price=PRICE, deadline=rig.now + 9 * DAY))
    weeks.authorise(held)
    weeks.remark(held)

    assert grown(before, sums(rig)) == {
        DONE: (6, 700 * PRICE), "late": (1, 100 * PRICE), "backorder": (1, 300 * PRICE), "changed": (1, 100 * PRICE),
        "return": (1, 100 * PRICE), "owed": (1, 100 * PRICE), "correction": (1, 7 * COST), "negative": (1, 3 * COST),
        "held": (1, 100 * PRICE), "remark": (1, 0),
    }  # fmt: skip
    late = sums(rig, "deliveries")["late"].minutes - before.get("late", Sum()).minutes
    assert DAY / 60_000 <= late <= DAY / 60_000 + 30


def test_an_order_that_is_cancelled_after_its_pick_is_told_from_one_before(chain: Rig) -> None:
    mug, _ = stocked(chain, 20)
    before = sums(chain, "deliveries")
    first = opened(chain, chain.order({mug: 2}, price=PRICE)).odoo_id
    chain.someone_validates(first)
    (now,) = chain.odoo.read_transfers([first])
    after = now.next_transfers
    while after:  # to the delivery itself
        (row,) = chain.odoo.read_transfers(after[:1])
        last, after = row.odoo_id, ()
        if not chain.odoo.history("deliveries", chain.warehouse, chain.now - DAY, last - 1).rows[:1]:
            chain.someone_validates(last)
            (done,) = chain.odoo.read_transfers([last])
            after = done.next_transfers
    chain.someone_cancels(last)
    chain.someone_cancels(opened(chain, chain.order({mug: 1}, price=PRICE)).odoo_id)
    assert grown(before, sums(chain, "deliveries")) == {"cancelled": (1, 200 * PRICE)}


def test_a_page_ends_where_the_next_begins_and_nothing_is_told_twice() -> None:
    rig = DoubleRig(1)
    mug, _ = stocked(rig, 1000)
    for _ in range(450):
        rig.order({mug: 1})
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = rig.odoo.history("deliveries", rig.warehouse, rig.now - DAY, after)
        seen += [row.id for row in page.rows]
        after = page.last
    assert seen == sorted(rig.books.pickings)


@REAL
def test_a_page_is_one_call_and_what_is_closed_is_refused(real: RealRig) -> None:
    budget = Budget(per_second=1000)
    account = Account(real.url, real.server.database, "picker", lambda: real.server.password("picker"))
    odoo: Odoo = Gateway(Session(account, budget))
    odoo.warehouses()
    before = budget.use().calls
    for part in PARTS:
        odoo.history(part, real.warehouse, real.now - DAYS * DAY, 0)
    assert budget.use().calls - before == len(PARTS)
    assert set(CATEGORIES.values()) == set(PARTS)
    nobody = replace(account, login="nobody")
    with pytest.raises(Exception, match="nobody"):
        Gateway(Session(nobody, budget)).history("deliveries", real.warehouse, 0, 0)


def test_what_the_apps_user_may_not_read_is_refused() -> None:
    rig = DoubleRig(1)
    rig.books.before.closed.add("payments")
    with pytest.raises(OdooRefused, match="payments"):
        rig.odoo.history("payments", rig.warehouse, 0, 0)
