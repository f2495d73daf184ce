"""Keeping rows of Odoo: create or update by Odoo id, and write only what differs.

The pull comes every few seconds and nearly always brings what is known already; a commit that changes nothing
costs no disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, insert, select, update

Values = Mapping[str, Any]
Sought = TypeVar("Sought", int, str)
CHUNK = 500  # SQLite takes a limited number of parameters in one statement


def keep(connection: Connection, table: Table, source: int, rows: Mapping[int, Values]) -> dict[int, int]:
    """Our ids by Odoo id, after `rows` (by Odoo id, all with the same columns) are as given."""
    columns = list(next(iter(rows.values()), {}))
    known = {row["odoo_id"]: row for row in _known(connection, table, source, rows, columns)}
    changed = [
        {"own": known[odoo_id]["id"], **values}
        for odoo_id, values in rows.items()
        if odoo_id in known and any(known[odoo_id][name] != value for name, value in values.items())
    ]
    if changed:
        connection.execute(update(table).where(table.c.id == bindparam("own")), changed)
    new = [{"source": source, "odoo_id": odoo_id, **values} for odoo_id, values in rows.items() if odoo_id not in known]
    if new:
        connection.execute(insert(table), new)
    made = ids_of(connection, table, source, (row["odoo_id"] for row in new))
    return {odoo_id: row["id"] for odoo_id, row in known.items()} | made


def ids_of(connection: Connection, table: Table, source: int, odoo_ids: Iterable[int]) -> dict[int, int]:
    """Our ids by Odoo id, of those that are here."""
    return {row["odoo_id"]: row["id"] for row in _known(connection, table, source, odoo_ids, [])}


def chunks(values: Iterable[Sought]) -> Iterator[list[Sought]]:
    """The values, sorted, in lists that fit into one statement."""
    ordered = sorted(values)
    for start in range(0, len(ordered), CHUNK):
        yield ordered[start : start + CHUNK]


def _known(
    connection: Connection, table: Table, source: int, odoo_ids: Iterable[int], columns: Sequence[str]
) -> Iterator[Any]:
    asked = select(table.c.id, table.c.odoo_id, *(table.c[name] for name in columns)).where(
        table.c.source == source, table.c.odoo_id.in_(bindparam("ids", expanding=True))
    )
    for ids in chunks(set(odoo_ids)):
        yield from connection.execute(asked, {"ids": ids}).mappings()
