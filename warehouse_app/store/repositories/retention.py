"""Deleting what is over, and forgetting people and customers. No event is touched: the chain holds as before."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, null, or_, select, update

from warehouse_app.domain.retention import Cuts
from warehouse_app.service.ports.retention import Key
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert
from warehouse_app.store.repositories.evidence import of_returns, shows
from warehouse_app.store.repositories.people import MORE
from warehouse_app.store.retention import Rule, rule
from warehouse_app.store.words import is_reason, without_typed_key, without_words

_case, _step, _tr = t.case.c, t.case_event.c, t.transfer.c
_LINES = select(t.line.c.id).join(t.transfer, _tr.id == t.line.c.transfer).where(_tr.order == bindparam("of"))
_OF_PERSON = ("badge", "pin_hash", "lang", "odoo_user_id", "practised_at", *MORE)
_TRANSFERS = select(_tr.id).where(_tr.order == bindparam("of"))
# Columns with words in them, by table: where somebody may be named.
NAMING: Mapping[str, tuple[Column[Any], ...]] = {
    "case": (_case.facts, _case.why),
    "case_event": (_step.facts,),
    "event_words": (t.event_words.c.words,),
    "outbox": (t.outbox.c.body, t.outbox.c.settled_why),
}


class Retention:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def drop(self, rule_: str, keys: Sequence[Key], cuts: Cuts) -> int:
        of = rule(rule_)
        over = of.key.in_(list(keys)) & of.overdue(cuts)
        if of.words:
            gone = self._take_out(of, over)
        elif of.clear is None:
            gone = self._connection.execute(delete(of.table).where(over)).rowcount
        else:
            gone = self._connection.execute(update(of.table).where(over).values(of.clear)).rowcount
        self._note(rule_, gone)
        return gone

    def ran(self) -> None:
        self._note("run", 1)

    def forget_person(self, person: int, name: str) -> None:
        nothing = dict.fromkeys(_OF_PERSON, null())
        called = update(t.person).where(t.person.c.id == person)
        self._connection.execute(called.values(name=name, active=0, **nothing))
        for table, column in (("person_role", "person"), ("session", "person")):
            of = t.metadata.tables[table]
            self._connection.execute(delete(of).where(of.c[column] == person))
        self._connection.execute(delete(t.failure).where(t.failure.c.who == f"person:{person}"))
        self._connection.execute(update(t.enrolment).where(t.enrolment.c.by == person).values(by=null()))

    def unname(self, table: str, keys: Sequence[Key], name: str, to: str) -> int:
        of, columns = t.metadata.tables[table], NAMING[table]
        (key,) = of.primary_key.columns
        return self._rewrite(of, key.in_(list(keys)), columns, lambda _, said: called(said, name, to))

    def forget_order(self, order: int) -> dict[str, int]:
        asked = {"of": order}
        addressed = update(t.transfer).where(_tr.order == bindparam("of"), _tr.ship_to.is_not(None))
        gone = {"addresses": self._connection.execute(addressed.values(ship_to=null()), asked).rowcount}
        bought = update(t.shipped).where(t.shipped.c.order == bindparam("of"), t.shipped.c.customer.is_not(None))
        self._connection.execute(bought.values(customer=null()), asked)
        about = or_(_case.transfer.in_(_TRANSFERS), _case.line.in_(_LINES))
        cases = self._connection.execute(select(_case.id).where(about, _case.words_gone == 0), asked).scalars().all()
        gone["case words"] = self._take_out(rule("case words"), _case.id.in_(cases)) if cases else 0
        back = select(t.return_.c.id).where(t.return_.c.order == bindparam("of"))
        shown = delete(t.evidence).where(or_(shows(select(_case.id).where(about)), of_returns(back)))
        gone["photos"] = self._connection.execute(shown, asked).rowcount
        events = select(t.event.c.id).where(or_(t.event.c.transfer.in_(_TRANSFERS), t.event.c.line.in_(_LINES)))
        words = delete(t.event_words).where(t.event_words.c.event.in_(events))
        gone["event words"] = self._connection.execute(words, asked).rowcount
        for name, rows in gone.items():
            self._note(name, rows)
        return gone

    def _take_out(self, of: Rule, over: Any) -> int:
        if of.table is t.case:
            cases = list(self._connection.execute(select(_case.id).where(over)).scalars())
            self._rewrite(t.case_event, _step.case.in_(cases), (_step.facts,), _blank)
            over = _case.id.in_(cases)
        return self._rewrite(of.table, over, [of.table.c[name] for name in of.words], _blank, of.clear or {})

    def _rewrite(
        self,
        table: Table,
        which: Any,
        columns: Sequence[Column[Any]],
        change: Callable[[str, Any], Any],
        more: Mapping[str, Any] | None = None,
    ) -> int:
        """Writes those rows whose columns read otherwise afterwards, or all where there is `more`; how many."""
        key = next(iter(table.primary_key.columns))
        rows = self._connection.execute(select(key, *columns).where(which)).all()
        done = 0
        for own, *values in rows:
            now = {
                column.name: changed
                for column, value in zip(columns, values, strict=True)
                if value is not None and (changed := change(column.name, value)) != value
            }
            if now or more:
                self._connection.execute(update(table).where(key == own).values(now | dict(more or {})))
                done += 1
        return done

    def _note(self, name: str, rows: int) -> None:
        if not rows:
            return
        row = upsert(self._connection, t.retention).values(rule=name, at=self._now, gone=rows)
        so_far = {"at": self._now, "gone": t.retention.c.gone + rows}
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.retention.c.rule], set_=so_far))


def _blank(column: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_words(value)
    if column == "finding_key":
        return without_typed_key(value)
    return value if is_reason(str(value)) else ""


def called(said: Any, name: str, to: str) -> Any:
    """The same words with somebody called otherwise; a name that is part of another word is none.

    >>> called({"by": "Al", "why": "Al, not Alba"}, "Al", "#7")
    {'by': '#7', 'why': '#7, not Alba'}
    """
    if isinstance(said, str):
        return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: to, said)
    if isinstance(said, Mapping):
        return {key: called(value, name, to) for key, value in said.items()}
    return [called(one, name, to) for one in said] if isinstance(said, list) else said
