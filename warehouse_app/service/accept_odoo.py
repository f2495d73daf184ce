"""A person takes Odoo's quantities of a transfer for true: the floor's book follows, and says who wanted it so.

Odoo is read first, outside of any unit of work; then the picks that differ are reversed or added under events of the
office, which are sealed into the journal like those of a handheld. No event of the floor is changed.
"""

from __future__ import annotations

import secrets
from typing import Any

from warehouse_app.domain import undelivered as rules
from warehouse_app.domain.agreeing import Change, agree, agreed
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.facts import VERSION, Event, Pick, content_hash
from warehouse_app.domain.findings import short_key
from warehouse_app.domain.picking import Line
from warehouse_app.service.follow import ON_FLOOR, follow, ours_of, theirs_of
from warehouse_app.service.ports.journal import Entry as Kept
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, OdooUnreachable, TransferNow
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.telling import FloorTransfer
from warehouse_app.service.take_out import take_out
from warehouse_app.service.undelivered import Settle, check_reason, end, open_entry

KIND = "agreed"


def accept(command: Settle, store: Store, odoo: Odoo | None) -> None:
    """What Odoo holds of the transfer now is taken for true; the entry and its exceptions are over.

    Raises:
        Refused: `undelivered.unknown`, `undelivered.trying`, `undelivered.settled`, `undelivered.no_accept` (no
            quantities), `undelivered.reason`, `undelivered.note`, `undelivered.odoo_away`, `undelivered.scanned`,
            `undelivered.boxed`, `undelivered.not_alike`.
    """
    before = store.write(lambda uow: look(command, uow))
    now = _read(odoo, before.odoo_id) if before.state == "open" else None
    store.write(lambda uow: take_over(command, now, before, uow))


def take_over(command: Settle, now: TransferNow | None, before: FloorTransfer, uow: UnitOfWork) -> None:
    """As `accept`, with the transfer as Odoo had it a moment ago; None: there is no such transfer any more.

    `before` is the floor's side at that moment: a piece scanned since is in neither, and must not be taken back unseen.
    """
    floor = look(command, uow)
    if ours_of(floor).picked != ours_of(before).picked:
        raise Refused("undelivered.scanned")
    entry = open_entry(command.entry, command.by, uow)
    note = check_reason(command, "accept", uow)
    changes: list[dict[str, Any]] = []
    if floor.state == "open" and (now is None or now.state in ("done", "cancel")):
        follow(uow, floor, now)
    elif floor.state == "open" and now is not None:
        changes = _follow_open(command, floor, now, uow)
    end(entry, rules.ACCEPTED, command, note, {"changes": changes}, uow)


def look(command: Settle, uow: UnitOfWork) -> FloorTransfer:
    """The transfer as the floor has it; what cannot be accepted is refused before Odoo is asked."""
    entry = open_entry(command.entry, command.by, uow)
    if not rules.may_accept(rules.kind_of(entry.kind, entry.subject)):
        raise Refused("undelivered.no_accept")
    check_reason(command, "accept", uow)
    return uow.telling.transfers([entry.about])[entry.about]


def _read(odoo: Odoo | None, odoo_id: int) -> TransferNow | None:
    if odoo is None:
        raise Refused("undelivered.odoo_away", 503)
    try:
        return next(iter(odoo.read_transfers([odoo_id])), None)
    except (OdooUnreachable, OdooUnknown, OdooRefused) as away:
        raise Refused("undelivered.odoo_away", 503) from away


def _follow_open(command: Settle, floor: FloorTransfer, now: TransferNow, uow: UnitOfWork) -> list[dict[str, Any]]:
    """Each line that differs; then Odoo is looked at once more, and has to agree."""
    is_boxed = floor.packed or floor.step in ("pack", "ship") or any(line.boxes for line in floor.lines)
    if is_boxed or any(line.result_package for line in now.lines if line.picked):
        raise Refused("undelivered.boxed")
    found = agree(ours_of(floor), theirs_of(now))
    if found is None:
        raise Refused("undelivered.not_alike")
    told = [_change(command, change, uow) for change in found]
    uow.floor.want(floor.id)
    uow.outbox.hurry(f"transfer:{floor.id}")
    if told and floor.wave is not None and floor.wave_state in ON_FLOOR:
        uow.changed(f"wave:{floor.wave}", "sheet", uow.following.new_sheet(floor.wave))
        uow.changed("board", "wave", floor.wave)
    return told


def _change(command: Settle, change: Change, uow: UnitOfWork) -> dict[str, Any]:
    line = uow.floor.line(change.line)
    if line is None:
        raise Refused("undelivered.not_alike")
    event = _event(command, line, change, uow)
    uow.floor.save_line(agreed(line, change))
    if change.change_m < 0:
        take_out(line, None, -change.change_m, event, uow)
    else:
        uow.journal.count_pick(event, Pick(line.id, change.change_m, line.location, line.lot, None))
    if line.short_m and not agreed(line, change).short_m:
        uow.cases.close(short_key(line.id), "found")
    goods = uow.floor.goods(line.id)
    here = {"product": goods.product, "location": goods.location}
    return here | {"from_m": line.picked_m, "to_m": line.picked_m + change.change_m}


def _event(command: Settle, line: Line, change: Change, uow: UnitOfWork) -> str:
    """What a person at a desk did, kept like what is done on the floor."""
    body = {"entry": command.entry, "line": line.id, "from_m": line.picked_m,
            "to_m": line.picked_m + change.change_m, "reason": command.reason}  # fmt: skip
    id_ = secrets.token_hex(16)
    raw = {"id": id_, "v": VERSION, "kind": KIND, "at": uow.now, "person": command.by.id,
           "wave": line.wave, "epoch": line.epoch, "body": body}  # fmt: skip
    event = Event(id_, VERSION, KIND, 0, uow.now, command.by.id, None, line.wave, line.epoch, None, body)
    office = uow.devices.office(command.by.w).id
    kept = Kept(event.id, content_hash(raw), raw, "accepted", None, office, None, event, command.by.id, line.id,
                line.transfer)  # fmt: skip
    uow.journal.append(kept)
    return event.id
