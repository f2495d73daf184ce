"""Benches that do anything in any order: no closed box holds goods unread, another's or too many; none leaves open.

Boxes are opened again, goods go from one to another, checks fail and pass, boxes are scanned onto the truck early, an
order comes in two totes. Judged by what the store keeps and Odoo has, not by what was answered.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from tests.worker.packer import Packer, packer, parcel_name
from tests.worker.test_packing import follow, picked, with_boxes
from tests.worker.yard import Clock, Picker
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store, UnitOfWork

STEPS = 90
_ITEMS = text(
    "SELECT p.transfer, p.id, p.state, p.content_m, i.line, i.qty_m, i.event FROM parcel p"
    " LEFT JOIN parcel_item i ON i.parcel = p.id AND i.reversed_by IS NULL WHERE p.state <> 'void'"
)
_LEFT = text("SELECT transfer FROM packing WHERE packed_at IS NOT NULL")
_LINES = text("SELECT id, product, picked_m, demand_m, packed_m FROM line")
_ON_TRUCK = text("SELECT COUNT(*) FROM parcel WHERE loaded_at IS NOT NULL AND state <> 'closed'")
_FAILED = text(
    "SELECT c.transfer, c.result FROM pack_check c JOIN packing p ON p.transfer = c.transfer"
    " WHERE p.packed_at IS NOT NULL AND c.id = (SELECT MAX(id) FROM pack_check d WHERE d.transfer = c.transfer)"
)
_SHIPPED = text(
    "SELECT p.transfer, t.odoo_id, SUM(p.content_m), COUNT(*) FILTER (WHERE p.state = 'open') FROM parcel p"
    " JOIN transfer t ON t.id = p.transfer WHERE p.content_m > 0 GROUP BY p.transfer, t.odoo_id"
)
CHECKED = {"check": "CQ-HAZMAT", "product": None, "value": None, "expected": None}


class Floor:
    """Two orders picked onto one wave, two benches, and what was read for every item."""

    def __init__(self, store: Store, clock: Clock, seed: int) -> None:
        self.random, self.steps = Random(seed), 3 if seed % 2 else 1
        self.yard = with_boxes(store, clock, self.steps)
        for number, product in enumerate(self.yard.products):
            known = self.yard.books.products[product]
            known.card = replace(known.card, codes=((f"P-{number:02d}", 1000),))
        self.picker, self.orders = self._picked()
        self.benches = [packer(self.yard, name) for name in ("Ben", "Eve")]
        self.boxes: list[str] = [parcel_name() for _ in range(3)]
        self.read: dict[str, str | None] = {}

    def _picked(self) -> tuple[Picker, list[str]]:
        """Two orders; in three steps the first comes in two totes."""
        if self.steps == 1:
            return picked(self.yard, {0: 3, 1: 1}, {2: 2, 0: 1})
        names = [self.yard.order(rows) for rows in ({0: 3}, {1: 1}, {2: 2, 0: 1})]
        one, other = (next(row for row in self.yard.books.pickings.values() if row.order == name) for name in names[:2])
        other.order, other.order_id = one.order, one.order_id
        self.yard.open()
        picker = self.yard.picker(self.yard.release()[0])
        picker.pick_all()
        follow(self.yard)
        return picker, [names[0], names[2]]

    def step(self) -> None:
        bench, chance = self.random.choice(self.benches), self.random.random()
        if not bench.sheet or chance < 0.1:
            self._open(bench)
        elif chance < 0.55:
            self._put(bench)
        else:
            self._say(bench, chance)
        if bench.facts and self.random.random() < 0.7:
            sent = list(bench.facts)
            bench.send()
            if self.random.random() < 0.2:  # its answer was lost
                bench.facts = sent
                bench.send()

    def _open(self, bench: Packer) -> None:
        order = self.random.choice(self.orders)
        totes = [str(one["code"]) for one in self.picker.sheet["totes"] if one["order"] == order]
        try:
            bench.open(self.random.choice(totes), take=self.random.random() < 0.8)
        except Refused:
            return

    def _put(self, bench: Packer) -> None:
        line = self.random.choice(bench.lines)
        wrong = self.random.choice([*(f"P-{n:02d}" for n in range(3)), None, "X-UNKNOWN"])
        code = self.code_of(line["product"]) if self.random.random() < 0.7 else wrong
        body = {"line": line["id"], "parcel": self.random.choice(self.boxes), "code": code}
        event = bench.fact("boxed", body | {"qty_m": self.random.choice((1000, 1000, 2000, 5000))})
        self.read[event["id"]] = code

    def _say(self, bench: Packer, chance: float) -> None:
        box = {"parcel": self.random.choice(self.boxes)}
        if chance < 0.7:
            bench.fact("box_closed", box | {"box": None, "weight_g": 900})
        elif chance < 0.78:
            bench.fact("box_opened", box)
        elif chance < 0.8:
            bench.loaded(box["parcel"])
        elif chance < 0.83:
            bench.fact("box_checked", CHECKED | {"result": self.random.choice(("pass", "pass", "fail"))})
        elif chance < 0.9 and self.read:
            event, line = self.random.choice(sorted(self.read)), self.random.choice(bench.lines)
            bench.fact("unboxed", {"line": line["id"], "event": event})
        else:
            bench.fact("packed", {})

    def code_of(self, product: int) -> str:
        """What stands on these goods (our id)."""
        found = self._ask(text(f"SELECT text FROM code WHERE kind = 'product' AND ref = {int(product)}"))
        return str(found[0].text)

    def check(self) -> int:
        """What must be true at any time; how many boxes are closed."""
        items, lines = self._ask(_ITEMS), {row.id: row for row in self._ask(_LINES)}
        inside, packed = Counter[int](), Counter[int]()
        for row in items:
            if row.event is None:
                continue
            code = self.read[row.event]
            assert code is not None, "not read"
            if code != "X-UNKNOWN":  # a code that nobody knows is no other goods' either
                assert code == self.code_of(lines[row.line].product), "another's goods"
            inside[row.id] += row.qty_m
            packed[row.line] += row.qty_m
        due_m = {id_: row.picked_m if self.steps == 1 else row.demand_m for id_, row in lines.items()}
        assert all(packed[id_] == row.packed_m <= due_m[id_] for id_, row in lines.items()), "too many"
        assert all(inside[row.id] == row.content_m for row in items)
        left = {row.transfer for row in self._ask(_LEFT)}
        assert not [row for row in items if row.transfer in left and row.state == "open" and row.content_m], "open"
        assert self._ask(_ON_TRUCK)[0][0] == 0, "an open box on the truck"
        assert "fail" not in {row.result for row in self._ask(_FAILED)}, "left though a check failed"
        return len({row.id for row in items if row.state == "closed"})

    def finish(self) -> None:
        """Somebody takes what is left, and does right: whatever was done before, no order is a dead end."""
        ben = self.benches[0]
        for bench in self.benches:
            bench.facts.clear()  # what was never sent
        for order in self.orders:
            try:
                sheet = ben.open(order, take=True)
            except Refused:  # it has left, or what is left of it is another document now; see `ship`
                continue
            box = next((one["key"] for one in sheet["parcels"] if one["state"] == "open"), parcel_name())
            left = [line for line in sheet["lines"] if line["demand_m"] > line["packed_m"]]
            for line in left:
                code = self.code_of(line["product"])
                event = ben.fact("boxed", {"line": line["id"], "parcel": box, "code": code,
                                           "qty_m": line["demand_m"] - line["packed_m"]})  # fmt: skip
                self.read[event["id"]] = code
            for key in {box, *(one["key"] for one in sheet["parcels"] if one["state"] == "open" and one["items"])}:
                ben.fact("box_closed", {"parcel": key, "box": None, "weight_g": 900})
            ben.fact("box_checked", CHECKED | {"result": "pass"})
            ben.packed()
            ben.send()

    def ship(self) -> int:
        """Odoo hears of everything; how many orders it holds for packed, each with what is in its closed boxes."""
        follow(self.yard)
        done = {row.id for row in self.yard.books.pickings.values() if row.state == "done"}
        shipped = [row for row in self._ask(_SHIPPED) if row.odoo_id in done]
        for _, odoo_id, content_m, still_open in shipped:
            assert still_open == 0, "shipped with an open box"
            lines = [line for move in self.yard.books.pickings[odoo_id].moves for line in move.lines]
            assert sum(line.quantity_m for line in lines) == content_m, "Odoo has what is in the boxes"
            assert all(line.result_package for line in lines if line.quantity_m), "in no box"
        return len(shipped)

    def _ask(self, sql: Any) -> list[Any]:
        def ask(uow: UnitOfWork) -> list[Any]:
            return list(uow._connection.execute(sql))  # type: ignore[attr-defined]

        return self.yard.store.write(ask)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_benches_do_every_closed_box_is_right_no_order_leaves_with_one_open_and_all_can_be_finished(
    sqlite_store: Store, clock: Clock, seed: int
) -> None:
    floor = Floor(sqlite_store, clock, seed)
    for step in range(STEPS):
        floor.step()
        floor.check()
        if step % 30 == 29:
            floor.ship()
    floor.finish()
    assert floor.check() >= len(floor.orders), "each order is in a closed box"
    assert floor.ship() >= len(floor.orders), "what was packed short leaves in two documents"
