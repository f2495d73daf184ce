"""People of the floor, their roles, and failed tries at a PIN or badge."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from warehouse_app.service.ports.people import Person
from warehouse_app.store import tables as t
from warehouse_app.store.dialect import upsert

_p = t.person.c
MORE = ("ends_at", "skills", "learns_since", "pin_until", "pin_first")
PERSON = _p.id, _p.w, _p.name, _p.badge, _p.pin_hash, _p.lang, _p.odoo_user_id, _p.active, *(_p[name] for name in MORE)
_BY_BADGE = select(*PERSON).where(_p.badge == bindparam("own"))
_BY_ODOO_USER = select(*PERSON).where(_p.odoo_user_id == bindparam("own"))
_BY_ID = select(*PERSON).where(_p.id == bindparam("own"))
_ROLES = select(t.person_role.c.role).where(t.person_role.c.person == bindparam("person"))


def to_person(row: Any, roles: Iterable[str]) -> Person:
    """The person of a row that starts with `PERSON`."""
    w, name, badge, pin_hash, lang, odoo_user_id = row[1:7]
    ends_at, skills, *rest = row[8 : 8 + len(MORE)]
    more = ends_at, frozenset((skills or "").split()), *rest
    return Person(row[0], w, name, badge, pin_hash, lang, odoo_user_id, bool(row[7]), frozenset(roles), *more)


def roles_of(connection: Connection, person: int) -> list[str]:
    return list(connection.execute(_ROLES, {"person": person}).scalars())


class People:
    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now

    def by_badge(self, badge: str) -> Person | None:
        return self._one(_BY_BADGE, badge)

    def by_odoo_user(self, odoo_user: int) -> Person | None:
        return self._one(_BY_ODOO_USER, odoo_user)

    def get(self, person: int) -> Person | None:
        return self._one(_BY_ID, person)

    def admins(self) -> int:
        a, role = t.person.c, t.person_role.c
        asked = select(func.count()).select_from(t.person).join(t.person_role, role.person == a.id)
        count: int = self._connection.execute(asked.where(role.role == "admin", a.active == 1)).scalar_one()
        return count

    def add(
        self,
        w: int,
        name: str,
        badge: str | None,
        pin_hash: str | None,
        lang: str | None,
        odoo_user_id: int | None,
        roles: Iterable[str],
    ) -> Person:
        row = {
            "w": w, "name": name, "badge": badge, "pin_hash": pin_hash, "lang": lang, "odoo_user_id": odoo_user_id,
        }  # fmt: skip
        made = self._connection.execute(insert(t.person).returning(*PERSON), row).one()
        person = to_person(made, roles)
        self._give_roles(person)
        return person

    def save(self, person: Person) -> None:
        values = {
            "w": person.w, "name": person.name, "badge": person.badge, "pin_hash": person.pin_hash,
            "lang": person.lang, "odoo_user_id": person.odoo_user_id, "active": int(person.active),
            "ends_at": person.ends_at, "skills": " ".join(sorted(person.skills)) or None,
            "learns_since": person.learns_since, "pin_until": person.pin_until, "pin_first": person.pin_first,
        }  # fmt: skip
        self._connection.execute(update(t.person).where(_p.id == person.id).values(values))
        self._connection.execute(delete(t.person_role).where(t.person_role.c.person == person.id))
        self._give_roles(person)

    def practised(self, person: int, at: int) -> None:
        is_newer = or_(_p.practised_at.is_(None), _p.practised_at < at)
        self._connection.execute(update(t.person).where(_p.id == person, is_newer).values(practised_at=at))
        self._connection.execute(update(t.person).where(_p.id == person).values(learns_since=None))

    def ended(self) -> list[int]:
        over = select(_p.id).where(_p.active == 1, _p.ends_at <= self._now)
        return list(self._connection.execute(over).scalars())

    def failures(self, who: str) -> tuple[int, int]:
        failure = t.failure.c
        row = self._connection.execute(select(failure["count"], failure.locked_until).where(failure.who == who)).first()
        return (row[0], row[1]) if row else (0, 0)

    def note_failures(self, who: str, count: int, locked_until: int) -> None:
        noted = {"count": count, "locked_until": locked_until, "at": self._now}
        row = upsert(self._connection, t.failure).values(who=who, **noted)
        self._connection.execute(row.on_conflict_do_update(index_elements=[t.failure.c.who], set_=noted))

    def _one(self, asked: Any, own: int | str) -> Person | None:
        row = self._connection.execute(asked, {"own": own}).first()
        return to_person(row, roles_of(self._connection, row.id)) if row else None

    def _give_roles(self, person: Person) -> None:
        rows = [{"person": person.id, "role": role} for role in sorted(person.roles)]
        if rows:
            self._connection.execute(insert(t.person_role), rows)
