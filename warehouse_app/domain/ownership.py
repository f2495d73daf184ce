"""Who owns what when the floor and Odoo differ: a transfer as it is here, as it is there, and what follows.

Pure: states in, decisions out. Places are source keys (move, location, lot, package); quantities thousandths.

    demand, cancelling, priority, carrier    Odoo's: followed; goods already in the tote are to be put back
    reserved place of an untouched line      Odoo's: the sheet is replaced
    picked quantity of a touched line        ours until validated: Odoo shows what we wrote, or somebody else wrote
    quantity done after validation           Odoo's: recorded and shown
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

Ended = Literal["done", "cancelled"]


@dataclass(frozen=True, slots=True)
class OurLine:
    """`touched`: some fact of the floor was about it, even one taken back. `sent`: a supervisor sent somebody there.

    `picks`: what was picked for it by place, which may be others than the line's own.
    """

    id: int
    key: str
    move: int
    demand_m: int
    picked_m: int = 0
    short_m: int = 0
    touched: bool = False
    sent: bool = False
    picks: tuple[tuple[str, int], ...] = ()

    @property
    def ours(self) -> bool:
        """Whether Odoo's reservation moves it no more: somebody was there, or was sent where it reserves nothing."""
        return self.touched or self.sent


@dataclass(frozen=True, slots=True)
class Ours:
    """A transfer as the floor has it.

    `on_floor`: it is in a wave that somebody walks or will walk. `picked` is what the floor has, by place;
    `written` are the states of ours that Odoo may show (the last confirmed one, and any sent since).
    """

    on_floor: bool
    lines: tuple[OurLine, ...]
    planned: Mapping[int, int] = field(default_factory=dict)
    picked: Mapping[str, int] = field(default_factory=dict)
    written: tuple[Mapping[str, int], ...] = ()
    header: tuple[str | None, int, int | None] = (None, 0, None)
    delivered: bool = True


@dataclass(frozen=True, slots=True)
class TheirPlace:
    """What Odoo holds for a move in one place: `quantity_m` in all, `picked_m` of it picked."""

    key: str
    move: int
    quantity_m: int
    picked_m: int = 0


@dataclass(frozen=True, slots=True)
class Theirs:
    """The transfer as Odoo has it; `demand` per move without the cancelled ones, `header` as in `Ours`."""

    state: Literal["open", "done", "cancelled"]
    places: tuple[TheirPlace, ...] = ()
    demand: Mapping[int, int] = field(default_factory=dict)
    header: tuple[str | None, int, int | None] = (None, 0, None)


@dataclass(frozen=True, slots=True)
class PutBack:
    """So much of a line is in the tote and nobody wants it any more."""

    line: int
    qty_m: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """Odoo shows a picked quantity that is not ours."""

    key: str
    ours_m: int
    theirs_m: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What follows. Nothing set: floor and Odoo agree. Lines by our id.

    `late`: validated as we had told it, before it was told all: the tote holds something else than was shipped.
    """

    ended: Ended | None = None
    done: Mapping[int, int] = field(default_factory=dict)
    header: bool = False
    planned: Mapping[int, int] | None = None
    demand: Mapping[int, int] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    added: tuple[TheirPlace, ...] = ()
    put_back: tuple[PutBack, ...] = ()
    foreign: tuple[Foreign, ...] = ()
    overwrite: bool = False
    late: bool = False

    @property
    def walk_changed(self) -> bool:
        """Whether the picker's sheet has to be replaced."""
        return bool(self.demand or self.gone or self.added)


def settle(ours: Ours, theirs: Theirs) -> Decisions:
    """What follows from a transfer as it is here and there."""
    if theirs.state == "done":
        return _done(ours, theirs)
    if theirs.state == "cancelled":
        return _cancelled(ours)
    foreign = tuple(_foreign(ours, theirs)) if ours.on_floor else ()
    cut, excess = _cut(ours, theirs)
    reserved = _reserved(ours, theirs)
    return Decisions(
        header=ours.header != theirs.header,
        planned=dict(theirs.demand) if dict(theirs.demand) != dict(ours.planned) else None,
        demand=cut | _moved(ours, reserved),
        gone=tuple(line.id for line in ours.lines if not line.ours and line.key not in reserved),
        added=tuple(_added(ours, theirs, reserved)),
        put_back=excess,
        foreign=foreign,
        overwrite=not foreign and ours.delivered and bool(ours.written) and _picked(theirs) != _no_zeros(ours.picked),
    )


def _done(ours: Ours, theirs: Theirs) -> Decisions:
    """Validated: what Odoo shipped is recorded. It is somebody else's doing where it is not what was picked."""
    picked = _picked(theirs)
    done = _shares(ours.lines, picked)
    known = [_no_zeros(state) for state in (ours.picked, *ours.written)]
    foreign: tuple[Foreign, ...] = ()
    if ours.on_floor and picked not in known:
        keys = sorted(picked.keys() | ours.picked.keys())
        foreign = tuple(
            Foreign(key, ours.picked.get(key, 0), picked.get(key, 0))
            for key in keys
            if ours.picked.get(key, 0) != picked.get(key, 0)
        )
    late = ours.on_floor and not foreign and picked != known[0]
    return Decisions(ended="done", done=done, gone=_untouched(ours), foreign=foreign, late=late)


def _shares(lines: tuple[OurLine, ...], picked: Mapping[str, int]) -> dict[int, int]:
    """What of the validated goods is whose: first as it was picked, then by the lines' own places."""
    left = dict(picked)
    done = dict.fromkeys((line.id for line in lines), 0)
    for line in lines:
        for key, qty_m in line.picks:
            part_m = min(qty_m, left.get(key, 0))
            done[line.id] += part_m
            left[key] = left.get(key, 0) - part_m
    for line in lines:
        done[line.id] += left.pop(line.key, 0)
    return done


def _cancelled(ours: Ours) -> Decisions:
    back = tuple(PutBack(line.id, line.picked_m) for line in ours.lines if line.picked_m)
    return Decisions(ended="cancelled", gone=_untouched(ours), put_back=back)


def _untouched(ours: Ours) -> tuple[int, ...]:
    return tuple(line.id for line in ours.lines if not line.touched)


def _foreign(ours: Ours, theirs: Theirs) -> Iterator[Foreign]:
    """Picked quantities in Odoo that are neither what the floor has nor anything we wrote."""
    states = [ours.picked, *ours.written] if ours.written else [ours.picked, {}]
    found = _picked(theirs)
    for key in sorted({*found, *(key for state in states for key in state)}):
        if found.get(key, 0) not in {state.get(key, 0) for state in states}:
            yield Foreign(key, ours.picked.get(key, 0), found.get(key, 0))


def _reserved(ours: Ours, theirs: Theirs) -> dict[str, TheirPlace]:
    """Where Odoo wants somebody to go who has not been there: places without a touched line or a pick of ours."""
    held = {line.key for line in ours.lines if line.ours}
    ours_too = held | {key for state in (ours.picked, *ours.written) for key in state}
    return {place.key: place for place in theirs.places if place.key not in ours_too and place.quantity_m > 0}


def _added(ours: Ours, theirs: Theirs, reserved: Mapping[str, TheirPlace]) -> Iterator[TheirPlace]:
    """Places nobody knew of. Not for goods that were picked, or somebody was sent for, elsewhere: not fetched twice."""
    known = {line.key for line in ours.lines}
    sent = {line.move for line in ours.lines if line.sent}
    for key, place in reserved.items():
        held = [line for line in ours.lines if line.move == place.move and line.ours]
        fetched_m = sum(line.demand_m - line.short_m if place.move in sent else line.picked_m for line in held)
        is_fetched = bool(held) and fetched_m >= theirs.demand.get(place.move, 0)
        if key not in known and not is_fetched:
            yield place


def _moved(ours: Ours, reserved: Mapping[str, TheirPlace]) -> dict[int, int]:
    """Untouched lines whose place stays and whose quantity does not."""
    return {
        line.id: reserved[line.key].quantity_m
        for line in ours.lines
        if not line.ours and line.key in reserved and reserved[line.key].quantity_m != line.demand_m
    }


def _cut(ours: Ours, theirs: Theirs) -> tuple[dict[int, int], tuple[PutBack, ...]]:
    """Touched lines of moves that want less than before: what is still open shrinks, what is too much goes back."""
    demand: dict[int, int] = {}
    back: list[PutBack] = []
    for move, planned_m in ours.planned.items():
        wanted_m = theirs.demand.get(move, 0)
        if wanted_m >= planned_m:
            continue
        left_m = wanted_m
        for line in (line for line in ours.lines if line.move == move and line.ours):
            keep_m = min(line.picked_m, max(left_m, 0))
            if line.picked_m > keep_m:
                back.append(PutBack(line.id, line.picked_m - keep_m))
            open_m = max(line.demand_m - line.picked_m - line.short_m, 0)
            allowed_m = min(open_m, max(left_m - line.picked_m, 0))
            if allowed_m < open_m:
                demand[line.id] = line.picked_m + line.short_m + allowed_m
            left_m -= line.picked_m + allowed_m
    return demand, tuple(back)


def _picked(theirs: Theirs) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in theirs.places:
        if place.picked_m:
            found[place.key] = found.get(place.key, 0) + place.picked_m
    return found


def _no_zeros(picked: Mapping[str, int]) -> dict[str, int]:
    return {key: quantity_m for key, quantity_m in picked.items() if quantity_m}
