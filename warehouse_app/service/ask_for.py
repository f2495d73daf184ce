"""Whoever sees that something is to be done asks for it with one code: goods, a tote or a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from warehouse_app.domain.barcodes import Scan, normalise
from warehouse_app.domain.beside import Named
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.tasks import NewTask, tote_task
from warehouse_app.service.decide import case_to_answer
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.tasks import ask_task

MOST_M = 99_999_000


@dataclass(frozen=True, slots=True)
class AskFor:
    """`code` is what was scanned or typed; without a `kind` it says what is meant: goods are refilled, a tote is looked
    for, a place is counted. `to` is the bin to refill, by its code, and may stay empty where an order
    wants the goods from one; `qty_m` None: as much as fits. `bench` is where a tote is to be brought, by its name."""

    kind: str
    code: str
    by: Person
    to: str = ""
    qty_m: int | None = None
    bench: str | None = None
    case: int | None = None


def ask_for(command: AskFor, uow: UnitOfWork) -> str:
    """The number of the task; asked for twice it is one.

    Raises:
        Refused: `task.kind`, `task.no_goods`, `task.no_place`, `task.no_tote` (nobody knows what was scanned),
            `task.no_bin` (no order says which bin is to be refilled), `task.quantity`, and of a case `case.unknown`,
            `case.over`.
    """
    kind = command.kind or _meant(command, uow)
    if kind not in _ASKED:
        raise Refused("task.kind", 400)
    if command.case is not None:
        case_to_answer(command.case, command.by, uow)
    if command.qty_m is not None and not 0 < command.qty_m <= MOST_M:
        raise Refused("task.quantity", 400)
    task = uow.tasks.get(ask_task(_ASKED[kind](command, uow), uow))
    return task.number if task is not None else ""


def asked_in(form: Mapping[str, str], by: Person) -> AskFor:
    """What somebody wrote: `kind`, `code`, `to`, `qty` in pieces (a point or a comma) and the `case` it is for.

    Raises:
        Refused: `task.quantity`.
    """
    text, case = form.get("qty", "").strip().replace(",", "."), form.get("case", "")
    try:
        qty_m = round(float(text) * 1000) if text else None
    except (ValueError, OverflowError):
        qty_m = 0
    own = int(case) if case.isascii() and case.isdigit() and len(case) < 16 else None
    return AskFor(form.get("kind", ""), form.get("code", ""), by, form.get("to", ""), qty_m, case=own)


def refill_key(location: int, product: int) -> str:
    """By what the task to fill up a bin is known."""
    return f"refill|{location}.{product}"


def _meant(command: AskFor, uow: UnitOfWork) -> str:
    text, w = _read(command.code), command.by.w
    if uow.slots.tote(w, text) is not None:
        return "find"
    return "count" if uow.shelf.place(w, Named(None, text)) is not None else "refill"


def _count(command: AskFor, uow: UnitOfWork) -> NewTask:
    place = _place(command, command.code, uow)
    return NewTask(command.by.w, "count", f"count|place|{place}", command.case, origin=place, asked_by=command.by.id)


def _refill(command: AskFor, uow: UnitOfWork) -> NewTask:
    product, w = _goods(command, uow), command.by.w
    target = _place(command, command.to, uow) if command.to.strip() else uow.refills.pick_bin(w, product)
    if target is None:
        raise Refused("task.no_bin", 400, {"code": _short(command.code)})
    about = refill_key(target, product)
    return NewTask(
        w, "refill", about, command.case, product=product, qty_m=command.qty_m, target=target, asked_by=command.by.id
    )


def _find(command: AskFor, uow: UnitOfWork) -> NewTask:
    """A tote, or goods; a bench wants it brought."""
    text, w, by = _read(command.code), command.by.w, command.by.id
    if uow.slots.tote(w, text) is not None:
        tote = text.upper()
        return NewTask(w, "find", f"find|tote|{tote}", command.case, tote=tote, bench=command.bench, asked_by=by)
    product = _goods(command, uow)
    return NewTask(w, "find", f"find|goods|{product}", command.case, product=product, qty_m=command.qty_m, asked_by=by)


def _move_tote(command: AskFor, uow: UnitOfWork) -> NewTask:
    tote = _read(command.code).upper()
    if uow.slots.tote(command.by.w, tote) is None:
        raise Refused("task.no_tote", 404, {"code": _short(command.code)})
    return NewTask(command.by.w, "move_tote", tote_task(tote), command.case, tote=tote, asked_by=command.by.id)


def _place(command: AskFor, code: str, uow: UnitOfWork) -> int:
    found = uow.shelf.place(command.by.w, Named(None, _read(code)))
    if found is None:
        raise Refused("task.no_place", 404, {"code": _short(code)})
    return found[0]


def _goods(command: AskFor, uow: UnitOfWork) -> int:
    found = uow.shelf.goods(command.by.w, Named(None, _read(command.code)))
    if found is None:
        raise Refused("task.no_goods", 404, {"code": _short(command.code)})
    return found.id


def _read(code: str) -> str:
    """The bare text of a scan; of a GS1 label the number of the goods."""
    scan = normalise(code)
    if not isinstance(scan, Scan):
        return code.strip()
    return str(scan.gs1[0].get("gtin") or scan.text) if scan.gs1 else scan.text


def _short(code: str) -> str:
    return code.strip()[:40]


_ASKED: Mapping[str, Callable[[AskFor, UnitOfWork], NewTask]] = {
    "refill": _refill, "find": _find, "move_tote": _move_tote, "count": _count,
}  # fmt: skip
KINDS = tuple(_ASKED)
# What the screen of a handheld says that asks for one, from the server: it is no use without it.
WORDS = (
    "any", "any_why", "asked", "asked_why", "bin", "bin_why", "count", "count_why", "find", "find_why", "key",
    "move_tote", "move_tote_why", "refill", "refill_why", "unheard", "unheard_why",
)  # fmt: skip
