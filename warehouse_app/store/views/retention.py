"""What is over, what went so far, and all that is known about a person or an order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Text, cast, exists, func, or_, select

from warehouse_app.domain.retention import Cuts
from warehouse_app.service.ports.retention import Gone, Key, OrderFacts, Overdue, Rows
from warehouse_app.store import tables as t
from warehouse_app.store.personal import PEOPLE, kind_of
from warehouse_app.store.repositories.evidence import of_returns, shows
from warehouse_app.store.repositories.retention import NAMING
from warehouse_app.store.retention import RULES, written

_case, _e, _tr = t.case.c, t.event.c, t.transfer.c


class RetentionViews:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self.now = connection, now

    def overdue(self, cuts: Cuts, limit: int) -> dict[str, list[Key]]:
        return {
            rule.name: list(self._connection.execute(select(rule.key).where(rule.overdue(cuts)).limit(limit)).scalars())
            for rule in RULES
        }

    def overdue_rows(self, cuts: Cuts) -> list[Overdue]:
        asked = ((rule, select(func.count()).select_from(rule.table).where(rule.overdue(cuts))) for rule in RULES)
        return [Overdue(rule.name, rule.kind, self._connection.execute(count).scalar_one()) for rule, count in asked]

    def gone(self) -> list[Gone]:
        r = t.retention.c
        return [Gone(*row) for row in self._connection.execute(select(r.rule, r.at, r.gone).order_by(r.rule))]

    def old_events(self, cuts: Cuts) -> int:
        was_cut = select(func.coalesce(func.max(t.chain_cut.c.last), 0)).scalar_subquery()
        old = select(func.count()).select_from(t.event).where(_e.received_at < cuts.journal, _e.seq > was_cut)
        return int(self._connection.execute(old).scalar_one())

    def left(self) -> list[tuple[int, str]]:
        p = t.person.c
        asked = select(p.id, p.name).where(p.active == 0, p.name != "#" + cast(p.id, Text)).order_by(p.id)
        return [(row[0], row[1]) for row in self._connection.execute(asked)]

    def naming(self, name: str) -> dict[str, list[Key]]:
        said = {name, json.dumps(name)[1:-1].replace("\\", "")}
        found: dict[str, list[Key]] = {}
        for table, columns in NAMING.items():
            of = t.metadata.tables[table]
            where = or_(*(written(one).contains(text, autoescape=True) for one in columns for text in sorted(said)))
            found[table] = list(self._connection.execute(select(*of.primary_key.columns).where(where)).scalars())
        return found

    def of_person(self, person: int) -> Mapping[str, Rows]:
        found: dict[str, Rows] = {}
        for name in dict.fromkeys(name for name, _ in PEOPLE):
            of = t.metadata.tables[name]
            found[name] = self._rows(name, or_(*(of.c[column] == person for at, column in PEOPLE if at == name)))
        own = exists().where(_e.id == t.event_words.c.event, _e.person == person)
        found["event_words"] = self._rows("event_words", own)
        found["failure"] = self._rows("failure", t.failure.c.who == f"person:{person}")
        return {name: rows for name, rows in found.items() if rows}

    def order_facts(self, name: str) -> OrderFacts | None:
        found = self._connection.execute(select(t.order.c.id).where(t.order.c.name == name)).scalars().first()
        if found is None:
            return None
        open_ = select(_tr.name).where(_tr.order == found, _tr.state == "open").order_by(_tr.name)
        asked = select(_case.number).where(self._cases_of(found), _case.status != "resolved").order_by(_case.number)
        transfers, cases = (tuple(self._connection.execute(one).scalars()) for one in (open_, asked))
        return OrderFacts(found, transfers, cases)

    def of_order(self, order: int) -> Mapping[str, Rows]:
        transfers, lines = _transfers_of(order), _lines_of(order)
        cases = select(_case.id).where(self._cases_of(order))
        returns = select(t.return_.c.id).where(t.return_.c.order == order)
        events = or_(_e.transfer.in_(transfers), _e.line.in_(lines))
        where = {
            "order": t.order.c.id == order,
            "transfer": _tr.order == order,
            "line": t.line.c.id.in_(lines),
            "parcel": t.parcel.c.transfer.in_(transfers),
            "packing": t.packing.c.transfer.in_(transfers),
            "shipped": t.shipped.c.order == order,
            "return": t.return_.c.order == order,
            "return_line": t.return_line.c["return"].in_(returns),
            "case": self._cases_of(order),
            "case_event": t.case_event.c.case.in_(cases),
            "evidence": or_(shows(cases), of_returns(returns)),
            "act": t.act.c.order == order,
            "customer_message": t.customer_message.c.order == order,
            "event": events,
            "event_words": t.event_words.c.event.in_(select(_e.id).where(events)),
        }
        found = {name: self._rows(name, which) for name, which in where.items()}
        return {name: rows for name, rows in found.items() if rows}

    def _cases_of(self, order: int) -> Any:
        return or_(_case.transfer.in_(_transfers_of(order)), _case.line.in_(_lines_of(order)))

    def _rows(self, table: str, where: Any) -> Rows:
        of = t.metadata.tables[table]
        shown = [column for column in of.c if _is_told(table, column)]
        asked = select(*shown).where(where).order_by(shown[0])
        return [dict(row) for row in self._connection.execute(asked).mappings()]


def _is_told(table: str, column: Column[Any]) -> bool:
    """A file that is written has no room for a photo: it names it."""
    return kind_of(table, column.name) != "secret" and column.name != "mac" and not isinstance(column.type, LargeBinary)


def _transfers_of(order: int) -> Any:
    return select(_tr.id).where(_tr.order == order)


def _lines_of(order: int) -> Any:
    return select(t.line.c.id).where(t.line.c.transfer.in_(_transfers_of(order)))
