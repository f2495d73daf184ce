"""What the double answers about transfers, and what it does when the floor tells it something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from warehouse_app.demo.agreeing import agree
from warehouse_app.demo.books import Books
from warehouse_app.demo.papers import Batch, Note, Package
from warehouse_app.demo.records import Picking
from warehouse_app.demo.reservation import assign, touch
from warehouse_app.demo.validation import ENDED, button_validate
from warehouse_app.service.ports.odoo import (
    Claim,
    Close,
    Closed,
    ClosedStatus,
    CountDone,
    LineNow,
    MoveNow,
    OdooRefused,
    QuantNow,
    Reconciled,
    TransferNote,
    TransferNow,
    TransferState,
    WantedTransfer,
)


def transfers_now(books: Books, ids: Sequence[int]) -> list[TransferNow]:
    found = (books.pickings.get(id_) for id_ in dict.fromkeys(ids))
    return [_now(row) for row in found if row is not None]


def quant(books: Books, product: int, location: int, lot: int | None) -> QuantNow:
    row = books.stock.at(product, location, lot)
    taken_m = sum(
        line.quantity_m
        for picking in books.pickings.values()
        for move in picking.moves
        if not move.ended and move.product == product
        for line in move.lines
        if line.picked and (line.location, line.lot, line.package) == (location, lot, None)
    )
    return QuantNow(row.quantity_m, row.reserved_m, taken_m) if row else QuantNow(0, 0, taken_m)


def find_count(books: Books, product: int, token: str) -> CountDone | None:
    rows = (row for row in books.counts if (row.product, row.token) == (product, token))
    return next((CountDone(row.id, row.difference_m, row.at) for row in rows), None)


def claim_wave(books: Books, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
    rows = [books.pickings[id_] for id_ in transfers if id_ in books.pickings]
    ours = books.tokens.get(token)
    able = [row for row in rows if row.state not in ENDED and (row.batch in (None, ours) or _is_over(books, row))]
    if not able and ours is None:
        raise OdooRefused("Every transfer is done, cancelled or in another batch.")
    batch, new = books.once(token, "batch")
    if new:
        books.batches[batch] = Batch(batch, op_type, f"{name} {note}".strip(), "in_progress")
    for row in able:
        if row.type.id != op_type:
            raise OdooRefused("The following transfers cannot be added: they are of another operation type.")
        row.batch = batch
        touch(books, row)
    joined = tuple(row.id for row in rows if row.batch == batch)
    return Claim(batch, joined, tuple(id_ for id_ in transfers if id_ not in joined))


def reconcile(books: Books, wanted: Sequence[WantedTransfer]) -> list[Reconciled]:
    told = []
    for want in wanted:
        try:
            status, words = agree(books, want), ""
        except OdooRefused as no:
            status, words = "refused", str(no)
        told.append((want.odoo_id, status, words))
    now = {row.odoo_id: row for row in transfers_now(books, [want.odoo_id for want in wanted])}
    return [Reconciled(id_, status, now.get(id_), words) for id_, status, words in told]


def reserve(books: Books, transfers: Sequence[int]) -> None:
    for row in (books.pickings[id_] for id_ in transfers if id_ in books.pickings):
        if row.state not in ENDED:
            assign(books, row)


def validate(books: Books, closes: Sequence[Close]) -> list[Closed]:
    status = {close.odoo_id: _judge(books.pickings.get(close.odoo_id), close) for close in closes}
    ready = [close for close in closes if status[close.odoo_id] == "done"]
    button_validate(books, [row.odoo_id for row in ready], [row.odoo_id for row in ready if not row.backorder])
    backorders = {row.backorder_of: row.id for row in reversed(books.pickings.values())}
    return [
        Closed(id_, status[id_], backorders.get(id_), tuple(books.pickings[id_].then))
        if status[id_] in ("done", "already")
        else Closed(id_, status[id_])
        for id_ in (close.odoo_id for close in closes)
    ]


def post_notes(books: Books, notes: Sequence[TransferNote]) -> None:
    for note in notes:
        _picking(books, note.transfer)
    for note in notes:
        books.notes[note.token] = Note("transfer", note.transfer, note.text)


def create_package(books: Books, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
    package, _ = books.once(token, "package")
    books.packages[package] = Package(package, name, package_type, weight_g)
    return package


def _picking(books: Books, transfer: int) -> Picking:
    if transfer not in books.pickings:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    return books.pickings[transfer]


def _is_over(books: Books, row: Picking) -> bool:
    return row.batch is not None and books.batches[row.batch].state in ENDED


def _judge(row: Picking | None, close: Close) -> ClosedStatus:
    if row is None:
        return "gone"
    if row.state in ENDED:
        return "already" if row.state == "done" else "cancelled"
    moves = [move for move in row.moves if not move.ended]
    lines = [line for move in moves for line in move.lines if line.quantity_m]
    if not lines or not all(line.picked for line in lines):
        return "not_picked"
    picked = {move.id: move.quantity_m for move in moves if move.quantity_m}
    counted = picked if close.picked is None else {move: part_m for move, part_m in close.picked.items() if part_m}
    planned = {move.id: move.demand_m for move in moves} == dict(close.demand)
    return "done" if planned and picked == counted else "changed"


def _now(row: Picking) -> TransferNow:
    return TransferNow(
        odoo_id=row.id,
        name=row.name,
        state=cast(TransferState, row.state),
        op_type=row.type.id,
        carrier=row.wanted.carrier,
        priority=row.wanted.priority,
        deadline=row.wanted.deadline,
        batch=row.batch,
        changed_at=row.changed_at // 1000 * 1000,
        moves=tuple(
            MoveNow(move.id, move.product, move.demand_m, move.quantity_m, move.picked, move.state)
            for move in row.moves
        ),
        lines=tuple(
            LineNow(
                line.id,
                line.move,
                line.product,
                line.location,
                line.lot,
                line.package,
                line.quantity_m,
                line.picked,
                line.result_package,
            )
            for move in row.moves
            for line in move.lines
            if line.quantity_m or line.picked
        ),
        backorder_of=row.backorder_of,
        next_transfers=tuple(sorted(row.then)),
    )
