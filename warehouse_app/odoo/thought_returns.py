"""Returns while the app only observes: their receipts, and what becomes of the goods, are there in thought."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any

from warehouse_app.odoo.gateway import Gateway
from warehouse_app.odoo.noting import Noting, digest
from warehouse_app.odoo.reading import ENDED
from warehouse_app.odoo.rehearsal import Rehearsal, made_id
from warehouse_app.service.ports.observing import AsTold, Call, Unsent
from warehouse_app.service.ports.odoo import (
    Closed,
    Disposal,
    GoodsMoved,
    Lacking,
    LineNow,
    ReturnMade,
    ReturnPart,
    Shipped,
    TransferNow,
)
from warehouse_app.service.ports.store import Store

_PLACE = "location_dest_id/.id"
Goods = Counter[tuple[int, int | None]]  # thousandths by (move, lot)


class ThoughtReturns(Noting):
    """Part of the port. A receipt has an id below zero, and is kept by the facts it was noted with."""

    def __init__(self, session: Rehearsal, store: Store) -> None:
        super().__init__(session, store)
        self._odoo = Gateway(session)

    @abstractmethod
    def read_transfers(self, ids: Sequence[int]) -> Sequence[TransferNow]: ...

    def shipped(self, warehouse: int, sought: str) -> Sequence[Shipped]:
        """With what is on its way back in thought."""
        back = self._back()
        return [_less(row, back.get(row.odoo_id, Counter())) for row in self._odoo.shipped(warehouse, sought)]

    def lacking(self, warehouse: int, products: Sequence[int]) -> Sequence[Lacking]:
        """Without what would be reserved by now."""
        rows = self._odoo.lacking(warehouse, products)
        now = {one.odoo_id: one for one in self.read_transfers(list({row.transfer for row in rows}))} if rows else {}
        return [replace(row, missing_m=left_m) for row, left_m in _missing(rows, now) if left_m > 0]

    def create_return(self, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
        made = made_id(token)
        with self.session.noting() as calls:
            self._odoo.create_return(token, delivery, parts)
        place = next((row[_PLACE] for call in calls for row in call.values.get("rows", ()) if row.get(_PLACE)), "0")
        facts: dict[str, Any] = {"n": len(calls), "delivery": delivery, "receipt": made, "place": int(place)}
        facts["parts"] = [astuple(part) for part in parts]
        self._note(Unsent(f"create_return:{token}", "create_return", tuple(calls), facts, delivery))
        return ReturnMade(made, "")

    def receive_return(self, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
        if receipt > 0 and all(now.state in ENDED for now in self._odoo.read_transfers([receipt])):
            return self._odoo.receive_return(receipt, parts)  # it is over, and only looked at
        facts = {"pieces_m": sum(part.qty_m for part in parts), "parts": [astuple(part) for part in parts]}
        lines = Call("stock.picking", "write", (receipt,), {"move_line_ids": [str(part) for part in parts]})
        calls = (lines, Call("stock.picking", "button_validate", (receipt,)))
        self._note(Unsent(f"receive_return:{receipt}", "receive_return", calls, facts, receipt))
        return Closed(receipt, "done")

    def dispose(self, disposal: Disposal) -> GoodsMoved:
        """As Odoo would be told; what is to stay where the receipt puts it asks for nothing."""
        if disposal.what == "move" and disposal.place == self._place(disposal.receipt):
            return GoodsMoved(disposal.receipt, "")
        made, pieces = made_id(disposal.token), {"pieces_m": disposal.part.qty_m}
        self._note(Unsent(f"dispose:{disposal.token}", "dispose", tuple(_put(disposal, made, pieces)), pieces))
        return GoodsMoved(made, "")

    def reserve_at(self, transfer: int, move: int, product: int, lot: int | None, qty_m: int, place: int) -> int:
        """The goods lie there in thought: they are reserved as far as the transfer lacks them."""
        now = next(iter(self.read_transfers([transfer])), None)
        if now is None or now.state in ENDED:
            return 0
        here = [line for line in now.lines if line.move == move and line.location == place and line.lot == lot]
        there_m = sum(line.quantity_m for line in here)
        lacks_m = sum(one.demand_m - one.quantity_m for one in now.moves if one.odoo_id == move)
        if (add_m := min(lacks_m, qty_m - there_m)) <= 0:
            return there_m
        values = {"move_id": move, "location_id": place, "lot_id": lot or False, "quantity": (there_m + add_m) / 1000}
        call = Call("stock.picking", "write", (transfer,), {"move_line_ids": [values]})
        key = f"reserve_at:{digest([transfer, move, lot, place, there_m + add_m])}"
        self._note(Unsent(key, "reserve_at", (call,), {"pieces_m": add_m}, transfer))
        made = LineNow(made_id(f"{move} {place} {lot}"), move, product, place, lot, None, there_m + add_m, False, None)
        told = self._told([transfer]).get(transfer, AsTold())
        others = [line for line in told.lines if (line.move, line.location, line.lot) != (move, place, lot)]
        self._keep(transfer, told, lines=(*others, made))
        return there_m + add_m

    def _back(self) -> dict[int, Goods]:
        """By delivery what comes back in thought: as announced, and of what is here as it was counted."""
        came = {int(key.rpartition(":")[2]): facts["parts"] for key, facts in self._noted("receive_return").items()}
        found: dict[int, Goods] = {}
        for facts in self._noted("create_return").values():
            goods = found.setdefault(facts["delivery"], Counter())
            for move, _, lot, qty_m in came.get(facts["receipt"], facts["parts"]):
                goods[move, lot] += qty_m
        return found

    def _place(self, receipt: int) -> int | None:
        found = (row["place"] for row in self._noted("create_return").values() if row["receipt"] == receipt)
        return next(found, None)


def _less(row: Shipped, back: Goods) -> Shipped:
    lines = (replace(line, returned_m=line.returned_m + back[line.move, line.lot]) for line in row.lines)
    return replace(row, lines=tuple(lines))


def _missing(rows: Sequence[Lacking], now: Mapping[int, TransferNow]) -> Iterator[tuple[Lacking, int]]:
    for row in rows:
        moves = now[row.transfer].moves if row.transfer in now else ()
        left = [one.demand_m - one.quantity_m for one in moves if one.odoo_id == row.move]
        yield row, left[0] if left else row.missing_m


def _put(disposal: Disposal, made: int, pieces: Mapping[str, Any]) -> Iterator[Call]:
    scraps = disposal.what == "scrap"
    model = "stock.scrap" if scraps else "stock.picking"
    yield Call(model, "load", (), {"rows": [{"id": disposal.token} | dict(pieces)]})
    if not scraps:
        yield Call(model, "action_confirm", (made,))
        yield Call(model, "write", (made,), {"move_line_ids": [dict(pieces)]})
    yield Call(model, "action_validate" if scraps else "button_validate", (made,))
