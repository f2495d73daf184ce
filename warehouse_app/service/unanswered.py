"""Shorts nobody answered: decided by rule at the last stop, at the latest when the order has to be packed.

A rule's answer holds until the transfer is validated; a supervisor changes it like any other, and needs no reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from warehouse_app.domain.answers import by_rule
from warehouse_app.domain.cases import MINUTE
from warehouse_app.service.escalate import decide_case
from warehouse_app.service.kits import settle_kits
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.profiles import profile_now

BATCH = 50


def at_last_stop(transfers: Sequence[int], uow: UnitOfWork) -> None:
    """The walk is over: what is done with these transfers' open shorts anyway is said now."""
    for transfer in transfers:
        _decide(transfer, "last_stop", uow)


def at_packing_time(w: int, uow: UnitOfWork) -> int:
    """Those whose order has to be packed now to make its truck; how many. What is there ships, the case stays."""
    late = uow.cases.overdue_shorts(w, BATCH)
    for transfer in dict.fromkeys(transfer for _, transfer in late):
        _decide(transfer, "packing_time", uow, {case for case, _ in late})
    return len(late) + _waited(w, uow)


def _waited(w: int, uow: UnitOfWork) -> int:
    """Those that waited for an answer as long as the profile in force lets them."""
    minutes = profile_now(uow.releasing.rules, w, uow.now)[1].get("wait")
    late = uow.cases.overdue_shorts(w, BATCH, uow.now - minutes * MINUTE) if minutes else []
    for transfer in dict.fromkeys(transfer for _, transfer in late):
        _decide(transfer, "waited", uow, {case for case, _ in late})
    return len(late)


def _decide(transfer: int, when: str, uow: UnitOfWork, only: set[int] | None = None) -> None:
    told = uow.telling.transfers([transfer]).get(transfer)
    if told is None or told.state != "open":
        return
    answer = "wait" if told.rest == "wait" else by_rule(told.rest)  # what a person said of the order goes for all of it
    for case in uow.cases.shorts(transfer):
        if case.status == "open" and (only is None or case.id in only):
            decide_case(case, "by_rule", answer, None, {"when": when}, uow)
            uow.changed("board", "case", case.id)
    settle_kits(transfer, uow)
