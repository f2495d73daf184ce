"""Is the journal what it was when it was sealed? Names the first event that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from warehouse_app.domain.chain import GENESIS, Row, Seal, is_stub, mac, signed
from warehouse_app.service.ports.chain import Cut, Head, Tail
from warehouse_app.service.ports.views import Views

Read = Callable[[Callable[[Views], Any]], Any]  # runs a query beside the writer
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """`bad` is the number of the first event that is not as it was sealed, and `why` (None: all are)."""

    checked: int
    head: Head
    tail: Tail
    bad: int | None = None
    why: str = ""


class Broken(Exception):
    """The chain does not hold at this number."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(f"{seq}: {why}")
        self.seq, self.why = seq, why


def verify(read: Read, seal: Seal, anchor: Head | None = None) -> Report:
    """Goes through the whole journal. `anchor` is a head that was noted outside the store."""
    head, tail, cuts = read(lambda views: (views.chain_head(), views.unsealed(), views.cuts()))
    noted = {known.seq: known.mac for known in (head, anchor) if known is not None and known.seq}
    at = Head(0, GENESIS)
    try:
        _check_cuts(cuts, seal)
        for at in _walk(rows_after(read, 0), cuts, seal, head):
            if noted.pop(at.seq, at.mac) != at.mac:
                raise Broken(at.seq, "another seal than the one that was noted")
        if noted:
            raise Broken(at.seq + 1, "missing: it was sealed once")
    except Broken as broken:
        return Report(broken.seq - 1, head, tail, broken.seq, broken.why)
    return Report(at.seq, head, tail)


def rows_after(read: Read, after: int) -> Iterator[dict[str, Any]]:
    """The journal in order, a page at a time: the store is not held up."""
    while page := read(partial(_page, after)):
        yield from page
        after = page[-1]["seq"]


def _page(after: int, views: Views) -> list[dict[str, Any]]:
    return views.journal(after, PAGE)


def follow(before: str, rows: Iterable[Row], seal: Seal) -> Iterator[Head]:
    """Each row's place in the chain.

    Raises:
        Broken: it does not follow the one before.
    """
    for row in rows:
        if row["mac"] != mac(seal, before, row):
            raise Broken(row["seq"], "changed, swapped or put in after it was sealed")
        before = row["mac"]
        yield Head(row["seq"], before)


def _walk(rows: Iterable[Row], cuts: Iterable[Cut], seal: Seal, head: Head) -> Iterator[Head]:
    """Ends where the unsealed tail begins; what is sealed meanwhile is looked at too."""
    at, cut = Head(0, GENESIS), None
    begins = {cut.first: cut for cut in cuts}
    for row in rows:
        seq = row["seq"]
        if seq != at.seq + 1:
            raise Broken(at.seq + 1, "missing")
        if row["mac"] is None:
            if seq <= head.seq:
                raise Broken(seq, "not sealed though later ones are: put in afterwards")
            return
        cut = begins.get(seq, cut)
        if cut is not None and seq <= cut.last and is_stub(seal, row):
            at = Head(seq, row["mac"])
        else:
            at = next(follow(at.mac, [row], seal))
        if cut is not None and seq == cut.last and at.mac != cut.head:
            raise Broken(seq, "another seal than when its month was cut")
        yield at


def _check_cuts(cuts: Iterable[Cut], seal: Seal) -> None:
    for cut in cuts:
        if cut.mac != signed(seal, "cut", cut.facts()):
            raise Broken(cut.first, "the note of its month's cut was changed")
