"""The shortage loop and goods nobody wants any more, on a real Odoo 19: what stands on the shelf and in Odoo agrees.

The same in four browsers, with seconds: `tests/browser/test_shortage_loop.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.real import shops
from tests.odoo_server import Farm, RealOdoo
from tests.worker.packer import packer
from tests.worker.real_ground import RealGround, Sites
from tests.worker.supervisor import answer, shorts
from tests.worker.test_beside import says
from tests.worker.test_put_back import back
from tests.worker.yard import Clock, Picker
from warehouse_app.service.decide import Decide, decide
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.service.task_list import offered

PULLED_MS = 10_000  # Odoo is asked this often what changed

pytestmark = pytest.mark.xdist_group("real-odoo")


@pytest.fixture(scope="module")
def sites(odoo_farm: Farm) -> Iterator[Sites]:
    """One copy of the demo shop for all cases here."""
    odoo = RealOdoo(odoo_farm, odoo_farm.copy("floor_1step"))
    for shop in shops(odoo):
        yield Sites(shop)
    odoo_farm.drop(odoo.database)


def test_the_loop_ends_right_with_each_answer_lost_once_and_a_handheld_offline_from_the_short_to_its_end(
    sites: Sites, sqlite_store: Store, clock: Clock
) -> None:
    """Three want one each of the three pieces of the book. The first finds none, the third has no network and finds
    one; two more lie in another bin."""
    chain = sites.ground(sqlite_store, clock, 3)
    scarce = chain.stock(("A-50-1", 3), ("Z-90-1", 0))
    (ann, bob, cyd), (first, second, third) = chain.on_waves(
        1, {0: 1, scarce: 1}, {1: 1, scarce: 1}, {2: 1, scarce: 1}, losing=True
    )
    spare = chain.bins[scarce + 1]
    chain.rig.put(chain.products[scarce], spare, 2)
    chain.store.write(ship_rules)
    for picker, number in ((ann, 0), (bob, 1), (cyd, 2)):
        picker.pick(chain.line(picker, number), 1000)
    cyd.pick(chain.line(cyd, scarce), 1000)
    cyd.walked()
    ann.short(chain.line(ann, scarce), 1000)["body"] |= {"reason": "RC-PART", "found_m": 0}
    assert set(ann.send() + bob.send()) == {"accepted"}
    marked = [line for line in chain.sheet(bob)["lines"] if line.get("denied")]
    assert [line["id"] for line in marked] == [chain.line(bob, scarce)["id"]], "before anybody walks there"
    numbers = {row.type: row.number for row in chain.store.read(lambda views: views.open_cases(chain.w))}
    answer(chain, "ship_short")
    chain.settle()
    ann.walked()
    ann.send()
    chain.settle()
    assert set(cyd.send()) == {"accepted"}, "what was done offline is true, whatever was said meanwhile"
    chain.settle()
    follows(chain)
    chain.sheet(bob)
    bob.pick(chain.line(bob, scarce + 1), 1000)  # Odoo reserved it anew, and the sheet follows
    bob.walked()
    assert set(bob.send()) == {"accepted"}
    chain.settle()
    counted_empty(chain, bob, scarce)
    assert chain.rig.raw_on_hand(chain.products[scarce], chain.bins[scarce]) == 0
    assert chain.rig.raw_on_hand(chain.products[scarce], spare) == 1
    sent = [[(row[0], row[1]) for row in chain.rig.raw_lines(one.odoo_id) if row[1]] for one in (first, second, third)]
    assert [sorted(rows) for rows in sent] == [
        [(chain.bins[0], 1)],
        sorted([(chain.bins[1], 1), (spare, 1)]),
        sorted([(chain.bins[2], 1), (chain.bins[scarce], 1)]),
    ]
    assert {chain.rig.raw_transfer(one.odoo_id)[0] for one in (first, second, third)} == {"done"}
    holds_the_rest(chain, first.odoo_id, scarce, numbers)
    assert chain.lost() >= {"button_validate", "load", "write"}


def follows(ground: RealGround) -> None:
    ground.clock.now += PULLED_MS
    ground.pull(with_ids=False)


def counted_empty(ground: RealGround, picker: Picker, number: int) -> None:
    """By somebody else than whoever denied it; a supervisor says that the count is right, where it differs."""
    ground.clock.now += 60_000
    line = next(one for floor in ground.floors() for one in floor.lines if one.place.location == ground.bins[number])
    own = ground.store.write(lambda uow: uow.floor.line(line.id))
    assert own is not None
    row = {"product": own.product, "code": "-", "lot": None, "lot_name": None, "counted_m": 0}
    body = {"location": own.location, "place": "-", "rows": [row], "empty": False, "counted_at": ground.clock.now}
    assert set(says(picker, "count", body)) == {"accepted"}
    ground.settle()
    for case in ground.store.read(lambda views: views.open_cases(ground.w)):
        if case.type == "INV-DIFF":
            ground.store.write(lambda uow, case=case: _applies(case.id, ground, uow))  # type: ignore[misc]
    ground.settle()


def _applies(case: int, ground: RealGround, uow: UnitOfWork) -> None:
    decide(Decide(case, "apply", uow.people.by_badge("B-SAM"), granted=True), uow)


def holds_the_rest(ground: RealGround, odoo_id: int, scarce: int, numbers: dict[str, str]) -> None:
    """One backorder over what was missing; the book corrected once for the short; one note."""
    rests = ground.rows("stock.picking", [("backorder_id", "=", odoo_id)])
    assert len(rests) == 1
    moves = ground.rows("stock.move", [("picking_id", "=", rests[0]["id"])], "product_id", "product_uom_qty")
    assert [(row["product_id"], row["product_uom_qty"]) for row in moves] == [(ground.products[scarce], 1.0)]
    named = [("inventory_name", "like", numbers["INV-BIN"]), ("state", "=", "done")]
    assert [row["quantity"] for row in ground.rows("stock.move", named, "quantity")] == [3.0]
    about = [("model", "=", "stock.picking"), ("res_id", "=", odoo_id), ("body", "like", "odoo.case_note")]
    notes = [row["body"] for row in ground.rows("mail.message", about, "body") if numbers["FUL-SHORT"] in row["body"]]
    assert len(notes) == 1
    assert shorts(ground) == []


@pytest.mark.parametrize("steps", [1, 3])
def test_an_order_cancelled_with_three_of_five_lines_in_the_tote_is_put_back_by_scan_and_shelf_and_odoo_agree(
    sites: Sites, sqlite_store: Store, clock: Clock, steps: int
) -> None:
    ground = sites.ground(sqlite_store, clock, steps)
    before = on_shelf(ground)
    picker, (floor,) = ground.on_a_wave(dict.fromkeys(range(5), 2))
    taken = [ground.line(picker, number) for number in range(3)]
    for line in taken:
        picker.pick(line, 2000)
    picker.send()
    ground.settle()
    cancels(ground, floor.odoo_id)
    follows(ground)
    assert {row["line"] for row in ground.sheet(picker)["back"]} == {line["id"] for line in taken}
    for line in taken:
        back(picker, line, 2000)
    assert set(picker.send()) == {"accepted"}
    ground.settle()
    assert (ground.cases(), on_shelf(ground)) == ([], before)
    assert ground.rig.raw_transfer(floor.odoo_id)[0] == "cancel"


def test_cancelled_before_the_bench_it_is_moved_back_to_its_bins(
    sites: Sites, sqlite_store: Store, clock: Clock
) -> None:
    chain = sites.ground(sqlite_store, clock, 3)
    scarce = chain.stock(("A-51-1", 2), ("A-52-1", 9))
    before = on_shelf(chain)
    picker, (floor,) = chain.on_a_wave({0: 2, scarce: 5})
    picker.pick_all()
    chain.settle()
    follows(chain)
    cancels(chain, floor.odoo_id)
    follows(chain)
    ben = packer(chain)
    tasks = list(chain.store.read(lambda views: offered(views, chain.w, ben.person.id))["tasks"])
    assert sorted(task["qty_m"] for task in tasks if task["kind"] == "put_back") == [2000, 2000, 3000]
    for task in tasks:
        body: dict[str, Any] = {"task": task["id"], "qty_m": task["qty_m"], "from": None, "from_code": None}
        ben.fact("task_done", body | {"to": task["to"]["id"], "lot": task["lot"], "lot_name": None})
    assert {verdict for verdict, _ in ben.send()} == {"accepted"}
    chain.settle()
    assert (chain.cases(), on_shelf(chain)) == ([], before)


def on_shelf(ground: RealGround) -> list[tuple[int, int]]:
    """(pieces, reserved) of each of the bins."""
    return [
        (ground.rig.raw_on_hand(product, place), ground.rig.raw_reserved(product, place))
        for product, place in zip(ground.products, ground.bins, strict=True)
    ]


def cancels(ground: RealGround, transfer: int) -> None:
    """The whole order, in Odoo."""
    (row,) = ground.rows("stock.picking", [("id", "=", transfer)], "sale_id")
    ground.admin.call("sale.order", "action_cancel", [row["sale_id"]], context={"disable_cancel_warning": True})
