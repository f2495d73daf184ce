"""Release: ready transfers become waves of one cart, by count; the first truck first.

Who releases sees proposals and takes some of them, the first few of a truck, or all. A wave is open to every picker
or given to one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from warehouse_app.domain.carts import Cart
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.labour import Pace
from warehouse_app.domain.releasing import Proposal, planned, propose, waits_until
from warehouse_app.domain.wave_templates import Templates, templates_of
from warehouse_app.service.plan_pool import KIND, carts_of
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

AT_ONCE = 5  # waves


@dataclass(frozen=True, slots=True)
class Release:
    """Which waves: of one carrier's truck (`carriers` = its name, or None for goods without a carrier) or of all
    (no `carriers`), the `first` of them or every one; to whom, and by whom. `cutoff_at` is the truck that was seen.

    `anyway`: also those the rule keeps back for more orders. `cart` is the usual one, `pace` that of the floor.
    `at_once`: so many in one unit of work, the others are the `rest`; None: all.
    """

    w: int
    cart: Cart
    carriers: Sequence[str | None] = ()
    first: int | None = None
    cutoff_at: int | None = None
    to: int | None = None
    by: int | None = None
    anyway: bool = False
    pace: Pace = field(default_factory=Pace)
    at_once: int | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """What became of it: the waves' ids, how many more were asked for than there were totes for, and what is `rest`."""

    waves: list[int]
    left: int
    rest: Sequence[Proposal] = ()


def release_waves(
    w: int, max_totes: int, max_lines: int, cutoffs: Mapping[str | None, int], uow: UnitOfWork
) -> list[int]:
    """Releases all free transfers of warehouse `w`; returns the ids of the waves.

    A wave holds transfers of one carrier, at most `max_totes` of them and at most `max_lines` lines (a single
    bigger order gets a wave of its own). `cutoffs` are the next departures by carrier in ms UTC. Stops when the
    totes run out: what is left waits for the next release.
    """
    cart = Cart(max_totes, max_lines)
    proposals = propose(uow.catalogue.free_transfers(w), cutoffs, Templates.alike(cart))
    return _release(proposals, Release(w, cart), uow).waves


def release(command: Release, uow: UnitOfWork) -> Released:
    """Releases by the timetable.

    Raises:
        Refused: `release.nothing`, `release.waits` (all of it for more orders), `release.changed` (that truck is gone),
            `release.no_totes` (not even for one wave), `release.no_picker`.
    """
    _check_picker(command, uow)
    made = templates_here(command.w, command.cart, uow)
    wanted = _wanted(proposals_of(command.w, command.cart, uow), made, command, uow.now)
    done = _release(wanted, command, uow)
    if not done.waves:
        raise _no_totes(wanted[0], command, uow)
    return done


def release_in_pieces(command: Release, store: Store, now: int) -> int:
    """As `release`, but piece by piece, for no scan waits until a whole pool is on its waves; how many waves.

    What there is to release is worked out beside the writing. What changed since, or between two pieces, waits for the
    next release. `now` is the time (ms UTC) for which trucks are looked up.

    Raises:
        Refused: as `release` does, and nothing was released; `release.changed` where none of it is free any more.
    """
    size, count = command.at_once or AT_ONCE, 0
    rest: Sequence[Proposal] = store.read(lambda views: _to_release(command, now, views))
    while rest:
        done = store.write(lambda uow: _go_on(rest, size, command, not count, uow))  # noqa: B023
        rest, count = done.rest, count + len(done.waves)
    if not count:
        raise Refused("release.changed")
    return count


def _to_release(command: Release, now: int, views: Views) -> list[Proposal]:
    made, trucks = templates_of(views.rules(KIND, command.w), command.cart), views.timetable(command.w).departures(now)
    proposals = planned(views.pool(command.w), trucks, made, carts_of(command.w, views.layouts))
    return _wanted(proposals, made, command, now)


def _wanted(proposals: Sequence[Proposal], made: Templates, command: Release, now: int) -> list[Proposal]:
    of_truck = [one for one in proposals if not command.carriers or one.carrier in command.carriers]
    wanted = [one for one in of_truck if command.anyway or _may_go(one, made, command.pace, now)][: command.first]
    if not wanted:
        raise Refused("release.waits" if of_truck else "release.nothing")
    if command.cutoff_at not in (None, wanted[0].cutoff_at):
        raise Refused("release.changed")
    return wanted


def _go_on(rest: Sequence[Proposal], size: int, command: Release, is_first: bool, uow: UnitOfWork) -> Released:
    if is_first:
        _check_picker(command, uow)
    here = [one for one in rest[:size] if uow.releasing.lock_free(one.ids)]
    done = _release([*here, *rest[size:]], replace(command, at_once=len(here)), uow, are_locked=True)
    if done.left and not done.waves:
        if is_first:
            raise _no_totes(here[0], command, uow)
        uow.releasing.note(command.w, "no_totes", command.by, {"waves": done.left})  # the pieces before are released
    return done


def release_chosen(transfers: Collection[int], command: Release, uow: UnitOfWork) -> int:
    """Releases one wave as somebody saw it proposed; its id.

    Raises:
        Refused: `release.changed` when it is no longer what was seen, `release.no_totes`, `release.no_picker`.
    """
    _check_picker(command, uow)
    free = uow.catalogue.free_transfers(command.w, transfers)
    cutoffs = uow.releasing.timetable(command.w).departures(uow.now)
    seen = propose(free, cutoffs, templates_here(command.w, command.cart, uow))
    if len(free) != len(set(transfers)) or len(seen) != 1:
        raise Refused("release.changed")
    done = _release(seen, command, uow)
    if not done.waves:
        raise _no_totes(seen[0], command, uow)
    return done.waves[0]


def proposals_of(w: int, cart: Cart, uow: UnitOfWork) -> list[Proposal]:
    """What could be released now: as it was planned, where there is a map."""
    free, trucks = uow.catalogue.free_transfers(w), uow.releasing.timetable(w).departures(uow.now)
    return planned(free, trucks, templates_here(w, cart, uow), carts_of(w, uow.catalogue.layouts))


def templates_here(w: int, cart: Cart, uow: UnitOfWork) -> Templates:
    """How waves are made here; `cart` is the usual one as it was set up."""
    return templates_of(uow.releasing.rules(KIND, w), cart)


def _may_go(one: Proposal, made: Templates, pace: Pace, now: int) -> bool:
    return waits_until(one, made.of(one.transfers[0]), pace, now) is None


def check_picker(person: int, w: int, uow: UnitOfWork) -> Person:
    """Somebody of this warehouse who picks.

    Raises:
        Refused: `release.no_picker`.
    """
    found = uow.people.get(person)
    if found is None or not found.active or found.w != w or "picker" not in found.roles:
        raise Refused("release.no_picker")
    return found


def _check_picker(command: Release, uow: UnitOfWork) -> None:
    if command.to is not None:
        check_picker(command.to, command.w, uow)


def _release(proposals: Sequence[Proposal], command: Release, uow: UnitOfWork, *, are_locked: bool = False) -> Released:
    waves: list[int] = []
    for proposal in proposals[: command.at_once]:
        needed = command.cart.totes_for(len(proposal.transfers))
        totes = uow.catalogue.free_totes(command.w, needed) if needed else []
        if len(totes) < needed:
            left = len(proposals) - len(waves)
            if waves:
                uow.releasing.note(command.w, "no_totes", command.by, {"waves": left})
            return Released(waves, left)
        if not are_locked and not uow.releasing.lock_free(proposal.ids):
            raise Refused("release.changed")
        waves.append(_add(proposal, totes, command, uow))
    return Released(waves, 0, proposals[len(waves) :])


def _add(proposal: Proposal, totes: Sequence[int], command: Release, uow: UnitOfWork) -> int:
    number = f"W-{uow.number('wave', command.w):04d}"
    spots: list[int | None] = [*totes] or [None for _ in proposal.ids]
    loaded = list(zip(proposal.ids, spots, strict=True))
    wave = uow.catalogue.add_wave(command.w, number, loaded, proposal.carrier, proposal.cutoff_at, command.to)
    uow.catalogue.expect(wave, command.pace.factor)
    facts = _facts(proposal, number, command)
    uow.releasing.note(command.w, "released_to" if command.to else "released", command.by, facts, wave)
    uow.changed("board", "wave", wave)
    return wave


def _facts(proposal: Proposal, number: str, command: Release) -> dict[str, Any]:
    """`to` is a number: a name that is told by it goes with the person."""
    size = {"orders": len(proposal.transfers), "lines": proposal.lines}
    return {"number": number, "carrier": proposal.carrier or "", "to": command.to or ""} | size


def _no_totes(wanted: Proposal, command: Release, uow: UnitOfWork) -> Refused:
    free = len(uow.catalogue.free_totes(command.w, len(wanted.transfers)))
    return Refused("release.no_totes", facts={"needed": len(wanted.transfers), "free": free})
