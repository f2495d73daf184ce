"""A packer at a bench: opens an order by scan, packs it box by box, sends what was done."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.worker.yard import Ground
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.service.pack import OpenOrder, open_order
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.record_events import record_events

_NUMBERS = itertools.count(1)


@dataclass
class Packer:
    """Somebody with a bench; `facts` are what they did and has not been sent."""

    yard: Ground
    device: Device
    person: Person
    session: int
    sheet: dict[str, Any] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    _seqs: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def open(self, code: str, take: bool = False) -> dict[str, Any]:
        """Scans a tote, a name or goods. Raises Refused."""
        command = OpenOrder(code, self.device, self.person, take)
        self.sheet = self.yard.store.write(lambda uow: open_order(command, PackingRules(), uow))
        return self.sheet

    @property
    def lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.sheet["lines"]
        return found

    def boxed(self, parcel: str, line: Mapping[str, Any], qty_m: int) -> dict[str, Any]:
        return self.fact("boxed", {"line": line["id"], "parcel": parcel, "qty_m": qty_m, "code": "x"})

    def unboxed(self, line: Mapping[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
        return self.fact("unboxed", {"line": line["id"], "event": event["id"]})

    def close(self, parcel: str, weight_g: int | None = 900) -> dict[str, Any]:
        box = self.sheet["boxes"][0]["id"] if self.sheet["boxes"] else None
        return self.fact("box_closed", {"parcel": parcel, "box": box, "weight_g": weight_g})

    def packed(self) -> dict[str, Any]:
        return self.fact("packed", {})

    def loaded(self, parcel: str) -> dict[str, Any]:
        return self.fact("loaded", {"parcel": parcel})

    def fact(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        event = {
            "id": f"{next(self.yard.numbers):032x}", "v": 1, "kind": kind, "seq": next(self._seqs),
            "at": self.yard.clock.now, "person": self.person.id, "session": self.session, "wave": None,
            "epoch": self.sheet.get("epoch", 0), "sheet": None,
            "body": {"transfer": self.sheet.get("transfer"), **body},
        }  # fmt: skip
        self.facts.append(event)
        return event

    def send(self) -> list[tuple[str, str | None]]:
        """Uploads what was done; verdict and key of each."""
        part, self.facts = self.facts, []
        batch = {"events": part, "sent_at": self.yard.clock.now}
        answer = self.yard.store.write(lambda uow: record_events(self.device, batch, uow))
        return [(one["verdict"], one.get("key")) for one in answer["answers"]]

    def pack_all(self, boxes: int = 1, weights: Sequence[int] = (900, 1100)) -> list[str]:
        """Everything, spread over so many boxes, and the order leaves the bench; the boxes' names."""
        names = [parcel_name() for _ in range(boxes)]
        for line in self.lines:
            left_m = line["demand_m"]
            for at, name in enumerate(names):
                part_m = left_m if at == len(names) - 1 else left_m // 2000 * 1000
                if part_m:
                    self.boxed(name, line, part_m)
                left_m -= part_m
        for name, weight_g in zip(names, weights, strict=False):
            self.close(name, weight_g)
        self.packed()
        assert set(self.send()) == {("accepted", None)}
        return names


def parcel_name() -> str:
    """As a bench names a box."""
    return f"{next(_NUMBERS) + 0xB0 * 16**30:032x}"


def packer(yard: Ground, name: str = "Ben") -> Packer:
    """Somebody new at a new bench."""

    def come(uow: UnitOfWork) -> Packer:
        device = uow.devices.add(yard.w, f"Bench of {name}", f"bench-{name}")
        person = uow.people.add(yard.w, name, f"P-{name}", None, None, None, ["packer"])
        session = uow.sessions.open(f"p-{name}", person.id, device.id, uow.now, uow.now + 36_000_000)
        return Packer(yard, device, person, session.id)

    return yard.store.write(come)
