"""An address that lacks something is entered at the bench, where whoever packs may mend it; else it is an exception.

It is written to the customer and to the order's documents in Odoo at once, as on the page of the exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from warehouse_app.domain.checks import ADDRESS
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.mending import ADDRESS as FIELDS
from warehouse_app.domain.mending import LONGEST, NEEDED, TEXT_MAX, fix_of, may_mend
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.service.mend import Hands, at_odoo
from warehouse_app.service.pack import OpenOrder, open_order
from warehouse_app.service.pack_check_facts import check_key
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.people import Device, Person
from warehouse_app.service.ports.store import UnitOfWork

TYPE = "CUS-ADDRESS"


@dataclass(frozen=True, slots=True)
class EnterAddress:
    """What was typed at a bench for the order that lies there, by field; what is left out stays as it is."""

    transfer: int
    device: Device
    by: Person
    given: Mapping[str, str]


def with_address(sheet: dict[str, Any], by: Person, has_office: bool) -> dict[str, Any]:
    """The sheet with the fields to ask for, `missing` where Odoo has nothing; None: nothing to ask, or not of them."""
    if sheet["checks"]["label"] != ADDRESS or not has_office or not may_mend(TYPE, by.roles):
        return sheet | {"address_ask": None}
    known = sheet["ship_to"] or {}
    return sheet | {"address_ask": [_field(name, known) for name in FIELDS]}


def enter_address(command: EnterAddress, rules: PackingRules, hands: Hands) -> dict[str, Any]:
    """What Odoo then has holds here at once, for checks and labels; the order's sheet, with it.

    Raises:
        Refused: `pack.not_here`, `mend.not_yours`, what `fix_of` refuses, and those of `at_odoo`.
    """
    transfer = hands.store.write(lambda uow: _odoo_id(command, uow))
    fix = fix_of(TYPE, command.given)
    odoo = at_odoo(hands, lambda office: office.mend_address(transfer, fix.address))
    try:
        now = next(iter(odoo.addressees([transfer])), None)
    except (OdooRefused, OdooUnreachable, OdooUnknown):
        now = None  # it is written: what was typed is what it is, as far as anybody here knows
    told = asdict(now) if now is not None else dict(fix.address)
    hands.store.write(lambda uow: _note(command, transfer, told, fix.fields, uow))
    return hands.store.write(lambda uow: _open_again(command, rules, uow))


def _field(name: str, known: Mapping[str, str]) -> dict[str, Any]:
    return {"name": name, "missing": name in NEEDED and not known.get(name), "most": LONGEST.get(name, TEXT_MAX)}


def _odoo_id(command: EnterAddress, uow: UnitOfWork) -> int:
    bench = uow.packing.bench(command.transfer)
    if bench is None or bench.device != command.device.id:
        raise Refused("pack.not_here", 403)
    if not may_mend(TYPE, command.by.roles):
        raise Refused("mend.not_yours", 403)
    return uow.telling.transfers([command.transfer])[command.transfer].odoo_id


def _note(command: EnterAddress, transfer: int, told: Mapping[str, str], fields: list[str], uow: UnitOfWork) -> None:
    uow.mirror.address(transfer, told)
    case = uow.cases.find(check_key(command.transfer, ADDRESS, None))
    if case is not None:
        uow.cases.note(case.id, "mended", command.by.id, {"fields": fields})
        uow.mirror.look(case.id, "")
    uow.changed("board", "pack", command.transfer)


def _open_again(command: EnterAddress, rules: PackingRules, uow: UnitOfWork) -> dict[str, Any]:
    """Boxes that were closed without a label have one now."""
    row = uow.packing.row(command.transfer)
    assert row is not None
    return open_order(OpenOrder(row.name, command.device, command.by, take=True), rules, uow)
