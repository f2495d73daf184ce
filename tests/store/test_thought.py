"""What would follow a transfer that is done in thought only, and how it is kept."""

from __future__ import annotations

from dataclasses import replace

from tests.store.shop import Shop
from warehouse_app.odoo.thought import as_open, following
from warehouse_app.service.ports.observing import AsTold, Thought
from warehouse_app.service.ports.odoo import LineNow, MoveNow, OdooMoveLine, OdooTransfer, TransferNow

MOVES = (MoveNow(11, 1, 5000, 4000, True, "assigned"), MoveNow(12, 2, 2000, 0, True, "assigned"))
LINES = (
    LineNow(101, 11, 1, 7, None, None, 3000, True, 900),
    LineNow(102, 11, 1, 8, None, None, 1000, True, 900),
    LineNow(103, 12, 2, 7, None, None, 0, True, None),
)
PICK = TransferNow(1, "WH/PICK/1", "done", 3, "DHL", 0, None, 5, 1, MOVES, LINES, None, ())
ROOT = OdooTransfer(
    1, "WH/PICK/1", "S1", 9, 3, "DHL", 0, None, True, (OdooMoveLine(11, 1, 7, None, 5000, None, "Kit"),), 0
)


def test_what_was_picked_lies_in_the_next_place_in_its_box_and_what_was_not_does_not_follow() -> None:
    made = following(PICK, 4, 70)
    assert (made.state, made.op_type, made.batch, made.odoo_id < 0) == ("assigned", 4, None, True)
    assert [(one.product, one.demand_m, one.picked) for one in made.moves] == [(1, 4000, False)]
    assert [(one.location, one.package, one.quantity_m, one.picked) for one in made.lines] == [(70, 900, 4000, False)]
    assert following(PICK, 4, 70) == made, "the same each time it is told"
    assert following(replace(PICK, odoo_id=made.odoo_id), 4, 70).odoo_id != made.odoo_id


def test_the_floor_takes_it_up_as_of_the_same_order() -> None:
    made = following(PICK, 4, 70)
    row = as_open(made, ROOT)
    assert (row.odoo_id, row.order, row.op_type, row.short_m) == (made.odoo_id, "S1", 4, 0)
    assert [(one.location, one.quantity_m, one.kit) for one in row.lines] == [(70, 4000, "Kit")]


def test_it_is_kept_once_and_ahead_until_it_is_done(shop: Shop) -> None:
    made = following(PICK, 4, 70)
    for _ in range(2):
        shop.store.write(lambda uow: uow.notebook.think(Thought(made, 1, 42)))
    (kept,) = shop.store.read(lambda views: views.notebook.open_thoughts(42))
    assert (kept.now, kept.root, kept.site) == (made, 1, 42)
    assert shop.store.read(lambda views: views.notebook.open_thoughts(43)) == []
    assert shop.store.read(lambda views: views.notebook.thoughts([1, made.odoo_id])) == {made.odoo_id: kept}
    shop.store.write(lambda uow: uow.notebook.keep(made.odoo_id, AsTold(is_done=True)))
    assert shop.store.read(lambda views: views.notebook.open_thoughts(42)) == []
