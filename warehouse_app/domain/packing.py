"""Packing: what a bench tells, and what the server checks of it. What to ask was decided on the bench.

Boxed = sum of accepted items - sum of those taken out again, and never more than there is to pack.

>>> line = PackLine(id=7, transfer=3, due_m=3000, packed_m=2000)
>>> put_in(line, None, 1000).packed_m
3000
>>> put_in(line, None, 2000)
Conflict(key='pack.over')
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from warehouse_app.domain.facts import Event, Malformed, is_event_id, optional, whole
from warehouse_app.domain.picking import Conflict, Invalid

_BAD = "fact.malformed"


@dataclass(frozen=True, slots=True)
class Boxed:
    """`qty_m` thousandths of a line went into a box. `parcel` is the name the bench gave the box (32 hex digits)."""

    transfer: int
    line: int
    parcel: str
    qty_m: int


@dataclass(frozen=True, slots=True)
class Unboxed:
    """What an earlier `boxed` put in came out again."""

    transfer: int
    line: int
    event: str


@dataclass(frozen=True, slots=True)
class BoxClosed:
    """The box is shut: of this kind (ours, None: not said) and weight in g with its goods (None: not weighed)."""

    transfer: int
    parcel: str
    box: int | None
    weight_g: int | None


@dataclass(frozen=True, slots=True)
class BoxOpened:
    """A box that was shut is open again: goods come out of it or go in, and it is weighed anew."""

    transfer: int
    parcel: str


@dataclass(frozen=True, slots=True)
class Packed:
    """Everything that is here is in closed boxes; the order leaves the bench."""

    transfer: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """The parcel is on the truck."""

    parcel: str


PackFact = Boxed | Unboxed | BoxClosed | BoxOpened | Packed | Loaded


@dataclass(frozen=True, slots=True)
class Bench:
    """Who packs a transfer. Opening it elsewhere gives the next `epoch`; a fact carries the epoch it was made in."""

    transfer: int
    epoch: int = 0
    device: int | None = None
    person: int | None = None
    packed_at: int | None = None


@dataclass(frozen=True, slots=True)
class PackLine:
    """A line on the bench: `due_m` is there to be packed, `packed_m` of it is in boxes."""

    id: int
    transfer: int
    due_m: int
    packed_m: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A box. `token` names it in Odoo, `content_m` is all that is in it, whatever the goods."""

    id: int
    token: str
    transfer: int
    number: str
    state: str
    content_m: int
    odoo_id: int | None = None
    loaded_at: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """Something that was put into a box; `undone` when it came out again."""

    event: str
    line: int
    parcel: int
    qty_m: int
    undone: bool


def parse_packing(event: Event) -> PackFact:
    """The fact inside a bench's event. Raises Malformed: `event.unknown_kind` or `fact.malformed`."""
    reader = _READERS.get(event.kind)
    if reader is None:
        raise Malformed("event.unknown_kind")
    return reader(event.body)


def token_of(parcel: str) -> str:
    """The name a box is found by in Odoo, from the one its bench gave it."""
    return f"__floor__.box_{parcel}"


def in_hand(bench: Bench | None, epoch: int, device: int) -> bool:
    """Whether a fact of this epoch counts: the device has the transfer, or the store forgot that it has (a restore)."""
    if bench is None or epoch > bench.epoch:
        return True
    return epoch == bench.epoch and bench.device in (None, device)


def put_in(line: PackLine, parcel: Parcel | None, qty_m: int) -> PackLine | Conflict:
    """The line with so much more of it in the box (None: a new one), or why that does not count."""
    if parcel is not None and (parcel.state != "open" or parcel.transfer != line.transfer):
        return Conflict("pack.box_closed")
    if line.packed_m + qty_m > line.due_m:
        return Conflict("pack.over")
    return replace(line, packed_m=line.packed_m + qty_m)


def take_out(line: PackLine, item: Item | None, parcel: Parcel | None) -> PackLine | Conflict | Invalid:
    """The line with what the item put in taken out again, or why not."""
    if item is None or parcel is None or item.line != line.id:
        return Invalid("undo.unknown")
    if item.undone:
        return Invalid("undo.already")
    if parcel.state != "open":
        return Conflict("pack.box_closed")
    return replace(line, packed_m=line.packed_m - item.qty_m)


def why_not_closed(parcel: Parcel | None, transfer: int) -> Conflict | None:
    """What speaks against shutting this box of the transfer."""
    if parcel is None or parcel.transfer != transfer or not parcel.content_m:
        return Conflict("pack.box_empty")
    return None if parcel.state == "open" else Conflict("pack.box_closed")


def why_not_opened(parcel: Parcel | None, parcels: Sequence[Parcel]) -> Conflict | None:
    """What speaks against opening this box of an order again; `parcels` are all of it.

    One box is packed at a time, so that everybody knows where goods go; and what is on the truck is gone.
    """
    if parcel is None or parcel.state != "closed":
        return Conflict("pack.box_not_closed")
    if parcel.loaded_at is not None:
        return Conflict("pack.box_loaded")
    others = (one for one in parcels if one.id != parcel.id)
    return Conflict("pack.box_open") if any(one.state == "open" and one.content_m for one in others) else None


def why_not_packed(parcels: Sequence[Parcel]) -> Conflict | None:
    """What speaks against the order leaving the bench."""
    filled = [parcel for parcel in parcels if parcel.content_m]
    if not filled:
        return Conflict("pack.nothing")
    return Conflict("pack.box_open") if any(parcel.state == "open" for parcel in filled) else None


def _parcel(body: Mapping[str, Any]) -> str:
    if not is_event_id(body.get("parcel")):
        raise Malformed(_BAD)
    return str(body["parcel"])


def _boxed(body: Mapping[str, Any]) -> Boxed:
    transfer, line = whole(body, "transfer", key=_BAD), whole(body, "line", key=_BAD)
    return Boxed(transfer, line, _parcel(body), whole(body, "qty_m", least=1, key=_BAD))


def _unboxed(body: Mapping[str, Any]) -> Unboxed:
    if not is_event_id(body.get("event")):
        raise Malformed(_BAD)
    return Unboxed(whole(body, "transfer", key=_BAD), whole(body, "line", key=_BAD), body["event"])


def _box_closed(body: Mapping[str, Any]) -> BoxClosed:
    box, weight_g = optional(body, "box", key=_BAD), optional(body, "weight_g", key=_BAD)
    return BoxClosed(whole(body, "transfer", key=_BAD), _parcel(body), box, weight_g)


_READERS: dict[str, Callable[[Mapping[str, Any]], PackFact]] = {
    "boxed": _boxed,
    "unboxed": _unboxed,
    "box_closed": _box_closed,
    "box_opened": lambda body: BoxOpened(whole(body, "transfer", key=_BAD), _parcel(body)),
    "packed": lambda body: Packed(whole(body, "transfer", key=_BAD)),
    "loaded": lambda body: Loaded(_parcel(body)),
}
KINDS = frozenset(_READERS)
