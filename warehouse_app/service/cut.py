"""Cutting a month that was exported: of each event a stub stays, so that it is known when a device sends it again."""

from __future__ import annotations

from functools import partial
from typing import Any

from warehouse_app.domain.chain import Seal, is_stub, signed, stub
from warehouse_app.domain.errors import Refused
from warehouse_app.service.export import joins
from warehouse_app.service.ports.chain import Cut
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

AT_ONCE = 100
KEPT_MS = 7 * 24 * 3600 * 1000  # handhelds hold on to their events for so long, and may send them again


def cut(store: Store, seal: Seal, first: int, last: int, before: str, head: str) -> int:
    """Leaves stubs from `first` to `last`; how many. Broken off, it is finished by doing it again.

    Raises:
        Refused: the stretch is not the next in the chain, or younger than a week.
    """
    ends = {"first": first, "last": last, "before": before, "head": head}
    store.read(partial(_check, ends))
    store.write(partial(_note, ends, seal))
    done, at = 0, first - 1
    while at < last:
        page = store.read(partial(_page, at, min(AT_ONCE, last - at)))
        at = page[-1]["seq"]
        stubs = [(row["seq"], stub(seal, row)) for row in page if not is_stub(seal, row)]
        if stubs:
            store.write(partial(_reduce, stubs))
        done += len(stubs)
    return done


def _check(ends: dict[str, Any], views: Views) -> None:
    cuts = views.cuts()
    begun = bool(cuts) and (cuts[-1].first, cuts[-1].last) == (ends["first"], ends["last"])
    if not begun and ends["first"] != (cuts[-1].last + 1 if cuts else 1):
        raise Refused("audit.order", 409)
    if not joins(views, ends):
        raise Refused("audit.other_file", 409)


def _note(ends: dict[str, Any], seal: Seal, uow: UnitOfWork) -> None:
    facts = ends | {"cut_at": uow.now}
    if uow.now - uow.chain.came_at(ends["last"]) < KEPT_MS:
        raise Refused("audit.young", 409)
    uow.chain.cut(Cut(**facts, mac=signed(seal, "cut", facts)))


def _page(after: int, limit: int, views: Views) -> list[dict[str, Any]]:
    return views.journal(after, limit)


def _reduce(stubs: list[tuple[int, dict[str, Any]]], uow: UnitOfWork) -> None:
    uow.chain.reduce(stubs)
