"""A photo is kept with what it shows: a fact that a device told, or a case that somebody looks at in the office."""

from __future__ import annotations

from dataclasses import dataclass

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.evidence import Photo
from warehouse_app.service.ports.evidence import Shown
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork

MOST = 12  # photos of one thing
_OFFLINE_MS = 30 * 24 * 3_600_000  # a handheld that lay in a drawer; an older time is that of a wrong clock


@dataclass(frozen=True, slots=True)
class ShowEvent:
    """A photo about the fact `event`, sent behind it. `at`: the device's clock, ms UTC; `person`: who was signed in."""

    event: str
    photo: Photo
    at: int
    person: int | None = None


def show_event(command: ShowEvent, device: Device, uow: UnitOfWork) -> int | None:
    """Keeps it with the event; the case that came of the event, if one did. A repeat is answered the same.

    Raises:
        Refused: `evidence.enough` {most}.
    """
    case = uow.evidence.case_of(device.w, command.event)
    at = min(max(command.at, uow.now - _OFFLINE_MS), uow.now)
    person = uow.people.get(command.person) if command.person is not None else None
    by = person.id if person is not None else None
    _keep(Shown(device.w, f"event|{command.event}", case, command.photo, at, by), uow)
    return case


def show_case(case_id: int, photo: Photo, by: Person, uow: UnitOfWork) -> None:
    """Keeps it with the case, also when that is over.

    Raises:
        Refused: `case.unknown`, `evidence.enough` {most}.
    """
    case = uow.cases.get(case_id)
    if case is None or case.w != by.w:
        raise Refused("case.unknown", 404)
    _keep(Shown(case.w, f"case|{case.id}", case.id, photo, uow.now, by.id), uow)


def show_return(return_: int, photo: Photo, by: Person, uow: UnitOfWork) -> None:
    """Keeps what the customer sent with their return.

    Raises:
        Refused: `returns.not_here`, `evidence.enough` {most}.
    """
    back = uow.returns.get(return_)
    if back is None or back.w != by.w:
        raise Refused("returns.not_here", 404)
    _keep(Shown(back.w, f"return|{back.id}", None, photo, uow.now, by.id), uow)
    uow.changed("board", "return", back.id)


def _keep(shown: Shown, uow: UnitOfWork) -> None:
    if not uow.evidence.keep(shown):
        return
    if uow.evidence.count(shown.about) > MOST:
        raise Refused("evidence.enough", 409, {"most": MOST})
    if shown.case is not None:
        uow.cases.note(shown.case, "photo", shown.person, {"sha256": shown.photo.sha256})
