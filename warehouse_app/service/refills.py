"""The reserve: which places it is, and pick bins that are filled up from it before a picker stands before an empty one.

A picker is never sent to a place of the reserve; whoever fills up brings the goods to the bin they are picked from.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.tasks import NewTask
from warehouse_app.service.ask_for import refill_key
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refills import InReserve, Thin
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.profiles import pack_buffer
from warehouse_app.service.tasks import ask_task, end_task

PATTERNS, LONGEST, AT_ONCE = 20, 40, 20


def save_reserve(text: str, by: Person, uow: UnitOfWork) -> None:
    """`text` are patterns of codes with commas between: `*-5, R-*`. None of them: there is no reserve.

    Raises:
        Refused: `reserve.pattern`.
    """
    patterns = [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]
    wrong = next((one for one in patterns if len(one) > LONGEST or not one.isprintable() or not one.strip("*?")), None)
    if wrong is not None or len(patterns) > PATTERNS:
        raise Refused("reserve.pattern", 400, {"text": (wrong or text)[:LONGEST], "most": PATTERNS})
    uow.catalogue.layouts.save(by.w, "reserve", {"patterns": patterns}, by.id)
    uow.refills.mark(by.w, patterns)
    uow.changed("board", "layout", by.w)


def ask_refills(w: int, uow: UnitOfWork) -> int:
    """Whoever is free is asked to fill up the bins that run out, the first truck first; how many are asked for.

    What nobody has begun and nobody needs any more is asked for no longer.
    """
    patterns = uow.catalogue.layouts.reserve(w)
    if not patterns:
        return 0
    uow.refills.mark(w, patterns)
    thin = sorted(uow.refills.thin(w), key=lambda one: (one.cutoff_at or 2**53, one.location, one.product))
    asked = [refill_key(one.location, one.product) for one in thin[:AT_ONCE] if _asked(w, one, uow)]
    _no_more(w, {refill_key(one.location, one.product) for one in thin}, uow)
    return len(asked)


def _asked(w: int, thin: Thin, uow: UnitOfWork) -> bool:
    known = uow.tasks.find(w, refill_key(thin.location, thin.product))
    if known is not None and known.state != "open":
        return False  # somebody is at it, or said why not
    place = _source(uow.refills.stocked(w, thin.product), thin.lacks_m)
    if place is None:
        return False
    due_at = None if thin.cutoff_at is None else thin.cutoff_at - pack_buffer(uow.releasing.rules, w, uow.now)
    qty_m = min(thin.lacks_m, place.free_m)
    if known is not None and (known.qty_m, known.due_at) == (qty_m, due_at):
        return True
    about = refill_key(thin.location, thin.product)
    new = NewTask(w, "refill", about, thin.case, product=thin.product, qty_m=qty_m, origin=place.location,
                  target=thin.location, due_at=due_at)  # fmt: skip
    ask_task(new, uow)
    return True


def _source(places: Sequence[InReserve], lacks_m: int) -> InReserve | None:
    """The smallest heap that is enough, so that places come free; else the largest."""
    enough = [one for one in places if one.free_m >= lacks_m]
    return enough[-1] if enough else next(iter(places), None)


def _no_more(w: int, wanted: set[str], uow: UnitOfWork) -> None:
    """Only what nobody asked for by name, and nobody has taken."""
    for task in uow.tasks.by_itself(w, "refill"):
        if task.about not in wanted:
            end_task(task, "cancelled", uow)
