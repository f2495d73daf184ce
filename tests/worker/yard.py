"""A floor over an Odoo: a warehouse with orders behind the port, waves, pickers, and a clock moved by hand."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sqlalchemy import func, select

from tests.contract.double import NOW, DoubleRig
from tests.contract.rig import Rig
from warehouse_app.carriers import Carriers, OwnLabel
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.service.claim_wave import claim_wave
from warehouse_app.service.deliver import LINES, Post, Turn, deliver
from warehouse_app.service.errands import plan
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.pack_label import ParcelPaper
from warehouse_app.service.ports.carriers import Connector
from warehouse_app.service.ports.odoo import Odoo, OdooOffice, OdooUnreachable
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.ports.views import Views
from warehouse_app.service.pull import pull
from warehouse_app.service.pull_changes import Puller
from warehouse_app.service.record_events import record_events
from warehouse_app.service.release_waves import release_waves
from warehouse_app.store.tables import outbox

BINS = 12
RULES = PickingRules(last_digits=True)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@dataclass
class Picker:
    """Somebody with a handheld and a wave; `facts` are what they did and has not been sent."""

    yard: Ground
    device: Device
    person: Person
    session: int
    sheet: dict[str, Any]
    facts: list[dict[str, Any]] = field(default_factory=list)
    _seqs: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.sheet["lines"]
        return found

    def pick(self, line: dict[str, Any], qty_m: int, **more: Any) -> dict[str, Any]:
        body = {"line": line["id"], "qty_m": qty_m, "location": self.place(line), "product": line["product"],
                "lot": line["lot"], "tote": line["tote"], "codes": []} | more  # fmt: skip
        return self.fact("pick", body)

    def short(self, line: dict[str, Any], missing_m: int) -> dict[str, Any]:
        body = {"line": line["id"], "missing_m": missing_m, "found_m": 0, "reason": "RC-EMPTY"}
        return self.fact("short", body | {"location": self.place(line)})

    def undo(self, line: dict[str, Any], event: Mapping[str, Any]) -> dict[str, Any]:
        return self.fact("undo", {"line": line["id"], "event": event["id"]})

    def walked(self) -> dict[str, Any]:
        return self.fact("walked", {})

    def fact(self, kind: str, body: Mapping[str, Any]) -> dict[str, Any]:
        event = {
            "id": f"{next(self.yard.numbers):032x}", "v": 1, "kind": kind, "seq": next(self._seqs),
            "at": self.yard.clock.now, "person": self.person.id, "session": self.session, "wave": self.sheet["wave"],
            "epoch": self.sheet["epoch"], "sheet": self.sheet["sheet"], "body": dict(body),
        }  # fmt: skip
        self.facts.append(event)
        return event

    def send(self) -> list[str]:
        """Uploads what was done; the verdicts."""
        verdicts: list[str] = []
        while self.facts:
            part, self.facts = self.facts[:200], self.facts[200:]
            batch = {"events": part, "sent_at": self.yard.clock.now}
            answer = self.yard.store.write(lambda uow, batch=batch: record_events(self.device, batch, uow))  # type: ignore[misc]
            verdicts += [one["verdict"] for one in answer["answers"]]
        return verdicts

    def pick_all(self) -> None:
        """Everything in full, and the walk is over."""
        for line in self.lines:
            self.pick(line, line["demand_m"])
        self.walked()
        assert set(self.send()) == {"accepted"}

    def place(self, line: dict[str, Any]) -> int:
        location: int = self.sheet["stops"][line["stop"]]["location"]
        return location


class PlainLetters:
    """A label as its number, who pays the postage, and its language."""

    def return_label(self, card: ReturnCard, site: str, postage: str | None, lang: str) -> bytes:
        return f"%PDF {card.number} {postage} {lang}".encode()


class Ground:
    """A warehouse behind the Odoo port `port`, bins and goods in it, and a store; time goes by when it is moved."""

    rig: Rig

    def __init__(self, store: Store, clock: Clock, rig: Rig, goods: Sequence[tuple[int, int]]) -> None:
        self.store, self.clock, self.numbers = store, clock, itertools.count(1)
        self.rig = rig
        self.port: Odoo = rig.odoo
        self.products, self.bins = [product for product, _ in goods], [place for _, place in goods]
        self.w = 0
        self.shows_cases = True
        self.office: OdooOffice | None = None
        papers = ParcelPaper(store, "4x6", None)
        own = OwnLabel(lambda name, fields: f"%PDF {name} {fields['number']}".encode(), papers)
        self.carriers: Connector = Carriers(own)
        self.holding = Holding(store, "deliver", 0)
        self.turns: Counter[Turn] = Counter()
        self._people = itertools.count(1)

    def transfers(self, order: str | None = None) -> list[int]:
        """Odoo's ids of all transfers, or of the order's, oldest first."""
        raise NotImplementedError

    def picked_there(self) -> Counter[str]:
        """Odoo's raw quantities of picked lines, by place."""
        raise NotImplementedError

    def order(self, rows: Mapping[int, int]) -> str:
        """Pieces by number of the product (its bin has the same number)."""
        return self.rig.order({self.products[n]: pieces for n, pieces in rows.items()}, carrier="DHL")

    def open(self, totes: int = 400) -> None:
        """Pulls what was ordered, and takes up the deliver work."""
        self.w = pull(self.port, self.store).warehouses[0]
        self.store.write(lambda uow: uow.catalogue.keep_totes(self.w, [f"T-{n:04d}" for n in range(totes)]))
        self.store.write(_reason)
        self.pull()
        holding = take(self.store, "deliver", "yard")
        assert holding is not None
        self.holding = holding

    def release(self, per_wave: int = 4) -> list[int]:
        return self.store.write(lambda uow: release_waves(self.w, per_wave, 400, {}, uow))

    def picker(self, wave: int) -> Picker:
        """Claims the wave for somebody new."""
        n = next(self._people)

        def come(uow: UnitOfWork) -> Picker:
            device = uow.devices.add(self.w, f"Handheld {n}", f"token-{n}")
            person = uow.people.add(self.w, f"Picker {n}", f"B-{n}", None, None, None, ["picker"])
            session = uow.sessions.open(f"s-{n}", person.id, device.id, uow.now, uow.now + 36_000_000)
            return Picker(self, device, person, session.id, claim_wave(wave, device, person, RULES, uow))

        return self.store.write(come)

    def sheet(self, picker: Picker) -> dict[str, Any]:
        """The picker's sheet as it is now; their next facts are made by it."""
        claimed = self.store.write(
            lambda uow: claim_wave(picker.sheet["wave"], picker.device, picker.person, RULES, uow)
        )
        picker.sheet = claimed
        return claimed

    def pull(self, with_ids: bool = True, port: Odoo | None = None) -> int:
        """Follows Odoo once."""
        holding = take(self.store, "pull", "yard")
        assert holding is not None
        return Puller(holding, port or self.port).pull(self.w, with_ids)

    def deliver(self) -> Turn:
        """One job; an Odoo that is away puts it off."""
        post = Post(
            self.holding, self.port, self.carriers, lambda key, **args: f"{key} {args}", lambda: 0.5, self.shows_cases,
            PlainLetters(), self.office,
        )  # fmt: skip
        try:
            turn = deliver(post, self.w, plan)
        except OdooUnreachable:
            turn = "put_off"
        self.turns[turn] += 1
        return turn

    def run(self, seconds: float, every_ms: int = 500) -> None:
        """Lets time go by, delivering as the worker does."""
        until = self.clock.now + int(seconds * 1000)
        while self.clock.now < until:
            self._sleep(until, every_ms)
            self._step(every_ms)

    def settle(self, most_s: int = 7200, every_ms: int = 500) -> None:
        """Until nothing is left to be told."""
        until = self.clock.now + most_s * 1000
        while self.waiting() and self.clock.now < until:
            self._sleep(until, 2 * every_ms)
            self._step(every_ms)
            self._step(every_ms)
        assert self.waiting() == 0

    def _step(self, ms: int) -> None:
        self.clock.now += ms
        while self.store.read(lambda views: views.is_due(self.w, LINES)) and self.deliver() != "idle":
            pass

    def _sleep(self, until: int, step_ms: int) -> None:
        """Leaves out the steps after which nothing would be due; the last before `until` stays."""
        due = self.store.read(self._due)
        self.clock.now += max(0, min(due or until, until) - 1 - self.clock.now) // step_ms * step_ms

    def _due(self, views: Views) -> int | None:
        """When there is something to tell: now, when the first row's time has come, or None."""
        if views.is_due(self.w, LINES):
            return self.clock.now
        waits = outbox.c.w == self.w, outbox.c.state.in_(("queued", "unknown"))
        asked = select(func.min(outbox.c.next_at)).where(*waits)
        first: int | None = views._connection.execute(asked).scalar_one()  # type: ignore[attr-defined]
        return first

    def waiting(self) -> int:
        return self.store.read(lambda views: views.delivery(self.w)).waiting

    def cases(self) -> list[tuple[str, Any]]:
        rows = self.store.read(lambda views: views.open_cases(self.w))
        return sorted((row.type, row.facts.get("why")) for row in rows)

    def floors(self) -> list[FloorTransfer]:
        """Every transfer as the store has it."""
        ids = self.transfers()
        return list(self.store.write(lambda uow: uow.telling.by_odoo_id(ids)).values())

    def floor(self, order: str) -> FloorTransfer:
        first = self.transfers(order)[0]
        return next(floor for floor in self.floors() if floor.odoo_id == first)

    def picked_here(self) -> Counter[str]:
        """Sum accepted less sum reversed, by place."""
        found: Counter[str] = Counter()
        for floor in self.floors():
            for line in floor.lines:
                for place, qty_m in line.picks:
                    found[place.key] += qty_m
        return found


class Yard(Ground):
    """A ground over the double: orders are confirmed in its `books`."""

    rig: DoubleRig

    def __init__(self, store: Store, clock: Clock, steps: int = 1) -> None:
        rig = DoubleRig(steps)
        super().__init__(store, clock, rig, stock(rig, 100_000))
        self.books = rig.books
        self.books.clock = clock

    def transfers(self, order: str | None = None) -> list[int]:
        return [row.id for row in self.books.pickings.values() if order in (None, row.order)]

    def picked_there(self) -> Counter[str]:
        """The double's raw quantities of picked lines, by place."""
        found: Counter[str] = Counter()
        for move in (move for row in self.books.pickings.values() for move in row.moves):
            for line in move.lines:
                if line.picked and line.quantity_m and line.location in self.bins:
                    found[f"{line.move}/{line.location}/{line.lot or '-'}/{line.package or '-'}"] += line.quantity_m
        return found


class Counting:
    """An Odoo that counts its calls by name."""

    def __init__(self, odoo: Odoo) -> None:
        self._odoo, self.calls = odoo, Counter[str]()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)

        def call(*args: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return method(*args, **named)

        return call


def stock(rig: Rig, pieces: int) -> list[tuple[int, int]]:
    """Goods, each with a bin that holds so many pieces of it."""
    goods = [(rig.product(f"SKU-{n}"), rig.bin(f"A-{n:02d}-1")) for n in range(1, BINS + 1)]
    for product, place in goods:
        rig.put(product, place, pieces)
    return goods


def random_orders(yard: Ground, random: Random, how_many: int) -> None:
    """Orders of one to four different goods."""
    for _ in range(how_many):
        goods = random.sample(range(BINS), random.randint(1, 4))
        yard.order({n: random.randint(1, 6) for n in goods})


def random_walk(picker: Picker, random: Random) -> Iterable[None]:
    """Walks the wave as people do: parts, shorts, second thoughts. Yields after each line."""
    for line in picker.lines:
        dice, demand_m = random.random(), line["demand_m"]
        if dice < 0.1:
            picker.short(line, demand_m)
        elif dice < 0.25 and demand_m > 1000:
            picker.pick(line, 1000)
            picker.pick(line, demand_m - 1000)
        elif dice < 0.4:
            event = picker.pick(line, demand_m)
            picker.undo(line, event)
            picker.pick(line, demand_m)
        elif dice < 0.5 and demand_m > 1000:
            picker.pick(line, demand_m - 1000)
            picker.short(line, 1000)
        else:
            picker.pick(line, demand_m)
        yield
    picker.walked()
    yield


def _reason(uow: UnitOfWork) -> None:
    uow.catalogue.keep_reason("RC-EMPTY", 1, {"key": "reason.RC-EMPTY", "count": "none", "screen": "pick", "rank": 1})
