"""Deleting what is over, a few rows at a time; forgetting somebody; and all that is known about them.

No event of the journal is changed by any of it: they hold numbers, and a number names nobody once the name is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.people import badge_text
from warehouse_app.domain.retention import Cuts, Keep
from warehouse_app.service.people import find_person, remove_person
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.retention import Key, OrderFacts
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views

Write = Callable[[Callable[[UnitOfWork], Any]], Any]

AT_ONCE = 50  # rows in one unit of work: no scan waits for more


def sweep(store: Store, write: Write, cuts: Cuts) -> dict[str, int]:
    """Some rows of each rule; how many went, by rule. Nothing: it is done, and that is noted. What is over is looked
    for beside the writer, and looked at once more when it goes."""
    found = store.read(lambda views: views.retention.overdue(cuts, AT_ONCE))
    gone: dict[str, int] = {}
    for rule, keys in found.items():
        if keys:
            gone[rule] = write(partial(_drop, rule, keys, cuts))
    gone = {rule: rows for rule, rows in gone.items() if rows}
    if not gone:
        write(lambda uow: uow.retention.ran())
    return gone


def run(store: Store, keep: Keep) -> dict[str, int]:
    """All that is over now; how many rows went, by rule."""
    cuts = keep.cuts(store.read(lambda views: views.retention.now))
    total: Counter[str] = Counter()
    while gone := sweep(store, store.write, cuts):
        total.update(gone)
    return dict(total)


def show(views: Views, keep: Keep) -> list[dict[str, Any]]:
    """Rows to print: what is over by rule and how much of it went before, and what a person has to decide."""
    cuts = keep.cuts(views.retention.now)
    gone = {row.rule: row.rows for row in views.retention.gone()}
    rows = [
        {"rule": row.rule, "kept as": row.kind, "over now": row.rows, "gone so far": gone.get(row.rule, 0)}
        for row in views.retention.overdue_rows(cuts)
    ]
    by_hand = [("events: audit export --cut", views.retention.old_events(cuts))]
    by_hand += [(f"{name}, let go: retention forget person {number}", 1) for number, name in views.retention.left()]
    return rows + [{"rule": rule, "kept as": "by hand", "over now": n, "gone so far": ""} for rule, n in by_hand]


def forget_person(who: str, store: Store) -> tuple[Person, int]:
    """Takes their name away everywhere; the person as they were, and how many words said their name. The name itself
    goes last, so that what was broken off is finished by doing it again, by the number.

    Raises:
        Refused: `person.unknown`, `retention.has_wave` {name, number}.
    """
    person = store.write(lambda uow: _let_go(who, uow))
    found = store.read(lambda views: views.retention.naming(person.name))
    said = 0
    for table, keys in found.items():
        for start in range(0, len(keys), AT_ONCE):
            said += store.write(partial(_unname, table, keys[start : start + AT_ONCE], person))
    store.write(lambda uow: uow.retention.forget_person(person.id, nameless(person.id)))
    return person, said


def nameless(person: int) -> str:
    """What somebody is called once they are forgotten."""
    return f"#{person}"


def forget_order(name: str, store: Store) -> dict[str, int]:
    """Takes the address and the words of an order away; by rule, how many rows.

    Raises:
        Refused: `retention.order_unknown`, `retention.order_open` {transfers}, `retention.order_asked` {cases}.
    """
    order = store.read(lambda views: _order(views, name))
    if order.open_transfers:
        raise Refused("retention.order_open", 409, {"order": name, "transfers": ", ".join(order.open_transfers)})
    if order.open_cases:
        raise Refused("retention.order_asked", 409, {"order": name, "cases": ", ".join(order.open_cases)})
    return store.write(lambda uow: uow.retention.forget_order(order.id))


def about_person(views: Views, who: str) -> Mapping[str, Any]:
    """Everything about somebody: {table: rows}. `who` is a number or a badge.

    Raises:
        Refused: `person.unknown`.
    """
    badge = badge_text(who)
    own = next((one for one in _everybody(views) if badge is not None and one.badge == badge), None)
    number = own.id if own is not None else int(who) if who.isascii() and who.isdigit() else 0
    rows = views.retention.of_person(number)
    if not rows:
        raise Refused("person.unknown", 404, {"who": who})
    return rows


def about_order(views: Views, name: str) -> Mapping[str, Any]:
    """Everything about an order: {table: rows}.

    Raises:
        Refused: `retention.order_unknown`.
    """
    return views.retention.of_order(_order(views, name).id)


def _drop(rule: str, keys: list[Key], cuts: Cuts, uow: UnitOfWork) -> int:
    return uow.retention.drop(rule, keys, cuts)


def _let_go(who: str, uow: UnitOfWork) -> Person:
    person = find_person(who, uow)
    wave = uow.floor.wave_held_by(person.id) or uow.floor.wave_meant_for(person.id)
    if wave is not None:
        raise Refused("retention.has_wave", 409, {"name": person.name, "number": wave.number})
    remove_person(str(person.id), uow)
    uow.changed("board", "person", person.id)
    return person


def _unname(table: str, keys: list[Key], person: Person, uow: UnitOfWork) -> int:
    return uow.retention.unname(table, keys, person.name, nameless(person.id))


def _everybody(views: Views) -> list[Person]:
    return [person for w, *_ in views.warehouses() for person in views.people(w)]


def _order(views: Views, name: str) -> OrderFacts:
    found = views.retention.order_facts(name)
    if found is None:
        raise Refused("retention.order_unknown", 404, {"order": name})
    return found


def as_file(about: str, rows: Mapping[str, Any], now: int) -> dict[str, Any]:
    """What is handed out: JSON with times a person can read, ISO 8601 in UTC."""
    shown = {table: [_readable(row) for row in found] for table, found in rows.items()}
    return {"about": about, "made": _iso(now), "tables": shown}


def _readable(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _iso(value) if isinstance(value, int) and (name == "at" or name.endswith(("_at", "until"))) else value
        for name, value in row.items()
        if value is not None
    }


def _iso(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds")
