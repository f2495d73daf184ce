"""What a bench works on: documents to pack, their boxes, and who has them open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from warehouse_app.domain.pack_sheet import PackFacts
from warehouse_app.domain.packing import Bench, Item, PackLine, Parcel


@dataclass(frozen=True, slots=True)
class PackRow:
    """An order that could be packed. `totes` hold its goods; `open_lines` are still to be picked.

    `steps` are the warehouse's; `rest` is what a supervisor said of goods it is short of; `step` is pick or pack.
    `device` and `person` have it open, `packed_at` says that it left the bench. `wave` is the number of the wave its
    goods were picked on.
    """

    transfer: int
    w: int
    name: str
    order: str
    state: str
    rest: str
    step: str
    steps: int
    carrier: str | None
    cutoff_at: int | None
    totes: tuple[tuple[str, int], ...]
    lines: int
    due_m: int
    open_lines: int
    device: int | None = None
    person: str | None = None
    packed_at: int | None = None
    device_name: str | None = None
    wave: str | None = None


@dataclass(frozen=True, slots=True)
class TruckParcel:
    """A closed parcel that is not gone yet. `key` is what its bench calls it."""

    key: str
    number: str
    order: str
    carrier: str | None
    cutoff_at: int | None
    loaded: bool


@dataclass(frozen=True, slots=True)
class ParcelLabel:
    """What stands on a parcel's label. `n` of `of` boxes of its order; `ship_to` as in the transfer.

    How many there are is known when the order left the bench; until then `of` is None.
    """

    w: int
    number: str
    state: str
    order: str
    carrier: str | None
    weight_g: int | None
    n: int
    of: int | None
    sender: str
    ship_to: Mapping[str, str] | None
    sscc: str | None = None


@dataclass(frozen=True, slots=True)
class BoxContent:
    """What is in a closed box, as (sku, name, thousandths, g a piece), and what its order is worth, in minor units."""

    rows: tuple[tuple[str, str, int, int | None], ...]
    value: int | None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class PackageToTell:
    """A closed box for Odoo; `kind` is its package type there. `id` and `transfer` are ours."""

    id: int
    transfer: int
    token: str
    number: str
    kind: int | None
    weight_g: int | None


@dataclass(frozen=True, slots=True)
class Coming:
    """Goods of an order that are still to come to the bench: their tote, the wave they are on, and who walks it."""

    tote: str | None
    wave: str
    person: str | None


class PackingViews(Protocol):
    """Reading what the benches have before them."""

    def pack_rows(self, w: int) -> list[PackRow]:
        """Everything that is, or soon will be, to be packed: worst cut-off first."""
        ...

    def truck_parcels(self, w: int) -> list[TruckParcel]: ...
    def parcel_label(self, token: str) -> ParcelLabel | None: ...
    def box(self, token: str) -> tuple[int, BoxContent] | None:
        """The transfer of a parcel, and what is in it."""
        ...

    def pack_facts(self, transfer: int) -> PackFacts:
        """What a bench's sheet is compiled from."""
        ...


class Packing(PackingViews, Protocol):
    """Writing it."""

    def row(self, transfer: int) -> PackRow | None:
        """The same of one transfer, whatever its state."""
        ...

    def in_tote(self, w: int, code: str) -> int | None:
        """The transfer whose goods are in the tote."""
        ...

    def on_wave(self, wave: int) -> list[int]:
        """Its transfers."""
        ...

    def after(self, transfer: int) -> list[PackRow]:
        """The packing documents that follow a transfer, newest first."""
        ...

    def coming(self, transfer: int) -> tuple[int, Sequence[Coming]]:
        """Of a packing document: how many picks of its order are here, and those that are on a wave still."""
        ...

    def named(self, w: int, name: str) -> list[PackRow]:
        """By the name of the transfer or its order, or by a parcel's number."""
        ...

    def wanting(self, w: int, text: str) -> list[int]:
        """Transfers with a line of the product that has this barcode, of those in `pack_rows`."""
        ...

    def bench(self, transfer: int) -> Bench | None:
        """Who has it, locked for this unit of work."""
        ...

    def save_bench(self, bench: Bench) -> None: ...
    def line(self, line: int) -> PackLine | None: ...
    def save_line(self, line: PackLine) -> None: ...
    def parcel(self, token: str) -> Parcel | None: ...
    def parcels(self, transfer: int) -> list[Parcel]: ...
    def add_parcel(self, transfer: int, token: str, number: str, w: int) -> Parcel: ...
    def fill(self, parcel: int, by_m: int) -> None:
        """So much more (or less) is in it."""
        ...

    def give_sscc(self, token: str, sscc: str) -> None:
        """For life: a parcel that has one keeps it."""
        ...

    def close_parcel(self, parcel: int, box: int | None, weight_g: int | None) -> None: ...
    def open_parcel(self, parcel: int) -> None:
        """It is not closed any more."""
        ...

    def package(self, parcel: int) -> PackageToTell: ...
    def keep_package(self, parcel: int, odoo_id: int) -> None:
        """The box exists in Odoo."""
        ...

    def knows_box(self, box: int) -> bool: ...
    def put(self, event: str, parcel: int, line: int, qty_m: int) -> None: ...
    def item(self, event: str) -> Item | None: ...
    def left_over(self, transfer: int) -> list[tuple[int, int]]:
        """(line, thousandths) of what was there to be packed and is in no box."""
        ...

    def load(self, parcel: int) -> None: ...
    def shipping(self, package: int) -> list[int]:
        """Open shipping documents (ours) that send this package (Odoo's)."""
        ...

    def still_back(self, transfer: int) -> bool:
        """Whether something is left to be packed or put back of it: it is open, or a task to put goods back is."""
        ...

    def empty_totes(self, transfer: int) -> None:
        """The goods are out of the totes of this transfer and of those it follows: the totes are free."""
        ...

    def close_waves(self, transfer: int) -> Sequence[int]:
        """Walked waves of which this was the last open transfer are closed; their ids."""
        ...
