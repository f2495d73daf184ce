"""What people did in Odoo with the to-dos of exceptions: one that is done there closes its exception here."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from warehouse_app.domain.answers import by_rule
from warehouse_app.service.holding import Holding
from warehouse_app.service.ports.floor import CaseNow
from warehouse_app.service.ports.odoo import Odoo, OdooRefused, OdooUnknown, ToDoNow
from warehouse_app.service.ports.store import UnitOfWork

AT_ONCE = 500
MADE_AT_MOST = 2  # removed again, somebody means it

log = logging.getLogger(__name__)


def look_at_todos(holding: Holding, odoo: Odoo) -> int:
    """Looks at those of all exceptions that are not over, in one call for 500; how many were done or removed.

    Raises:
        OdooUnreachable: nothing was kept, the same come next.
        LeaseLost: somebody else looks now.
    """
    watched = holding.write(lambda uow: uow.mirror.watched())
    touched = 0
    for part in _parts(watched):
        try:
            found = {one.odoo_id: one for one in odoo.todos(list(part))}
        except (OdooRefused, OdooUnknown) as no:
            log.warning("Odoo does not say how its to-dos stand: %s", no)
            return touched
        news = {case: (todo, found.get(todo)) for todo, case in part.items() if _is_news(found.get(todo))}
        touched += len(news)
        for case, (todo, now) in news.items():
            holding.write(lambda uow, case=case, todo=todo, now=now: note_todo(uow, case, todo, now))  # type: ignore[misc]
    return touched


def note_todo(uow: UnitOfWork, case_id: int, todo: int, now: ToDoNow | None) -> None:
    """Writes down that the to-do was done (`now` says how) or removed (None), if that is still the one there."""
    shown = uow.mirror.case(case_id)
    kept = shown.mirrored if shown is not None else None
    case = uow.cases.get(case_id)
    if kept is None or case is None or (kept.todo, kept.state) != (todo, "there") or case.status == "resolved":
        return
    if now is not None:
        left = replace(kept, state="left")
        uow.mirror.keep(case_id, left if _is_held(case) else kept)
        _done(uow, case, now)
    elif kept.made < MADE_AT_MOST:
        uow.cases.note(case_id, "odoo_removed", None, {})
        uow.mirror.keep(case_id, replace(kept, state="sent", todo=None, told=""))
        uow.mirror.again([case_id])
    else:
        uow.cases.note(case_id, "odoo_left", None, {})
        uow.mirror.keep(case_id, replace(kept, state="left"))
    uow.changed("board", "case", case_id)


def _done(uow: UnitOfWork, case: CaseNow, now: ToDoNow) -> None:
    """A held order is not let go by a tick: who may do that is the floor's to say."""
    uow.cases.note(case.id, "odoo_held" if _is_held(case) else "odoo_done", None, {"words": now.feedback, "by": now.by})
    if _is_held(case):
        return
    if case.type == "FUL-SHORT" and case.status == "open" and case.transfer is not None:
        transfer = uow.telling.transfers([case.transfer])[case.transfer]
        uow.cases.decide(case.id, "by_rule", by_rule(transfer.rest), None, {})
    uow.cases.resolve(case.id, "odoo")


def _is_held(case: CaseNow) -> bool:
    return "|hold|" in case.key


def _is_news(now: ToDoNow | None) -> bool:
    return now is None or now.is_done


def _parts(watched: Mapping[int, int]) -> Iterator[dict[int, int]]:
    rows = iter(watched.items())
    while part := dict(islice(rows, AT_ONCE)):
        yield part
