"""What a check at the bench comes to: passed, its exception is over; failed, there is one, and the order waits for it.

A held order is nobody's: its goods go to the problem shelf, and any bench may open it again.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from warehouse_app.domain import overrides
from warehouse_app.domain.barcodes import Scan, key, normalise
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.checks import DATA, NOSCAN, WEIGHT, Result, case_of
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.packing import BoxChecked, Boxed, why_not_verified
from warehouse_app.domain.picking import Conflict, Invalid
from warehouse_app.service.judging import Judged
from warehouse_app.service.measured import mend_measured
from warehouse_app.service.open_case import open_case
from warehouse_app.service.overrides import Wish, may_go
from warehouse_app.service.pack_desk import Desk
from warehouse_app.service.ports.store import UnitOfWork

OVERRIDDEN = {overrides.WEIGHT: WEIGHT, overrides.NOSCAN: NOSCAN}  # what a second person agrees to by it
_THOUSAND = 1000


def box_checked(desk: Desk, fact: BoxChecked) -> Judged:
    """Accepted whatever it says: what is done about it is the exception's."""
    if fact.product is not None and not _is_of(desk, fact.product):
        return desk.refused(Invalid("line.unknown"))
    return desk.accepted(partial(_follow, desk, fact))


def why_not_the_goods(desk: Desk, fact: Boxed) -> Conflict | None:
    """Whether what was read names these goods, as far as barcodes are known."""
    product = desk.uow.pack_checks.product(fact.line)
    if product is None:
        return None
    owners = desk.uow.pack_checks.owners(_texts(fact.code)) if fact.code else set()
    return why_not_verified(fact, product, owners, fact.over is not None and _granted(desk, product))


def settle_check(transfer: int, check: str, product: int | None, how: str, uow: UnitOfWork) -> None:
    """The exception of a failed check is over."""
    uow.cases.close(check_key(transfer, check, product), how)


def check_key(transfer: int, check: str, product: int | None) -> str:
    """The finding key of a failed check."""
    return f"{case_of(check)}|check|{transfer}.{check}.{product or '-'}"


def grant(subject: str, value: int | None, event: str, uow: UnitOfWork) -> None:
    """Somebody may: the order can be packed with it, and its exception is over."""
    _, transfer, check, product = subject.split(":")
    about = int(product) if product else None
    uow.pack_checks.keep(int(transfer), event, Result(check, about, "granted", value))
    settle_check(int(transfer), check, about, "granted", uow)
    uow.changed("board", "pack", int(transfer))


def _follow(desk: Desk, fact: BoxChecked) -> None:
    uow, transfer = desk.uow, fact.transfer
    uow.pack_checks.keep(transfer, desk.event.id, Result(fact.check, fact.product, fact.result, fact.value))
    if fact.check == DATA and fact.result == "pass":
        _open(desk, fact)
        case = uow.cases.find(check_key(transfer, fact.check, fact.product))
        if case is not None:
            mend_measured(case.id, case.w, desk.event.person, uow)
    elif fact.result == "pass":
        settle_check(transfer, fact.check, fact.product, "passed", uow)
    else:
        _hold(desk, fact)
    uow.changed("board", "pack", transfer)


def _open(desk: Desk, fact: BoxChecked) -> str:
    """The exception; the name of its order."""
    uow, transfer = desk.uow, fact.transfer
    about = uow.telling.about(transfer)
    facts: dict[str, Any] = {
        "order": about.order, "wave": about.number, "tote": about.tote, "check": fact.check,
    }  # fmt: skip
    facts |= {"value": fact.value, "expected": fact.expected, **_goods(desk, fact.product)}
    facts |= {"missing": "weight_g"} if fact.check == DATA else {}
    line = uow.pack_checks.line(transfer, fact.product) if fact.product is not None else None
    finding = Finding(
        check_key(transfer, fact.check, fact.product), case_of(fact.check), about.w, about.cutoff_at, wave=about.wave,
        line=line, transfer=transfer, event=desk.event.id, facts=facts,
    )  # fmt: skip
    open_case(finding, uow, desk.event.person)
    uow.changed("board", "case", transfer)
    return about.order


def _hold(desk: Desk, fact: BoxChecked) -> None:
    uow, transfer = desk.uow, fact.transfer
    order = _open(desk, fact)
    bench = uow.packing.bench(transfer)
    if bench is not None:
        uow.packing.save_bench(replace(bench, device=None))
    if fact.asks in OVERRIDDEN and OVERRIDDEN[fact.asks] == fact.check:
        _ask(desk, fact, order)


def _ask(desk: Desk, fact: BoxChecked, order: str) -> None:
    """A second person is asked; until they agree the exception stands like any other."""
    by = desk.uow.people.get(desk.event.person) if desk.event.person is not None else None
    subject = f"pack:{fact.transfer}:{fact.check}:{fact.product or ''}"
    if by is None or fact.asks is None or desk.uow.overrides.waits(subject):
        return
    facts = {"order": order, "value": fact.value or 0, "expected": fact.expected or 0, **_goods(desk, fact.product)}
    wish = Wish(fact.asks, subject, by, fact.reason or "", _off_m(fact), facts)
    try:
        may = may_go(wish, desk.uow)
    except Refused:  # not theirs to ask for, or for no reason of ours: the exception is enough
        return
    if may:
        grant(subject, fact.value, desk.event.id, desk.uow)


def _off_m(fact: BoxChecked) -> int | None:
    """How far off, in thousandths of what was expected; None where nothing was."""
    if fact.value is None or not fact.expected:
        return None
    return abs(fact.value - fact.expected) * _THOUSAND // fact.expected


def _granted(desk: Desk, product: int) -> bool:
    return (NOSCAN, product) in {one[:2] for one in desk.uow.pack_checks.facts(desk.row.transfer).granted}


def _is_of(desk: Desk, product: int) -> bool:
    return any(one.id == product for one in desk.uow.pack_checks.facts(desk.row.transfer).goods)


def _goods(desk: Desk, product: int | None) -> dict[str, Any]:
    known = desk.uow.pack_checks.facts(desk.row.transfer).goods if product is not None else ()
    return {"product": next((one.name for one in known if one.id == product), "")}


def _texts(code: str) -> list[str]:
    """All that a barcode may stand as in the books."""
    scan = normalise(code)
    named = [str(scan.gs1[0].get("gtin", ""))] if isinstance(scan, Scan) and scan.gs1 else []
    found = [code, key(code), *named, *(key(one) for one in named)]
    return [text for text in dict.fromkeys(found) if text]
