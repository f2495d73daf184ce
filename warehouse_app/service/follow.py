"""A transfer as Odoo has it now is held against the floor's, and the store follows where Odoo is the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warehouse_app.domain.ownership import Decisions, OurLine, Ours, TheirPlace, Theirs, settle
from warehouse_app.service import odoo_cases
from warehouse_app.service.back_to_stock import back_to_stock
from warehouse_app.service.changed_in_work import CARRIER, MORE, look_for_changes, over
from warehouse_app.service.cut_back import cut_back
from warehouse_app.service.end_shorts import end_shorts
from warehouse_app.service.pack_tell import ship_when_loaded
from warehouse_app.service.ports.odoo import LineNow, TransferNow, WantedLine
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer, Place
from warehouse_app.service.waiting import reserved_again

ON_FLOOR = ("released", "claimed", "walked")
_STATES = {"done": "done", "cancel": "cancelled"}


@dataclass(frozen=True, slots=True)
class Followed:
    """What was decided. Not `whole` where a place to walk to is not known here yet.

    `headed`: its header is another now; whoever follows holds the carriers that the floor chose against it, once for
    all that were followed.
    """

    decided: Decisions
    whole: bool = True
    headed: bool = False


def follow(uow: UnitOfWork, floor: FloorTransfer, now: TransferNow | None) -> Followed:
    """Lets the store follow; opens and closes the cases that come of it. `now` is None for a transfer that is gone.

    A transfer that ended here already only follows in its header.
    """
    theirs = theirs_of(now) if now is not None else Theirs("cancelled")
    headed = now is not None and (floor.carrier, floor.priority, floor.deadline) != theirs.header
    if now is not None and headed:
        uow.following.header(floor.id, *theirs.header, seen=now.changed_at)
    if floor.state != "open":
        over(uow, floor.id)
        return Followed(Decisions(), headed=headed)
    decided = settle(ours_of(floor), theirs)
    back_to_stock(floor, decided.ended, uow)  # before its lines are gone
    cut_back(floor, decided, uow)
    places = {place_of(line).key: place_of(line) for line in now.lines} if now is not None else {}
    whole = _walk(uow, floor, decided, places)
    if whole:
        reserved_again(floor, tuple(decided.added), uow)
    if decided.planned is not None:
        uow.following.plan(floor.id, decided.planned)
    if decided.overwrite:
        uow.floor.want(floor.id)
    _cases(uow, floor, now, decided)
    if decided.ended:
        uow.following.end(floor.id, decided.ended, decided.done)
        uow.following.note_next(floor.id, now.next_transfers if now is not None else ())
        end_shorts(uow, floor, decided.ended)
        over(uow, floor.id)
        uow.changed("board", "transfer", floor.id)
    elif floor.step == "ship":
        ship_when_loaded(uow, floor.id)
    return Followed(decided, whole, headed)


def asked_of(floor: FloorTransfer) -> list[str]:
    """The keys of cases that following it asks for, whatever has changed."""
    about = MORE, CARRIER, odoo_cases.FOREIGN, odoo_cases.NOT_CLOSED
    return [odoo_cases.key_of(what, floor.id) for what in about]


def ours_of(floor: FloorTransfer) -> Ours:
    """The floor's side, for deciding."""
    lines = tuple(
        OurLine(
            line.id,
            line.place.key,
            line.place.move,
            line.demand_m,
            line.picked_m,
            line.short_m,
            line.touched,
            line.sent,
            tuple((place.key, qty_m) for place, qty_m in line.picks),
        )
        for line in floor.lines
    )
    picked: dict[str, int] = {}
    for line in floor.lines:
        for place, qty_m in line.picks:
            picked[place.key] = picked.get(place.key, 0) + qty_m
    return Ours(
        on_floor=floor.wave_state in ON_FLOOR or floor.step in ("pack", "ship"),
        lines=lines,
        planned=floor.planned,
        picked=picked,
        written=tuple(_written(state) for state in floor.written),
        header=(floor.carrier, floor.priority, floor.deadline),
        delivered=floor.delivered,
    )


def theirs_of(now: TransferNow) -> Theirs:
    """Odoo's side, for deciding. What is validated counts as picked, whoever ticked it."""
    done = now.state == "done"
    demand = {move.odoo_id: move.demand_m for move in now.moves if move.state != "cancel"}
    header = now.carrier, now.priority, now.deadline
    ended = _STATES.get(now.state, "open")
    return Theirs(ended, _places(now.lines, done), demand, header)  # type: ignore[arg-type]


def place_of(line: LineNow | WantedLine) -> Place:
    """Where the goods of a line are taken from."""
    return Place(line.move, line.product, line.location, line.lot, line.package)


def _places(lines: Sequence[LineNow], done: bool) -> tuple[TheirPlace, ...]:
    found: dict[str, TheirPlace] = {}
    for line in lines:
        key = place_of(line).key
        before = found.get(key, TheirPlace(key, line.move, 0))
        picked_m = line.quantity_m if done or line.picked else 0
        found[key] = TheirPlace(key, line.move, before.quantity_m + line.quantity_m, before.picked_m + picked_m)
    return tuple(found.values())


def _written(state: Sequence[WantedLine]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in state:
        if line.picked and line.quantity_m:
            key = place_of(line).key
            found[key] = found.get(key, 0) + line.quantity_m
    return found


def _walk(uow: UnitOfWork, floor: FloorTransfer, decided: Decisions, places: Mapping[str, Place]) -> bool:
    """The lines follow; whoever walks the wave gets a new sheet at the next stop.

    False, and nothing done, when a place to walk to is not known here yet: the old one is better than none.
    """
    if not all(uow.following.knows(floor.id, places[place.key]) for place in decided.added):
        return False
    for line in decided.gone:
        uow.following.drop(line)
    for line, demand_m in decided.demand.items():
        uow.following.demand(line, demand_m)
    for place in decided.added:
        uow.following.add(floor.id, places[place.key], place.quantity_m)
    if floor.wave is not None and floor.wave_state in ON_FLOOR and (decided.walk_changed or decided.put_back):
        number = uow.following.new_sheet(floor.wave)
        uow.changed(f"wave:{floor.wave}", "sheet", number)
        uow.changed("board", "wave", floor.wave)
    return True


def _cases(uow: UnitOfWork, floor: FloorTransfer, now: TransferNow | None, decided: Decisions) -> None:
    if now is not None and not decided.ended:
        look_for_changes(uow, floor, now, decided)
    for back in () if floor.step == "pack" else decided.put_back:  # what is in a box is `cut_back`'s
        odoo_cases.put_back(uow, floor, back.line, back.qty_m)
    if decided.foreign:
        differs = [{"place": one.key, "ours_m": one.ours_m, "theirs_m": one.theirs_m} for one in decided.foreign]
        odoo_cases.raise_once(uow, odoo_cases.FOREIGN, floor.id, differs=differs)
    elif decided.late:
        odoo_cases.raise_once(uow, odoo_cases.LATE, floor.id)
    elif not decided.ended:
        _try_again(uow, floor)


def _try_again(uow: UnitOfWork, floor: FloorTransfer) -> None:
    """Somebody put right in Odoo what had to be: what waited for that is told, or validated, then."""
    if uow.cases.is_open(odoo_cases.key_of(odoo_cases.FOREIGN, floor.id)):
        odoo_cases.settle(uow, odoo_cases.FOREIGN, floor.id)
        uow.outbox.try_again(f"transfer:{floor.id}")
    if uow.cases.is_open(odoo_cases.key_of(odoo_cases.NOT_CLOSED, floor.id)):
        uow.outbox.try_again(f"transfer:{floor.id}")
        if floor.wave_state == "walked":
            uow.outbox.try_again(f"wave:{floor.wave}")
