"""What all tables share: the metadata, column types that mean the same on SQLite and PostgreSQL, and checks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite numbers rows by itself only in a column called INTEGER.
Key = BigInteger().with_variant(Integer, "sqlite")


def to_json(value: Any) -> str:
    """JSON in plain ASCII; numbers that JSON does not know (NaN, infinity) become their names."""
    try:
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    except ValueError:
        return json.dumps(json.loads(json.dumps(value), parse_constant=str), separators=(",", ":"))


class Json(TypeDecorator[Any]):
    """A JSON value. Text on SQLite, `json` on PostgreSQL: `jsonb` would refuse the NUL a scanner can send."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(_PlainJson() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) else value


class _PlainJson(JSON):
    """PostgreSQL's `json`, with the text made and read by `Json`."""

    def bind_processor(self, dialect: Dialect) -> None:
        return None

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        return None


def key() -> Column[int]:
    """Our own id of a row."""
    return Column("id", Key, primary_key=True)


def ref(name: str, target: str, *, null: bool = False, index: bool = False) -> Column[int]:
    """A reference to another table's row."""
    return Column(name, BigInteger, ForeignKey(target), nullable=null, index=index)


def of_event() -> Column[str]:
    """The event a row came of: each gives one row at most."""
    return Column("event", Text, ForeignKey("event.id"), nullable=False, unique=True)


def warehouse(*, null: bool = False) -> Column[int]:
    """The warehouse a row belongs to, `w` everywhere."""
    return ref("w", "warehouse.id", null=null)


def whole(name: str, *, null: bool = False, default: int | None = None) -> Column[int]:
    """A whole number: a count, ms since the epoch (UTC), thousandths, grams or millimetres."""
    return Column(name, BigInteger, nullable=null, server_default=None if default is None else str(default))


def text(name: str, *, null: bool = False, unique: bool | None = None, default: str | None = None) -> Column[str]:
    """A short text."""
    return Column(name, Text, nullable=null, unique=unique, server_default=default)


def data(name: str, *, null: bool = False) -> Column[Any]:
    """A JSON value."""
    return Column(name, Json, nullable=null)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """`column` holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def not_negative(*columns: str) -> CheckConstraint:
    """None of these columns is below zero."""
    return CheckConstraint(" AND ".join(f"{column} >= 0" for column in columns), name="not_negative")


def yes_or_no(name: str, *, default: int = 0) -> Column[int]:
    """0 or 1: the same on both databases, so that a sum counts."""
    known = CheckConstraint(f"{name} IN (0, 1)", name=name)
    return Column(name, Integer, known, nullable=False, server_default=str(default))
