"""A small floor for the use cases: two orders, three lines, one wave, Ana with handheld 1 and Cy with handheld 2."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.ports.odoo import OdooLocation, OdooMoveLine, OdooProduct, OdooTransfer, OdooWarehouse
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.record_events import record_events
from warehouse_app.service.release_waves import release_waves

NOW = 1_790_000_000_000
CUTOFF = NOW + 90 * 60_000
REASONS = ("RC-EMPTY", "none"), ("RC-PART", "ask")


@dataclass
class World:
    """Who is there and how they upload; ids are the store's."""

    store: Store
    w: int
    wave: int
    ana: Person
    cy: Person
    first: Device
    second: Device
    sessions: dict[int, int]
    places: dict[int, int] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _seqs: dict[int, itertools.count[int]] = field(default_factory=dict)

    def claim(self, device: Device | None = None, person: Person | None = None) -> dict[str, Any]:
        """Claims the wave; the sheet."""
        who, where = person or self.ana, device or self.first
        sheet = self.store.write(lambda uow: claim_wave(self.wave, where, who, PickingRules(), uow))
        self.places = {line["id"]: sheet["stops"][line["stop"]]["location"] for line in sheet["lines"]}
        return sheet

    def event(self, kind: str, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """An event of Ana's on handheld 1 in epoch 1."""
        device = changes.pop("device", self.first)
        seqs = self._seqs.setdefault(device.id, itertools.count(1))
        return {
            "id": f"{next(self._numbers):032x}", "v": 1, "kind": kind, "seq": next(seqs), "at": NOW,
            "person": self.ana.id, "session": self.sessions[self.ana.id], "wave": self.wave, "epoch": 1, "sheet": 1,
            "body": body,
        } | changes  # fmt: skip

    def pick(self, line: dict[str, Any], qty_m: int, **changes: Any) -> dict[str, Any]:
        place = self.places.get(line["id"], 1)
        body = {"line": line["id"], "qty_m": qty_m, "location": place, "product": line["product"], "lot": None,
                "tote": line["tote"], "codes": []}  # fmt: skip
        return self.event("pick", body, **changes)

    def short(self, line: dict[str, Any], missing_m: int, **changes: Any) -> dict[str, Any]:
        body = {"line": line["id"], "missing_m": missing_m, "found_m": 0, "reason": "RC-EMPTY",
                "location": self.places[line["id"]]}  # fmt: skip
        return self.event("short", body, **changes)

    def undo(self, line: dict[str, Any], event: dict[str, Any], **changes: Any) -> dict[str, Any]:
        return self.event("undo", {"line": line["id"], "event": event["id"]}, **changes)

    def send(self, *events: Any, device: Device | None = None) -> list[dict[str, Any]]:
        """Uploads a batch; the answers, one per event and in order."""
        answers: list[dict[str, Any]] = self.answer(*events, device=device)["answers"]
        return answers

    def answer(self, *events: Any, device: Device | None = None) -> dict[str, Any]:
        batch = {"events": list(events), "build": "test", "waiting": 0, "sent_at": NOW}
        return self.store.write(lambda uow: record_events(device or self.first, batch, uow))

    def verdicts(self, *events: Any, device: Device | None = None) -> list[str]:
        return [answer["verdict"] for answer in self.send(*events, device=device)]

    def lines(self) -> list[dict[str, Any]]:
        """The lines as a new sheet would show them."""
        facts = self.store.read(lambda views: views.sheet_facts(self.wave))
        assert facts is not None
        return [{"picked_m": line.picked_m, "short_m": line.short_m, "id": line.id} for line in facts.lines]

    def cases(self) -> list[str]:
        return [case.type for case in self.store.read(lambda views: views.open_cases(self.w))]


def build(store: Store) -> World:
    """Fills an empty store and releases the one wave."""
    w, first, second, ana, cy, sessions = store.write(_fill)
    waves = store.write(lambda uow: release_waves(w, 12, 30, {"DHL": CUTOFF}, uow))
    assert len(waves) == 1
    return World(store, w, waves[0], ana, cy, first, second, sessions)


def _fill(uow: UnitOfWork) -> tuple[int, Device, Device, Person, Person, dict[int, int]]:
    catalogue = uow.catalogue
    catalogue.source("http://odoo.test|uuid")
    w = catalogue.keep_warehouse(OdooWarehouse(1, "WH", "Main", "Europe/Berlin", 1, (1,)))
    bins = [OdooLocation(n, f"A-{n:02d}-1", f"LOC-A-{n:02d}-1") for n in (1, 2, 10)]
    catalogue.keep_locations(w, bins, {bin_.code: rank for rank, bin_ in enumerate(bins)})
    catalogue.keep_products([_product(n, code) for n, code in ((1, "4006381333931"), (2, "4006381333948"))])
    catalogue.keep_transfers(w, [transfer(1, (1, 1, 3000), (2, 2, 1000)), transfer(2, (3, 1, 2000))])
    catalogue.keep_totes(w, [f"T-{n:04d}" for n in range(1, 6)])
    for rank, (code, count) in enumerate(REASONS, 1):
        body = {"key": f"reason.{code}", "count": count, "screen": "pick", "rank": rank}
        catalogue.keep_reason(code, 1, body)
    first, second = (uow.devices.add(w, f"Handheld {n}", f"token-{n}") for n in (1, 2))
    ana, cy = (
        uow.people.add(w, name, badge, None, None, None, ["picker"]) for name, badge in (("Ana", "B-1"), ("Cy", "B-2"))
    )
    later = uow.now + 10 * 3_600_000
    sessions = {
        person.id: uow.sessions.open(f"s-{person.id}", person.id, device.id, uow.now, later).id
        for person, device in ((ana, first), (cy, second))
    }
    return w, first, second, ana, cy, sessions


def _product(n: int, code: str) -> OdooProduct:
    return OdooProduct(n, f"SKU-{n}", f"Hand soap {n}", "pieces", True, "none", False, 500, None, ((code, 1000),))


def transfer(n: int, *lines: tuple[int, int, int]) -> OdooTransfer:
    """`lines` are (move, product and bin number, quantity in thousandths)."""
    moves = tuple(OdooMoveLine(move, at, at, None, qty_m) for move, at, qty_m in lines)
    return OdooTransfer(n, f"WH/OUT/{n:05d}", f"S{n:05d}", n, 1, "DHL", 0, None, True, moves, 0)
