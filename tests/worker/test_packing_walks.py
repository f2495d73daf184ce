"""Benches that do anything in any order: no closed box holds goods unread, another's or too many; none leaves open.

Judged by what the store keeps, not by what was answered.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from tests.worker.packer import Packer, packer, parcel_name
from tests.worker.test_packing import picked, tote, with_boxes
from tests.worker.yard import Clock
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store, UnitOfWork

STEPS = 90
_ITEMS = text(
    "SELECT p.transfer, p.id, p.state, p.content_m, i.line, i.qty_m, i.event FROM parcel p"
    " LEFT JOIN parcel_item i ON i.parcel = p.id AND i.reversed_by IS NULL WHERE p.state <> 'void'"
)
_LEFT = text("SELECT transfer FROM packing WHERE packed_at IS NOT NULL")
_LINES = text("SELECT id, product, picked_m, packed_m FROM line")


class Floor:
    """Two orders picked onto one wave, two benches, and what was read for every item."""

    def __init__(self, store: Store, clock: Clock, seed: int) -> None:
        self.random, self.yard = Random(seed), with_boxes(store, clock, 1)
        for number, product in enumerate(self.yard.products):
            known = self.yard.books.products[product]
            known.card = replace(known.card, codes=((f"P-{number:02d}", 1000),))
        self.picker, self.orders = picked(self.yard, {0: 3, 1: 1}, {2: 2, 0: 1})
        self.benches = [packer(self.yard, name) for name in ("Ben", "Eve")]
        self.boxes: list[str] = [parcel_name() for _ in range(3)]
        self.read: dict[str, str | None] = {}

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
        try:
            bench.open(tote(self.picker, self.random.choice(self.orders)), take=self.random.random() < 0.8)
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
        elif chance < 0.8:
            bench.fact("box_opened", box)
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
        assert all(packed[id_] == row.packed_m <= row.picked_m for id_, row in lines.items()), "too many"
        assert all(inside[row.id] == row.content_m for row in items)
        left = {row.transfer for row in self._ask(_LEFT)}
        assert not [row for row in items if row.transfer in left and row.state == "open" and row.content_m], "open"
        return len({row.id for row in items if row.state == "closed"})

    def _ask(self, sql: Any) -> list[Any]:
        def ask(uow: UnitOfWork) -> list[Any]:
            return list(uow._connection.execute(sql))  # type: ignore[attr-defined]

        return self.yard.store.write(ask)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_benches_do_every_closed_box_is_right_and_no_order_leaves_with_one_open(
    sqlite_store: Store, clock: Clock, seed: int
) -> None:
    floor = Floor(sqlite_store, clock, seed)
    closed = 0
    for _ in range(STEPS):
        floor.step()
        closed = max(closed, floor.check())
    assert closed, "something was packed at all"
