"""Exceptions whose trouble is in Odoo's data end by themselves when that is right, whoever mended it and where."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

from warehouse_app.domain.mending import FIELDS, VOLUME, is_right
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.mirrored import Mendable
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown
from warehouse_app.service.ports.store import UnitOfWork

AT_ONCE = 500
TYPES = [type_ for type_ in FIELDS if type_ != "SHP-LABEL"]
WRONG, TOLD = "", "told"
Facts = Mapping[str, str]

log = logging.getLogger(__name__)


def look_at_mended(holding: Holding, odoo: Odoo) -> int:
    """Looks at all of them, in two calls at most for 500; how many are over now.

    One whose data was right when it was first looked at ends when that changes: somebody meant something else by it.

    Raises:
        OdooUnreachable: nothing was kept, the same come next.
        LeaseLost: somebody else looks now.
    """
    waiting = holding.write(lambda uow: uow.mirror.mendable(TYPES))[:AT_ONCE]
    if not waiting:
        return 0
    try:
        now = _read(odoo, waiting)
    except (OdooRefused, OdooUnknown) as no:
        log.warning("Odoo does not say whether what is to be mended is right: %s", no)
        return 0
    news = [(case, _mark(case, now[case.id])) for case in waiting if case.id in now]
    news = [(case, mark) for case, mark in news if mark != case.seen and case.seen != TOLD]
    return sum(
        holding.write(lambda uow, case=case, mark=mark: _note(uow, case, mark, now[case.id]))  # type: ignore[misc]
        for case, mark in news
    )


def _read(odoo: Odoo, cases: Sequence[Mendable]) -> dict[int, Facts]:
    """What Odoo has, by exception; those whose transfer or product is gone are left out."""
    people = {one.transfer: _texts(asdict(one)) for one in odoo.addressees(_ids(cases, "transfer"))}
    goods = {
        one.product: _texts(asdict(one) | {VOLUME: one.volume_ml}) for one in odoo.measures(_ids(cases, "product"))
    }
    found = {
        case.id: goods.get(case.product or 0) if case.type == "FUL-DATA" else people.get(case.transfer or 0)
        for case in cases
    }
    return {id_: facts for id_, facts in found.items() if facts is not None}


def _ids(cases: Sequence[Mendable], what: str) -> list[int]:
    """Nothing is asked about goods where only the customer is in doubt, and the other way round."""
    of_goods = what == "product"
    ids = {getattr(case, what) for case in cases if (case.type == "FUL-DATA") == of_goods}
    return sorted(id_ for id_ in ids if id_ is not None)


def _texts(row: Mapping[str, object]) -> Facts:
    return {name: "yes" if value is True else str(value or "") for name, value in row.items()}


def _mark(case: Mendable, now: Facts) -> str:
    """Empty where it is wrong, else a mark of what is there."""
    if not is_right(case.type, case.facts.get("missing"), now):
        return WRONG
    told = sorted((name, text) for name, text in now.items() if name in (*FIELDS[case.type], "agrees"))
    return sha256(repr(told).encode(errors="replace")).hexdigest()[:16]


def _note(uow: UnitOfWork, case: Mendable, mark: str, now: Facts) -> bool:
    """The first look is only kept. A held order is for people to let go: its history says that it is right.

    An address that is right is the one that labels bear from now on, and that benches ask about no longer.
    """
    still = uow.cases.get(case.id)
    if still is None or still.status == "resolved":
        return False
    if mark != WRONG and case.transfer is not None and case.type != "FUL-DATA":
        uow.mirror.address(case.transfer, now)
    if case.seen is None or mark == WRONG:
        uow.mirror.look(case.id, mark)
        return False
    uow.mirror.look(case.id, TOLD)
    if "|hold|" in case.key:
        uow.cases.note(case.id, "odoo_right", None, {})
    else:
        uow.cases.resolve(case.id, "mended")
    uow.changed("board", "case", case.id)
    return "|hold|" not in case.key
