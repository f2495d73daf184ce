"""The Odoo port while the app only observes: it reads, works on, and keeps what it would have written.

A transfer is shown as Odoo would have it had it been told, and so is the one that would follow it in a delivery of
several steps. A backorder is not invented.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import wraps
from typing import Any

from warehouse_app.odoo.as_told import as_calls, is_theirs, overlaid, place, quant_without, with_changes
from warehouse_app.odoo.closing import judge
from warehouse_app.odoo.difference import changes
from warehouse_app.odoo.noting import digest
from warehouse_app.odoo.reading import ENDED
from warehouse_app.odoo.rehearsal import Rehearsal, made_id
from warehouse_app.odoo.steps import Step, roots_of, step_after
from warehouse_app.odoo.thought import as_open, following
from warehouse_app.odoo.thought_returns import ThoughtReturns
from warehouse_app.service.ports.observing import AsTold, Call, Thought, Unsent
from warehouse_app.service.ports.odoo import (
    Claim,
    Close,
    Closed,
    GoodsMoved,
    OdooRefused,
    OdooTransfer,
    QuantNow,
    Reconciled,
    ReconciledStatus,
    ToDoNow,
    TransferNow,
    WantedTransfer,
)
from warehouse_app.service.ports.store import Store

# By the port's call: which transfer (Odoo's id) its arguments are about.
_ABOUT: Mapping[str, Callable[[Sequence[Any]], int]] = {
    "keep_shipment": lambda given: int(given[0]),
    "post_notes": lambda given: int(given[0][0].transfer),
    "reserve": lambda given: int(given[0][0]),
}


class Observing(ThoughtReturns):
    """Usable from any thread. Every call that is not here runs as it is, on a session that sends nothing that writes;
    what it would have sent is noted.
    """

    def __init__(self, session: Rehearsal, store: Store) -> None:
        super().__init__(session, store)
        self._after: dict[int, Step | None] = {}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method: Callable[..., Any] = getattr(self._odoo, name)
        return wraps(method)(lambda *args, **named: self._as_it_is(name, method, args, named))

    # What is read, as it would be.

    def read_transfers(self, ids: Sequence[int]) -> Sequence[TransferNow]:
        told, found = self._told(ids), self._bases(ids)
        return [overlaid(found[id_], told.get(id_)) for id_ in dict.fromkeys(ids) if id_ in found]

    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        """What is ahead is read with the transfer it comes of."""
        these = frozenset(ids) if ids is not None else None
        asked = [one for one in self._ahead(warehouse) if these is None or one.now.odoo_id in these]
        with_roots = None if these is None else sorted({one for one in these if one > 0} | {one.root for one in asked})
        found = self._odoo.open_transfers(warehouse, with_roots)
        roots, there = {one.odoo_id: one for one in found}, self._not_ours(warehouse, [one.odoo_id for one in found])
        ahead = [as_open(one.now, roots[one.root]) for one in asked if one.root in roots]
        return [*(one for one in found if one.odoo_id in there and (these is None or one.odoo_id in these)), *ahead]

    def open_transfer_ids(self, warehouse: int) -> Sequence[int]:
        found = self._not_ours(warehouse, self._odoo.open_transfer_ids(warehouse))
        return [*found, *(one.now.odoo_id for one in self._ahead(warehouse))]

    def changed_transfers(self, warehouse: int, since_ms: int) -> Sequence[int]:
        found = self._odoo.changed_transfers(warehouse, since_ms)
        return [*found, *(one.now.odoo_id for one in self._ahead(warehouse))]

    def quant(self, product: int, location: int, lot: int | None) -> QuantNow:
        """Without what would have left by now; a transfer that ended in Odoo has taken its goods there."""
        found = self._odoo.quant(product, location, lot)
        touching = self._store.read(lambda views: views.notebook.touching(location))
        still = {id_ for id_, now in self._bases(list(touching)).items() if now.state not in ENDED}
        return quant_without(found, (product, location, lot), [touching[id_] for id_ in still])

    def todos(self, ids: Sequence[int]) -> Sequence[ToDoNow]:
        """Those that would be there stay open: nobody in Odoo can have done them."""
        return [*self._odoo.todos([id_ for id_ in ids if id_ > 0]), *(ToDoNow(id_, False) for id_ in ids if id_ < 0)]

    # What would be written.

    def claim_wave(self, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
        batch, told = made_id(token), self._told(transfers)
        inside = [id_ for id_ in transfers if id_ in told and told[id_].batch == batch]
        late = [id_ for id_ in transfers if id_ not in inside]
        if not late:
            return Claim(batch, tuple(inside), ())
        with self.session.noting() as calls:
            try:
                claim = self._odoo.claim_wave(token, name, op_type, late, note)
            except OdooRefused:
                if not inside:
                    raise
                return Claim(batch, tuple(inside), tuple(late))
        for id_ in claim.joined:
            self._keep(id_, told.get(id_, AsTold()), batch=batch)
        facts = {"wave": name, "n": len(claim.joined)}
        self._note(Unsent(f"claim_wave:{digest([token, claim.joined])}", "claim_wave", tuple(calls), facts))
        return Claim(batch, tuple(id_ for id_ in transfers if id_ in {*inside, *claim.joined}), claim.left_out)

    def reconcile(self, wanted: Sequence[WantedTransfer]) -> Sequence[Reconciled]:
        ids = [want.odoo_id for want in wanted]
        real, told = self._bases(ids), self._told(ids)
        return [self._pick(want, real.get(want.odoo_id), told.get(want.odoo_id, AsTold())) for want in wanted]

    def validate(self, closes: Sequence[Close]) -> Sequence[Closed]:
        now = {one.odoo_id: one for one in self.read_transfers([close.odoo_id for close in closes])}
        return [self._close(close, now.get(close.odoo_id)) for close in closes]

    def move_goods(
        self, token: str, warehouse: int, product: int, lot: int | None, qty_m: int, source: int, target: int, note: str
    ) -> GoodsMoved:
        """As far as its own reading finds what was not made, and then how it would end."""
        made, pieces = made_id(token), {"pieces_m": qty_m}
        with self.session.noting() as calls:
            try:
                self._odoo.move_goods(token, warehouse, product, lot, qty_m, source, target, note)
            except TypeError:  # the transfer that was never made has no moves
                last = Call("stock.picking", "write", (made,), {"move_line_ids": [pieces]})
                calls += [last, Call("stock.picking", "button_validate", (made,))]
        self._note(Unsent(f"move_goods:{token}", "move_goods", tuple(calls), pieces))
        return GoodsMoved(made, "")

    def finish_todo(self, todo: int, feedback: str) -> bool:
        if todo > 0:
            return bool(self._as_it_is("finish_todo", self._odoo.finish_todo, (todo, feedback), {}))
        call = Call("mail.activity", "action_feedback", (todo,), {"feedback": feedback})
        return self._note(Unsent(f"finish_todo:{todo}", "finish_todo", (call,)))

    # How.

    def _pick(self, want: WantedTransfer, real: TransferNow | None, told: AsTold) -> Reconciled:
        status, now = _judge(want, real, told), real and overlaid(real, told)
        todo = changes(now, want) if now and status == "written" else []
        if now is None or not todo:
            return Reconciled(want.odoo_id, "already" if status == "written" else status, now)
        after, touched = with_changes(now, todo), {place(line) for line in want.lines}
        kept = [line for line in after.lines if place(line) in touched]
        older = [line for line in told.lines if place(line) not in touched]
        pieces_m = sum(line.quantity_m for line in after.lines if line.picked)
        key = f"reconcile:{digest([want.odoo_id, todo])}"
        self._note(Unsent(key, "reconcile", as_calls(todo), {"pieces_m": pieces_m}, want.odoo_id))
        self._keep(want.odoo_id, told, lines=(*older, *kept))
        return Reconciled(want.odoo_id, "written", after)

    def _close(self, close: Close, now: TransferNow | None) -> Closed:
        status = judge(now, close)
        if status == "done":
            told, call = self._told([close.odoo_id]), Call("stock.picking", "button_validate", (close.odoo_id,))
            facts = {"pieces_m": sum((close.picked or {}).values())}
            self._note(Unsent(f"validate:{close.odoo_id}", "validate", (call,), facts, close.odoo_id))
            self._keep(close.odoo_id, told.get(close.odoo_id, AsTold()), is_done=True)
        next_ = self._next(now) if now and status in ("done", "already") else ()
        return Closed(close.odoo_id, status, None, next_)

    def _next(self, now: TransferNow) -> tuple[int, ...]:
        """What follows in Odoo; nothing there yet: what Odoo would make, there in thought from now on."""
        if now.next_transfers:
            return now.next_transfers
        if now.op_type not in self._after:
            self._after[now.op_type] = step_after(self.session, now.op_type)
        step = self._after[now.op_type]
        if step is None:
            return ()
        made = following(now, step.op_type, step.place)
        thoughts = self._store.read(lambda views: views.notebook.thoughts([now.odoo_id]))
        root = thoughts[now.odoo_id].root if now.odoo_id in thoughts else now.odoo_id
        self._store.write(lambda uow: uow.notebook.think(Thought(made, root, step.site)))
        return (made.odoo_id,)

    def _bases(self, ids: Sequence[int]) -> dict[int, TransferNow]:
        """The transfers without what we would have told: of Odoo, or in thought; over with the one they come of."""
        thoughts = self._store.read(lambda views: views.notebook.thoughts(ids))
        asked = [id_ for id_ in ids if id_ > 0] + [one.root for one in thoughts.values()]
        real = {now.odoo_id: now for now in self._odoo.read_transfers(list(dict.fromkeys(asked)))} if asked else {}
        found = {id_: real[id_] for id_ in ids if id_ in real}
        for id_, one in thoughts.items():
            is_over = one.root not in real or real[one.root].state == "cancel"
            found[id_] = replace(one.now, state="cancel") if is_over else one.now
        return found

    def _ahead(self, site: int) -> Sequence[Thought]:
        return self._store.read(lambda views: views.notebook.open_thoughts(site))

    def _not_ours(self, site: int, ids: Sequence[int]) -> list[int]:
        """Without what is done in thought, and without what your people make follow it in Odoo: ours stands for it."""
        before = roots_of(self.session, site, ids)
        done = self._done([*ids, *(root for some in before.values() for root in some)])
        return [id_ for id_ in ids if id_ not in done and not before.get(id_, set()) & done]

    def _as_it_is(self, name: str, method: Callable[..., Any], args: Sequence[Any], named: Mapping[str, Any]) -> Any:
        given = [*args, *named.values()]
        about = _ABOUT[name](given) if name in _ABOUT else None
        return self._rehearse(name, lambda: method(*args, **named), given, about)

    def _done(self, ids: Sequence[int]) -> set[int]:
        return {id_ for id_, told in self._told(ids).items() if told.is_done}


def _judge(want: WantedTransfer, real: TransferNow | None, told: AsTold) -> ReconciledStatus:
    if real is None:
        return "gone"
    if told.is_done or real.state == "done":
        return "done"
    if real.state == "cancel":
        return "cancelled"
    return "foreign" if is_theirs(real, want) else "written"
