"""A person mends on the exception what is wrong in Odoo: with the second credential, and the history says who did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.mending import FIELDS, Fix, fix_of, may_mend
from warehouse_app.service.ports.mirrored import Mendable
from warehouse_app.service.ports.odoo import Odoo, OdooOffice, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork

UNKNOWN = "mend.unknown"


@dataclass(frozen=True, slots=True)
class Mend:
    """What a form says about an exception, as it was typed."""

    case: int
    by: Person
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hands:
    """What it is mended with; `office` is None without a second credential."""

    store: Store
    odoo: Odoo | None
    office: OdooOffice | None


def mend(command: Mend, hands: Hands) -> None:
    """It is written to Odoo at once, outside of any unit of work. The exception ends when a look there finds it right.

    Raises:
        Refused: `case.unknown`, `mend.not_yours`, `mend.no_office`, what `fix_of` refuses, `mend.gone` (nothing to
            mend it on), `mend.volume` (Odoo has rounded it to nothing; all else is written), and of Odoo
            `mend.refused`, `mend.away`, `mend.unknown`: what is absolute may be sent again.
    """
    target = hands.store.write(lambda uow: _target(command, uow))
    fix = fix_of(target.type, command.given)
    try:
        odoo = at_odoo(hands, lambda office: _write(target, fix, office))
    except Refused as refused:
        if refused.key == UNKNOWN:
            hands.store.write(lambda uow: _note(command, fix, "mend_unknown", uow))
        raise
    hands.store.write(lambda uow: _note(command, fix, "mended", uow))
    _check_volume(target, fix, odoo)


def at_odoo(hands: Hands, write: Callable[[OdooOffice], None]) -> Odoo:
    """Writes with the second credential, never in another database than the one this store mirrors; what to read with.

    Raises:
        Refused: `mend.no_office`, `mend.refused`, `mend.away`, `mend.unknown`.
    """
    if hands.office is None or hands.odoo is None:
        raise Refused("mend.no_office")
    try:
        hands.odoo.identity()
        write(hands.office)
    except OdooRefused as no:
        raise Refused("mend.refused", facts={"words": str(no)[:300]}) from no
    except OdooUnreachable as away:
        raise Refused("mend.away", 503) from away
    except OdooUnknown as lost:
        raise Refused(UNKNOWN, 503) from lost
    return hands.odoo


def _target(command: Mend, uow: UnitOfWork) -> Mendable:
    case = uow.cases.get(command.case)
    if case is None or case.w != command.by.w:
        raise Refused("case.unknown", 404)
    if case.status == "resolved":
        raise Refused("case.over", facts={"number": case.number})
    if not may_mend(case.type, command.by.roles):
        raise Refused("mend.not_yours", 403)
    target = next(iter(uow.mirror.mendable(FIELDS, command.case)), None)
    if target is None or (target.product if target.type == "FUL-DATA" else target.transfer) is None:
        raise Refused("mend.gone")
    return target


def _write(target: Mendable, fix: Fix, office: OdooOffice) -> None:
    if target.product is not None and (fix.weight_g, fix.barcode, fix.volume_ml) != (None, None, None):
        office.mend_product(target.product, fix.weight_g, fix.barcode, fix.volume_ml)
    if target.transfer is not None and (fix.address or target.type == "CUS-MOVED"):
        office.mend_address(target.transfer, fix.address)
    if target.transfer is not None and fix.carrier is not None:
        office.mend_carrier(target.transfer, fix.carrier)


def _check_volume(target: Mendable, fix: Fix, odoo: Odoo) -> None:
    """Odoo rounds without a word: of a small thing nothing is left."""
    if target.product is None or not fix.volume_ml:
        return
    try:
        kept = next(iter(odoo.measures([target.product])), None)
    except (OdooRefused, OdooUnreachable, OdooUnknown):
        return  # it was written; the next look sees it
    if kept is not None and not kept.volume_ml:
        raise Refused("mend.volume")


def _note(command: Mend, fix: Fix, kind: str, uow: UnitOfWork) -> None:
    """The next look ends the exception where it finds it right, though this was the first that anybody did."""
    uow.cases.note(command.case, kind, command.by.id, {"fields": fix.fields})
    uow.mirror.look(command.case, "")
    uow.changed("board", "case", command.case)
