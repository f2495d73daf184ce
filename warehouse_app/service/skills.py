"""A wave is offered to whoever has the skills its goods and places ask for; a supervisor may give it to anybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.skills import Load, needed
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views, WaveRow

KIND = "skill"
Loads = Callable[[Collection[int]], Mapping[int, Sequence[Load]]]


def needs_of(waves: Collection[int], rules: Rules, loads: Loads) -> dict[int, frozenset[str]]:
    """What each of these waves asks for; nothing is read where no rule is on."""
    if not any(body.get("on") for body in rules.values()):
        return dict.fromkeys(waves, frozenset())
    found = loads(waves)
    return {wave: needed(found.get(wave, ()), rules) for wave in waves}


def offered_to(person: Person, w: int, views: Views) -> list[WaveRow]:
    """The waves nobody has taken that this person may: given to them, or asking for no more than they handle."""
    open_ = [row for row in views.open_waves(w) if row.assigned in (None, person.id)]
    needs = needs_of([row.id for row in open_], views.rules(KIND, w), views.board.loads)
    return [row for row in open_ if row.assigned == person.id or needs[row.id] <= person.skills]


def check_skills(wave: Wave, person: Person, uow: UnitOfWork) -> None:
    """Raises Refused `wave.skill` {number}: it asks for more than this person is known to handle, and nobody
    gave it to them."""
    if wave.assigned == person.id:
        return
    needs = needs_of([wave.id], uow.releasing.rules(KIND, wave.w), uow.floor.loads)[wave.id]
    if needs - person.skills:
        raise Refused("wave.skill", 403, {"number": wave.number})
