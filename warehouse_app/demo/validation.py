"""What Odoo does when somebody validates transfers, wisely or not.

Goods leave, the rest waits in a backorder, the next step appears.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from warehouse_app.demo.books import Books
from warehouse_app.demo.labels import leave_label
from warehouse_app.demo.records import Move, MoveLine, OpType, Picking
from warehouse_app.demo.reservation import assign, give_back, quant_of, touch
from warehouse_app.service.ports.odoo import OdooRefused

ENDED = ("done", "cancel")


def button_validate(books: Books, ids: Sequence[int], no_backorder: Collection[int] = ()) -> None:
    """Validates all of the transfers or none. Where nothing was picked, EVERYTHING reserved is shipped (trap T1).

    Raises:
        OdooRefused: one of them is cancelled or holds nothing.
    """
    pickings = [books.pickings[id_] for id_ in ids]
    todo = [picking for picking in pickings if picking.state != "done"]
    for picking in todo:
        if picking.state == "cancel" or not any(move.quantity_m for move in picking.moves if not move.ended):
            raise OdooRefused(f"Transfer trouble alert! {picking.name} has nothing to move.")
    for picking in todo:
        _finish(books, picking, picking.id not in no_backorder)
    _leave_batches(books, todo)


def cancel(books: Books, picking: Picking) -> None:
    """Cancels a transfer: its lines are gone, picked ones too, and it leaves its batch."""
    for move in picking.moves:
        for line in list(move.lines):
            give_back(books, move, line)
        move.ended, move.lines = move.ended or "cancel", []
    picking.cancelled, batch, picking.batch = True, picking.batch, None
    end_empty(books, batch)
    touch(books, picking)


def _finish(books: Books, picking: Picking, backorder: bool) -> None:
    open_moves = [move for move in picking.moves if not move.ended]
    if not any(move.picked for move in open_moves):
        for line in (line for move in open_moves for line in move.lines):
            line.picked = True
    rest: list[Move] = []
    for move in open_moves:
        rest += _finish_move(books, picking, move)
    if rest and backorder:
        _backorder(books, picking, rest)
    for move in rest if not backorder else ():
        move.ended = "cancel"
        picking.moves += [move] if move not in picking.moves else []
    if picking.type.then is not None:
        _next_step(books, picking, picking.type.then)
    picking.done_at = books.now_ms
    leave_label(books, picking)
    touch(books, picking)


def _finish_move(books: Books, picking: Picking, move: Move) -> list[Move]:
    """Ships what was picked; what is left of the move, as a move of its own."""
    for line in [line for line in move.lines if not line.picked or not line.quantity_m]:
        if line.quantity_m:
            give_back(books, move, line)
        else:
            move.lines.remove(line)
    if not move.lines:
        picking.moves.remove(move)
        return [move]
    for line in move.lines:
        _ship(books, line)
    move.ended, left_m = "done", move.demand_m - move.quantity_m
    return [Move(books.next_id("move"), picking.id, move.product, left_m, kit=move.kit)] if left_m > 0 else []


def _ship(books: Books, line: MoveLine) -> None:
    source = quant_of(books, line)
    source.reserved_m -= line.quantity_m
    source.quantity_m -= line.quantity_m
    books.stock.put(line.product, line.target, line.lot, line.quantity_m, books.now_ms, line.result_package)
    if source.quantity_m < source.reserved_m:
        over_m = source.reserved_m - source.quantity_m
        free_reservation(books, line.product, source.location, source.lot, over_m, source.package)


def free_reservation(
    books: Books, product: int, location: int, lot: int | None, over_m: int, package: int | None = None
) -> None:
    """Takes reservations from unpicked lines of those goods, the latest wanted first, and reserves others for them."""
    held = [
        (picking, move, line)
        for picking in sorted(books.pickings.values(), key=lambda row: (-(row.wanted.deadline or 0), -row.id))
        for move in picking.moves
        if not move.ended and move.product == product
        for line in move.lines
        if not line.picked and (line.location, line.lot, line.package) == (location, lot, package)
    ]
    hit: list[Picking] = []
    for picking, move, line in held:
        part_m = min(line.quantity_m, over_m)
        if part_m > 0:
            give_back(books, move, line, part_m)
            over_m -= part_m
            hit.append(picking)
    for picking in hit:
        assign(books, picking)


def _backorder(books: Books, picking: Picking, rest: list[Move]) -> None:
    made = _like(books, picking, picking.type)
    made.backorder_of = picking.id
    for move in rest:
        move.picking = made.id
    made.moves = rest
    books.pickings[made.id] = made
    assign(books, made)


def _next_step(books: Books, picking: Picking, op_type: OpType) -> None:
    """The goods that arrived are wanted by the next transfer of the order: one that is still open, else a new one."""
    arrived = [move for move in picking.moves if move.ended == "done"]
    if not arrived:
        return
    waiting = (
        row
        for row in books.pickings.values()
        if row.order_id == picking.order_id and row.type is op_type and row.state not in ENDED
    )
    after = next(waiting, None)
    if after is None:
        after = _like(books, picking, op_type)
        books.pickings[after.id] = after
    for move in arrived:
        _push(books, after, move)
    picking.then.append(after.id)
    touch(books, after)


def _push(books: Books, after: Picking, move: Move) -> None:
    """The next transfer reserves the very goods that came, box by box."""
    same = next(
        (row for row in after.moves if not row.ended and (row.product, row.kit) == (move.product, move.kit)), None
    )
    pushed = same or Move(books.next_id("move"), after.id, move.product, 0, kit=move.kit)
    if same is None:
        after.moves.append(pushed)
    pushed.demand_m += move.quantity_m
    for line in move.lines:
        made = MoveLine(
            books.next_id("line"), pushed.id, line.product, line.target, after.type.target, line.lot, line.quantity_m
        )
        made.package = made.result_package = line.result_package
        quant_of(books, made).reserved_m += line.quantity_m
        pushed.lines.append(made)


def _like(books: Books, picking: Picking, op_type: OpType) -> Picking:
    """A new transfer of the same order."""
    new, code = books.next_id("picking"), picking.name.partition("/")[0]
    name = f"{code}/{op_type.name}/{new:05d}"
    made = Picking(new, name, picking.order, picking.order_id, op_type, picking.wanted, site=picking.site)
    made.created_at = books.now_ms
    return made


def _leave_batches(books: Books, pickings: Sequence[Picking]) -> None:
    """Of a batch that still has something open, the done transfers leave; of one that is through, they stay in it."""
    for batch in {picking.batch for picking in pickings if picking.batch is not None}:
        members = [row for row in books.pickings.values() if row.batch == batch]
        if all(row.state in ENDED for row in members):
            books.batches[batch].state = "done"
            continue
        for row in members:
            if row.state == "done":
                row.batch = None


def end_empty(books: Books, batch: int | None) -> None:
    if batch is not None and not any(row.batch == batch for row in books.pickings.values()):
        books.batches[batch].state = "cancel"
