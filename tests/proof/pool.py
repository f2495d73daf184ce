"""A pool of thousands of orders on a real Odoo 19: pulled, judged, planned, mended, released, claimed. One JSON line.

`--orders N` are in the pool (2000), beside those of the demo shop, whose waves twenty people walk meanwhile
(`pool_walks.py`), with rules of the gate switched on; `--waves N` (40) more are claimed, and each must be one batch in
Odoo of just its transfers; one more batch is made in Odoo by hand, and must become a wave. First another, empty store
is connected to that Odoo (`connect`). The stores are SQLite on the disk, the deliver step, the gateway and its call
budget, the planner in a process beside are the product's; server, database and app share the machine.

`not_held` names the limits that did not hold: the gate in under 20 calls for each 2,000 orders (`gate`), a plan mended
within 500 ms (`mended`), no unit of work above a second (`unit:STEP`), no pick acknowledged after more than a second
(`ack:STEP`), 99 of 100 picks in Odoo within a minute (`lag`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.odoo_server import Farm, RealOdoo
from tests.proof.odoo_drain import TEMPLATE, Floor, _farm
from tests.proof.pool_walks import Counted, Steps, Walks
from tests.tools.needs import NEEDS
from tests.tools.odoo.cloned import prepared
from tests.tools.odoo.places import Places
from tests.worker.real_ground import only
from warehouse_app.aside import Child
from warehouse_app.domain.carts import Cart
from warehouse_app.domain.releasing import propose
from warehouse_app.domain.wave_templates import Templates
from warehouse_app.fast import of_pool
from warehouse_app.odoo.gateway import Gateway
from warehouse_app.service.adopt_batches import adopt_batches
from warehouse_app.service.gate import judge_pool, look_at_orders
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.layout_form import first_plan
from warehouse_app.service.plan_pool import keep_plan, next_plan, pool_of
from warehouse_app.service.ports.aside import Aside
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import pull
from warehouse_app.service.pull_changes import Puller
from warehouse_app.service.release_waves import Release, release_in_pieces, release_waves
from warehouse_app.service.save_layout import put_on_map
from warehouse_app.service.shipped_rules import ship_rules
from warehouse_app.store import migrate, open_store

CART = Cart(12, 30)
CALLS, EACH = 20, 2000  # of the gate, for so many orders
MENDED_S, UNIT_S, LAG_S = 0.5, 1.0, 60.0
MORE = 600  # totes, for the demo shop's orders
ON = ("GT-AMOUNT", "GT-PRICE", "GT-CARRIER", "GT-REFERENCE")  # rules that hold orders


@dataclass(frozen=True, slots=True)
class Pool:
    """What the proof works with: `port` is the pull's and the gate's, whose calls are counted."""

    floor: Floor
    port: Odoo
    steps: Steps
    planner: Aside


def main() -> int:
    """Measures and prints; exit code 1 when Odoo has something else than we do, or a limit did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=2000)
    parser.add_argument("--waves", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=10.0)
    asked = parser.parse_args()
    folder = NEEDS["odoo"].find()
    if not folder:
        print(json.dumps({"proof": "pool", "left_out": "no real Odoo on this machine: make odoo"}), flush=True)
        return 0
    with _farm(Places(Path(folder))) as farm, tempfile.TemporaryDirectory() as where:
        found = _proved(farm, where, asked)
    print(json.dumps({"proof": "pool", "odoo": farm.build, **found}), flush=True)
    right = found["batches_right"] and found["adopted"] and found["same"]
    return 0 if right and not found["not_held"] else 1


def _proved(farm: Farm, where: str, asked: argparse.Namespace) -> dict[str, Any]:
    odoo = RealOdoo(farm, farm.copy(TEMPLATE))
    begun = time.monotonic()
    orders = prepared(odoo.client(), asked.orders)
    floor = Floor(_folder(where, "floor"), odoo)  # knows the goods, and of the orders the first few
    farm.script(odoo.database, orders)
    found = {"orders": asked.orders, "load": os.getloadavg()[0], "made_s": round(time.monotonic() - begun, 1)}
    print(found, file=sys.stderr, flush=True)
    session, planner = Counted(floor.session.account, floor.session.budget), Child()
    pool = Pool(floor, only(Gateway(session), floor.site), Steps(floor.opened, session), planner)
    try:
        found["connect"] = _connected(_folder(where, "connect"), floor)
        found |= _worked(pool, asked) | {"load_after": os.getloadavg()[0]}
        return found | {"not_held": [*_not_held(found)]}
    finally:
        planner.close()
        floor.opened.close()


def _folder(where: str, name: str) -> str:
    folder = Path(where) / name
    folder.mkdir()
    return str(folder)


def _connected(where: str, floor: Floor) -> dict[str, Any]:
    """A store that knows nothing is filled, and follows for the first time."""
    url = f"sqlite:///{Path(where) / 'floor.sqlite3'}"
    migrate(url, Path(where))
    store, session = open_store(url, floor.clock), Counted(floor.session.account)
    steps, port = Steps(store, session), only(Gateway(session), floor.site)
    try:
        seen = steps.take("first_look", lambda: pull(port, store))
        holding = take(store, "pull", "yard")
        assert holding is not None
        steps.take("first_following", lambda: Puller(holding, port).pull(seen.warehouses[0], True))
    finally:
        store.close()
    return {"transfers": seen.transfers, "steps": steps.found}


def _worked(pool: Pool, asked: argparse.Namespace) -> dict[str, Any]:
    floor, w, store = pool.floor, pool.floor.w, pool.floor.store
    store.write(ship_rules)
    store.write(lambda uow: uow.catalogue.keep_totes(w, [f"U-{n:05d}" for n in range(asked.orders + MORE)]))
    person = store.write(lambda uow: uow.people.add(w, "Sam", "B-SAM", None, None, None, ["supervisor"]))
    store.write(lambda uow: _switch_on(w, person.id, uow))
    walks = Walks(floor, pool.steps, store.write(lambda uow: release_waves(w, CART.totes, CART.lines, {}, uow)))
    with floor.worker():
        with walks.going_on():
            found = _pooled(pool, walks, asked, person.id)
        pool.steps.take("batches", floor.all_told)
        claimed = found.pop("claimed")
        found |= {"walks": walks.told(), "claimed": len(claimed)}
        found |= {"batches_right": all(_is_batch(floor, wave) for wave in claimed), "adopted": _adopts(pool)}
    return found | {"same": floor.same(), "steps": pool.steps.found}


def _pooled(pool: Pool, walks: Walks, asked: argparse.Namespace, person: int) -> dict[str, Any]:
    """What is done to the pool while people walk."""
    floor, w, store, take_step = pool.floor, pool.floor.w, pool.floor.store, pool.steps.take
    new = take_step("pull", lambda: floor.pull(port=pool.port))
    judged = take_step("gate", lambda: _gate(pool))
    take_step("gate_again", lambda: judge_pool(w, store))
    _draw(floor, person)
    planned = take_step("plan", lambda: _planned(pool, asked.seconds))
    mended = take_step("mend", lambda: _mended_s(pool))
    page = take_step("page", lambda: _page_s(floor))
    whole = Release(w, CART, anyway=True)
    take_step("release", lambda: release_in_pieces(whole, floor.opened, floor.clock.now))
    waves = [row.id for row in store.read(lambda views: views.waves(w, ("released",))) if row.id not in walks.waves]
    claimed = waves[: asked.waves]
    walks.waves += waves[asked.waves :]
    take_step("claim", lambda: [floor.picker(wave) for wave in claimed])
    held = {rule: dict(kinds) for rule, kinds in store.read(lambda views: views.gate.standing(w)).items()}
    return {"pulled": new, "judged": judged, "verdicts": held, **planned, "mended_s": mended, "page_s": page,
            "waves": len(waves), "claimed": claimed}  # fmt: skip


def _switch_on(w: int, person: int, uow: UnitOfWork) -> None:
    known = uow.releasing.rules("gate", w)
    for code in ON:
        uow.rulebook.save(w, "gate", code, {**known[code], "mode": "on"}, person, "trial")


def _not_held(found: dict[str, Any]) -> Iterator[str]:
    """Which limits did not hold."""
    every = found["steps"] | {f"connect.{name}": step for name, step in found["connect"]["steps"].items()}
    if every["gate"]["calls"] >= CALLS * max(1, found["judged"] / EACH):
        yield "gate"
    if found["mended_s"] > MENDED_S:
        yield "mended"
    if found["walks"]["lag_s"]["p99"] > LAG_S:
        yield "lag"
    yield from (f"unit:{name}" for name, step in every.items() if step["longest_unit_s"] > UNIT_S)
    yield from (f"ack:{name}" for name, step in every.items() if step["slowest_ack_s"] > UNIT_S)


def _gate(pool: Pool) -> int:
    """Until nothing is due."""
    judged, holding = 0, _held(pool.floor)
    while done := look_at_orders(holding, pool.port, pool.floor.w):
        judged += done
    return judged


def _held(floor: Floor) -> Holding:
    holding = take(floor.store, "pull", "yard")
    assert holding is not None
    return holding


def _draw(floor: Floor, person: int) -> None:
    w, store = floor.w, floor.store
    hall = first_plan(store.read(lambda views: views.layouts.places(w)))
    assert hall is not None
    store.write(lambda uow: uow.catalogue.layouts.save(w, "hall", hall.as_body(), person))
    store.write(lambda uow: put_on_map(w, hall, {}, uow))


def _planned(on: Pool, seconds: float) -> dict[str, Any]:
    floor = on.floor
    pool = floor.store.read(lambda views: pool_of(floor.w, floor.clock.now, CART, views))
    assert pool is not None
    begun = time.monotonic()
    made = next_plan(pool, floor.clock.now, seconds, on.planner, of_pool.carts)
    took = time.monotonic() - begun
    assert made is not None
    floor.store.write(lambda uow: keep_plan(floor.w, made, uow))
    lines = sum(one.free.lines for one in pool.orders)
    metres = sum(one.metres for one in made.carts)
    counted = len(propose([one.free for one in pool.orders], {}, Templates.alike(CART)))
    return {"pool": len(pool.orders), "plan_s": round(took, 2), "carts": len(made.carts), "carts_by_count": counted,
            "m_per_line": round(metres / lines, 2)}  # fmt: skip


def _mended_s(on: Pool) -> float:
    """An order goes, and the plan is whole again."""
    floor = on.floor
    pool = floor.store.read(lambda views: pool_of(floor.w, floor.clock.now, CART, views))
    assert pool is not None
    begun = time.monotonic()
    made = next_plan(replace(pool, orders=pool.orders[1:]), floor.clock.now, 1.0, on.planner, of_pool.carts)
    assert made is not None
    assert made.patched == 1, "the whole was planned, not mended"
    return round(time.monotonic() - begun, 3)


def _page_s(floor: Floor) -> float:
    """What the release page asks for."""
    begun = time.monotonic()
    floor.store.read(lambda views: (views.pool(floor.w), views.layouts.plan(floor.w), views.held_orders(floor.w)))
    return round(time.monotonic() - begun, 2)


def _is_batch(floor: Floor, wave: int) -> bool:
    told = floor.store.write(lambda uow: uow.telling.wave(wave))
    ours = sorted(one.odoo_id for one in floor.store.write(lambda uow: uow.telling.transfers(told.transfers)).values())
    rows = floor.admin.call("stock.picking.batch", "read", [told.batch], ["state", "picking_ids"])
    return [(row["state"], sorted(row["picking_ids"])) for row in rows] == [("in_progress", ours)]


def _adopts(on: Pool) -> bool:
    """Two orders more, put into a batch by hand."""
    floor = on.floor
    (site,) = floor.admin.call("stock.warehouse", "search_read", [("code", "=", "WH")], ["id"], load="")
    (product,) = floor.admin.find("product.product", [("name", "=", "Goods K-01-1")])
    (partner,) = floor.admin.make("res.partner", [{"name": "Uwe Lang"}])
    carrier, *_ = floor.admin.find("delivery.carrier", [])
    row = {"partner_id": partner, "warehouse_id": site["id"], "carrier_id": carrier,
           "order_line": [(0, 0, {"product_id": product, "product_uom_qty": 1})]}  # fmt: skip
    orders = floor.admin.make("sale.order", [row, row])
    floor.admin.call("sale.order", "action_confirm", orders)
    pickings = floor.admin.find("stock.picking", [("sale_id", "in", orders)])
    (batch,) = floor.admin.make("stock.picking.batch", [{"picking_ids": [(6, 0, pickings)]}])
    floor.admin.call("stock.picking.batch", "action_confirm", [batch])
    floor.pull(port=on.port)
    _gate(on)
    on.steps.take("adopt", lambda: adopt_batches(_held(floor), on.port, floor.w, CART))
    adopted = [row for row in floor.store.read(lambda views: views.waves(floor.w, ("released",))) if row.batch]
    return [(row.lines, row.totes) for row in adopted] == [(2, 2)]


if __name__ == "__main__":
    raise SystemExit(main())
