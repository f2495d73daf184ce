"""Applying facts to lines: the server checks invariants only; what to ask was decided on the device.

Done = sum of accepted picks - sum of reversed ones, and never more than the demand.

>>> line = Line(id=7, wave=1, transfer=3, demand_m=3000, picked_m=1000, short_m=0, epoch=1)
>>> apply(line, Pick(line=7, qty_m=2000, location=4, lot=None, tote="T-0001"), epoch=1).state
'picked'
>>> apply(line, Pick(line=7, qty_m=9000, location=4, lot=None, tote="T-0001"), epoch=1)
Conflict(key='pick.over')
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from warehouse_app.domain.facts import Fact, Found, NewTote, Pick, PutBack, Short, Undo

Verdict = Literal["accepted", "duplicate", "conflict", "invalid"]

OPEN_WAVES = ("claimed", "walked")  # `walked`: a late fact of the same walk still counts until the wave is closed


@dataclass(frozen=True, slots=True)
class Wave:
    """One cart's work. Whoever claims it gets the next `epoch`; a fact carries the epoch it was made in.

    `assigned` is the one picker who may claim it; None: everybody. `check_epoch`: taken over in that epoch, so its
    totes are looked into first.
    """

    id: int
    w: int
    number: str
    state: str
    epoch: int
    device: int | None
    person: int | None
    assigned: int | None = None
    check_epoch: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to take from one place. `epoch` is the newest claim that touched it.

    `told_m` is what the newest short said is missing; `short_m` what of it still is (goods may turn up later).
    `for_case`: a supervisor sent the picker there, in answer to that case. `denied`: the case in which somebody looks
    after its bin, where these goods were said not to be. `unwanted`: its order is
    cancelled in Odoo.
    """

    id: int
    wave: int | None
    transfer: int
    demand_m: int
    picked_m: int
    short_m: int
    epoch: int
    location: int = 0
    product: int = 0
    told_m: int = 0
    for_case: int | None = None
    lot: int | None = None
    tracking: str = "none"
    denied: int | None = None
    unwanted: bool = False

    @property
    def state(self) -> str:
        """`open`, `picked` (all found) or `short` (settled, but something is missing)."""
        if self.picked_m + self.short_m < self.demand_m:
            return "open"
        return "short" if self.short_m else "picked"


@dataclass(frozen=True, slots=True)
class Done:
    """An accepted fact that an undo may take back: a pick's quantity, a short's, or a tote without any.

    `left_m` is what the newest other short of the line says, 0 if there is none: it holds again after the undo.
    """

    event: str
    line: int
    kind: str
    qty_m: int
    undone: bool
    left_m: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """The fact is true but does not fit; it does not count, and a case names the goods."""

    key: str


@dataclass(frozen=True, slots=True)
class Invalid:
    """The fact makes no sense here; it counts for nothing."""

    key: str


def in_time(wave: Wave, line: Line, epoch: int, device: int) -> bool:
    """Whether a fact of `epoch` may still count: it holds the claim, or nobody touched the line since."""
    if epoch == wave.epoch:
        return wave.device in (None, device)
    return line.epoch <= epoch


def goods_conflict(line: Line, pick: Pick, product: int | None, counted: bool) -> Conflict | None:
    """Goods of another place than the line's, of another product's lot, or a single number for the second time.

    `product` is what the lot is of, where one is known; `counted`: it stands in a pick of an order that has not left.
    """
    if pick.location != line.location:
        return Conflict("pick.other_place")
    if product is not None and product != line.product:
        return Conflict("pick.other_lot")
    if line.tracking == "serial" and product is not None and (counted or pick.qty_m != 1000):
        return Conflict("pick.serial_twice")
    return None


def apply(line: Line, fact: Fact, epoch: int, done: Done | None = None) -> Line | Conflict | Invalid:
    """The line after the fact, or why it does not count. `done` is what an undo takes back, if it is known."""
    after: Line | Conflict | Invalid
    match fact:
        case Pick():
            after = _pick(line, fact)
        case Short():
            after = _short(line, fact)
        case Undo():
            after = _undo(line, done)
        case Found():
            after = _found(line, fact)
        case PutBack():
            after = _put_back(line, fact)
        case NewTote():
            return line  # it touches no goods
        case _:
            return Invalid("line.unknown")
    return replace(after, epoch=max(line.epoch, epoch)) if isinstance(after, Line) else after


def _pick(line: Line, pick: Pick) -> Line | Conflict:
    if line.picked_m + pick.qty_m > line.demand_m:
        return Conflict("pick.over")
    return _now(line, line.picked_m + pick.qty_m, line.told_m)


def _found(line: Line, found: Found) -> Line | Conflict:
    picked_m = max(line.picked_m - found.known_m, 0) + found.qty_m
    return Conflict("pick.over") if picked_m > line.demand_m else _now(line, picked_m, line.told_m)


def _put_back(line: Line, back: PutBack) -> Line | Conflict:
    """They are neither picked nor wanted: the line is as settled as before."""
    if back.qty_m > line.picked_m:
        return Conflict("put_back.over")
    return _now(replace(line, demand_m=line.demand_m - back.qty_m), line.picked_m - back.qty_m, line.told_m)


def _short(line: Line, short: Short) -> Line | Conflict:
    if short.missing_m > line.demand_m - line.picked_m:
        return Conflict("short.over")
    return _now(line, line.picked_m, short.missing_m)


def _undo(line: Line, done: Done | None) -> Line | Invalid:
    if done is None or done.line != line.id:
        return Invalid("undo.unknown")
    if done.undone:
        return Invalid("undo.already")
    if done.kind == "short":
        return _now(line, line.picked_m, done.left_m)
    return _now(line, line.picked_m - done.qty_m, line.told_m)


def _now(line: Line, picked_m: int, told_m: int) -> Line:
    """Goods that were reported missing and then found count as found."""
    return replace(line, picked_m=picked_m, told_m=told_m, short_m=min(told_m, line.demand_m - picked_m))
