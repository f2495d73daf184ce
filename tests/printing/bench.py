"""A bench with boxes to label, a printer and its deputy: the ledger over a real store and printers that can fail."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.printing.zebra import Zebra
from tests.service.world import World
from warehouse_app.domain.numbers import with_check
from warehouse_app.printing.raw import RawPrinter
from warehouse_app.service.pack_label import parcel_fields
from warehouse_app.service.ports.packing import ParcelLabel
from warehouse_app.service.ports.printing import Label, Printer, PrintJob, Sent, Spooler
from warehouse_app.service.print_answers import Saying, nothing_came_out, scanned
from warehouse_app.service.print_jobs import SERVER, left_behind, queue_label, replace_label
from warehouse_app.service.print_round import send_next
from warehouse_app.service.printers import NewPrinter, add_printer, set_deputy, stand_at


class Plain:
    """Draws a label as nothing but its number."""

    def parcel(self, token: str, parcel: ParcelLabel) -> tuple[str, Mapping[str, str]]:
        return "parcel", parcel_fields(parcel)

    def render(self, name: str, fields: Mapping[str, str], form: str, dpi: int, copy: bool) -> bytes:
        return f"^XA^FD{fields['number']}{' COPY' if copy else ''}^FS^XZ".encode()

    def foreign(self, body: bytes, made_as: str, form: str, dpi: int) -> bytes:
        if body.startswith(b"<"):
            raise ValueError("the label cannot be read")
        return body


class Killed(BaseException):
    """The server is killed at this very moment."""


@dataclass
class Fatal:
    """A way to a printer on which the server is killed: before bytes leave, or before it hears what came of them."""

    way: Spooler
    when: str

    def look(self) -> str | None:
        return self.way.look()

    def recall(self, token: str) -> None:
        self.way.recall(token)

    def send(self, body: bytes, token: str, leaving: Callable[[], bool]) -> Sent:
        def left() -> bool:
            gone = leaving()
            if self.when == "before":
                raise Killed
            return gone

        sent = self.way.send(body, token, left)
        if sent.state != "queued":
            raise Killed
        return sent


@dataclass
class PrintBench:
    """`kill` is when the server dies at the next label: `before` bytes leave, or `after`."""

    world: World
    main: Zebra = field(default_factory=Zebra)
    deputy: Zebra = field(default_factory=Zebra)
    kill: str | None = None
    retries: bool = False  # a broken build: what is unknown is simply sent again
    numbers: list[str] = field(default_factory=list)
    denied: Counter[str] = field(default_factory=Counter)
    _names: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        store, w = self.world.store, self.world.w
        self.printers = [
            store.write(lambda uow: add_printer(NewPrinter("Main", self.main.address, "Bench 1"), w, uow)),
            store.write(lambda uow: add_printer(NewPrinter("Deputy", self.deputy.address), w, uow)),
        ]
        store.write(lambda uow: set_deputy(self.printers[0], self.printers[1], w, uow))
        store.write(lambda uow: stand_at(self.world.first, "Bench 1", uow))
        self.transfer = store.write(lambda uow: uow.packing.on_wave(self.world.wave)[0])

    def close(self) -> None:
        self.main.off()
        self.deputy.off()

    def box(self) -> str:
        """A box is closed: its label is queued in the same unit of work. The number of the parcel."""
        number = with_check(f"P-{next(self._names):05d}")
        token = f"__floor__.box_{len(self.numbers):032x}"

        def closed(uow: object) -> None:
            parcel = uow.packing.add_parcel(self.transfer, token, number, self.world.w)  # type: ignore[attr-defined]
            uow.packing.fill(parcel.id, 1000)  # type: ignore[attr-defined]
            uow.packing.close_parcel(parcel.id, None, None)  # type: ignore[attr-defined]
            queue_label(self.world.first, parcel, None, uow)  # type: ignore[arg-type]

        self.world.store.write(closed)
        self.numbers.append(number)
        return number

    def open_again(self, number: str) -> None:
        """Somebody opens the box: its label is no longer its label."""
        token = self._token(number)

        def opened(uow: object) -> None:
            parcel = uow.packing.parcel(token)  # type: ignore[attr-defined]
            uow.packing.open_parcel(parcel.id)  # type: ignore[attr-defined]
            replace_label(parcel, None, uow)  # type: ignore[arg-type]

        self.world.store.write(opened)

    def close_again(self, number: str) -> None:
        token = self._token(number)

        def closed(uow: object) -> None:
            parcel = uow.packing.parcel(token)  # type: ignore[attr-defined]
            uow.packing.close_parcel(parcel.id, None, None)  # type: ignore[attr-defined]
            queue_label(self.world.first, parcel, None, uow)  # type: ignore[arg-type]

        self.world.store.write(closed)

    def turn(self) -> list[Sent]:
        """The server looks at both printers once, and may be killed while it does: then it starts anew."""
        sent: list[Sent] = []
        if self.retries:
            self.send_again()
        for printer in self.world.store.read(lambda views: views.printing.waiting()):
            try:
                sent += filter(None, [send_next(printer, Plain(), self._way, self.world.store)])
            except Killed:
                self.kill = None
                self.restart()
        return sent

    def send_again(self) -> None:
        """What a build without a ledger does: of what it knows nothing it sends once more."""
        for job, _ in self.open():
            if job.state == "unknown":
                saying = Saying(job.id, None, self.world.w)
                self.world.store.write(lambda uow, saying=saying: nothing_came_out(saying, False, uow))  # type: ignore[misc]

    def restart(self) -> None:
        self.world.store.write(lambda uow: left_behind(SERVER, uow))

    def open(self) -> list[tuple[PrintJob, Label]]:
        return self.world.store.read(lambda views: views.printing.open_jobs(self.world.w))

    def job(self, number: str) -> PrintJob:
        token = self._token(number)
        found = self.world.store.read(lambda views: views.printing.job_of(token))
        assert found is not None
        return found

    def out(self, number: str) -> int:
        """How often this label lies on a table."""
        return sum(number.encode() in label for label in [*self.main.printed, *self.deputy.printed])

    def answer(self, number: str, to_deputy: bool = False) -> None:
        """Somebody goes and looks: scans the label where there is one, else says that nothing came out."""
        saying = Saying(self.job(number).id, None, self.world.w)
        if self.out(number):
            self.world.store.write(lambda uow: scanned(saying, number, uow))
            return
        self.denied[number] += 1
        to_deputy = to_deputy and self.job(number).printer == self.printers[0]
        self.world.store.write(lambda uow: nothing_came_out(saying, to_deputy, uow))

    def _token(self, number: str) -> str:
        return f"__floor__.box_{self.numbers.index(number):032x}"

    def _way(self, printer: Printer) -> Spooler:
        zebra = self.main if printer.id == self.printers[0] else self.deputy
        way: Spooler = RawPrinter("127.0.0.1", zebra.port, waits=zebra.waits)
        return Fatal(way, self.kill) if self.kill else way


def saying(bench: PrintBench, number: str) -> Saying:
    return Saying(bench.job(number).id, bench.world.ana.id, bench.world.w)
