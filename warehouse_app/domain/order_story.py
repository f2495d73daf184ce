"""Where an order is, in one sentence: its parts, each a key of the catalogue and what fills it.

    In tote T-118, 6 of 7 picked, waits for 1 x 4711, truck DHL 14:30 can still be reached
    Packed in 2 parcels, left with DHL at 14:28
    Held: payment query, Finance, until 16:00

Times stay ms UTC (`at`), quantities thousandths (`_m`): whoever says it puts them into words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from warehouse_app.domain.cases import PACK_BUFFER

Part = tuple[str, Mapping[str, Any]]
_RANK = {"pick": 0, "pack": 1, "ship": 2, None: 0}
_OVER = ("received", "judged", "refunded", "closed")


@dataclass(frozen=True, slots=True)
class Missing:
    """Goods an order is short of, and what was decided: open, found, wait, ship_short, cancel."""

    sku: str
    missing_m: int
    decision: str = "open"


@dataclass(frozen=True, slots=True)
class Document:
    """One transfer of the order. `step`: pick, pack, ship; `leaves`: it is the last of its chain.

    `wave` is a number; `picked_m` of `demand_m` are in the tote, `packed_m` in boxes.
    """

    step: str | None = None
    state: str = "open"
    leaves: bool = True
    wave: str | None = None
    wave_state: str | None = None
    totes: tuple[str, ...] = ()
    demand_m: int = 0
    picked_m: int = 0
    packed_m: int = 0
    missing: tuple[Missing, ...] = ()
    bench_at: int | None = None
    packed_at: int | None = None
    ended_at: int | None = None
    cutoff_at: int | None = None
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """Held by hand: the reason's code, the team, and until when it is to be answered."""

    reason: str
    owner: str
    until: int | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """An open exception that stops the order: its type, its team, until when it is to be over."""

    type: str
    owner: str
    until: int | None


@dataclass(frozen=True, slots=True)
class Order:
    """What is known of an order. `parcels` are the loading times of its closed parcels; None: still here."""

    cleared: bool = True
    hold: Hold | None = None
    documents: tuple[Document, ...] = ()
    parcels: tuple[int | None, ...] = ()
    returns: tuple[tuple[str, str], ...] = ()
    stops: tuple[Stopped, ...] = ()
    put_back_m: int = 0
    buffer: int = PACK_BUFFER  # ms from the tote to the truck


def sentence(order: Order, now: int) -> list[Part]:
    """The parts of the sentence, in their order; never empty."""
    open_ = [one for one in order.documents if one.state == "open"]
    gone = [one for one in order.documents if one.leaves and one.state == "done"]
    returned = _returned(order)
    if order.hold is not None and open_:
        return [("held", {"reason": order.hold.reason, "owner": order.hold.owner, "at": order.hold.until})]
    if not order.documents:
        return [("none", {}), *returned]
    if not open_ and not gone:
        return [*_cancelled(order), *returned]
    if not open_:
        return [*returned, *_left(order, gone)]
    parts = list(_open(order, open_, now))
    if gone:
        return [*returned, ("partly", {}), *_left(order, gone), ("rest", {}), *parts]
    return [*returned, *parts]


def truck(carrier: str | None, at: int | None, now: int, is_packed: bool, buffer: int = PACK_BUFFER) -> list[Part]:
    """Whether it still gets onto its truck: a box needs its time from the tote to the dock."""
    if at is None:
        return []
    facts = {"carrier": carrier or "", "at": at}
    if now >= at:
        return [("truck_gone", facts)]
    return [("truck_reached" if is_packed or now <= at - buffer else "truck_missed", facts)]


def _cancelled(order: Order) -> list[Part]:
    back: list[Part] = [("put_back", {"n_m": order.put_back_m})] if order.put_back_m else []
    if all(one.state == "cancelled" for one in order.documents):
        return [("cancelled", {}), *back]
    return [("picked_only", {}), *back]  # its picks are validated, and what follows them is not here yet


def _returned(order: Order) -> list[Part]:
    """The newest return; one that is announced is said, too."""
    if not order.returns:
        return []
    number, state = order.returns[-1]
    return [] if state == "cancelled" else [("returned" if state in _OVER else "return_announced", {"number": number})]


def _left(order: Order, gone: Sequence[Document]) -> list[Part]:
    loaded = [at for at in order.parcels if at is not None]
    ends = [one.ended_at for one in gone if one.ended_at is not None]
    at = max(loaded or ends, default=None)
    carrier = next((one.carrier for one in gone if one.carrier), "")
    return [*_parcels(len(order.parcels)), ("left" if at is not None else "left_then", {"carrier": carrier, "at": at})]


def _parcels(n: int) -> list[Part]:
    return [("packed_one" if n == 1 else "packed_in", {"n": n})] if n else []


def _open(order: Order, open_: Sequence[Document], now: int) -> Iterator[Part]:
    first = min(_RANK[one.step] for one in open_)
    front = [one for one in open_ if _RANK[one.step] == first]
    is_packed = all(one.packed_at is not None for one in front) or front[0].step == "ship"
    if is_packed:
        yield from _parcels(len(order.parcels)) or [("packed", {})]
        if any(at is None for at in order.parcels) or not order.parcels:
            yield "waits_for_truck", {}
    elif any(one.bench_at is not None for one in front):
        yield "at_bench", {"at": max(one.bench_at for one in front if one.bench_at is not None)}
        yield "packed_of", _of(front, "packed_m", "picked_m")
    else:
        yield from _picking(front)
    yield from _missing(front)
    yield from (("stopped", {"type": one.type, "owner": one.owner, "at": one.until}) for one in order.stops[:1])
    if not order.cleared:
        yield "not_cleared", {}
    cutoffs = [(one.cutoff_at, one.carrier) for one in front if one.cutoff_at is not None]
    if cutoffs:
        at, carrier = min(cutoffs, key=lambda one: one[0])
        yield from truck(carrier, at, now, is_packed, order.buffer)


def _picking(front: Sequence[Document]) -> Iterator[Part]:
    totes = sorted({tote for one in front for tote in one.totes})
    picked = sum(one.picked_m for one in front)
    wave = next((one for one in front if one.wave is not None), None)
    if front[0].step == "pack":
        yield from [("in_tote", {"tote": ", ".join(totes)})] if totes else [("is_picked", {})]
        yield "waits_for_bench", {}
        return
    if picked == 0 and not any(one.missing for one in front):
        yield "nobody", {}
        if wave is None:
            yield "no_wave", {}
        else:
            walked = wave.wave_state in ("claimed", "walked")
            yield "in_taken_wave" if walked else "in_wave", {"wave": wave.wave}
        return
    yield from [("in_tote", {"tote": ", ".join(totes)})] if totes else []
    is_whole, is_walked = (
        picked >= sum(one.demand_m for one in front),
        wave is not None and wave.wave_state == "claimed",
    )
    yield "all_picked" if is_whole else "picked_of", _of(front, "picked_m", "demand_m")
    if is_whole and is_walked and wave is not None:
        yield "in_taken_wave", {"wave": wave.wave}
    elif is_whole or (wave is not None and not is_walked):
        yield "waits_for_bench", {}


def _of(front: Sequence[Document], part: str, whole: str) -> dict[str, int]:
    return {"n_m": sum(getattr(one, part) for one in front), "of_m": sum(getattr(one, whole) for one in front)}


def _missing(front: Sequence[Document]) -> Iterator[Part]:
    """What is undecided first: it is what somebody waits for."""
    keys = {"open": "asks", "found": "fetched", "wait": "waits_for", "ship_short": "goes_without", "cancel": "without"}
    found = [one for document in front for one in document.missing]
    for decision, key in keys.items():
        for one in found:
            if one.decision == decision:
                yield key, {"n_m": one.missing_m, "sku": one.sku}
