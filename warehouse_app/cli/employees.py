"""`user import`: people from Odoo's employees, through the second credential. Odoo is asked here, not by the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import click

from warehouse_app import config
from warehouse_app.bootstrap import CannotStart, office
from warehouse_app.cli.ask import rows_of
from warehouse_app.config import Settings
from warehouse_app.domain.people import ROLES
from warehouse_app.service.ports.odoo import OdooEmployee, OdooRefused, OdooUnknown, OdooUnreachable

AT_ONCE = 50  # hashing a PIN takes a while, and the server answers within 20 s
_WHY = {
    "badge.missing": "has no badge; for the office: user add NAME --role ROLE --odoo-user N",
    "name_known": "somebody of this name is here with another badge: user badge WHO {badge}",
    "left": "was removed here: user add, if it is wanted",
    "badge.malformed": "the badge cannot be used",
    "badge.taken": "the badge belongs to somebody else here",
    "odoo_user.taken": "the Odoo user belongs to somebody else here",
    "person.name": "the name cannot be printed",
    "pin.missing": "has no PIN: user pin {badge}",
    "pin.malformed": "the PIN has too few or too many digits: user pin {badge}",
    "pin.guessable": "the PIN is too easy to guess: user pin {badge}",
}


@click.command("import")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, help="Of who is new; picker, if none.")
@click.option("--job", default="", help="Only employees with this text in their job title.")
@click.option("--new-pins", is_flag=True, help="Take Odoo's PIN also where somebody has one here.")
def import_(roles: tuple[str, ...], job: str, new_pins: bool) -> None:
    """Take people over from Odoo's employees: badge, PIN (hashed at once), Odoo user."""
    settings = config.read()
    rows = [_handed(one) for one in _employees(settings) if job.casefold() in one.job.casefold()]
    more = {"roles": list(roles) or ["picker"], "new_pins": new_pins}
    told: list[dict[str, Any]] = []
    for part in _parts(rows):
        told += rows_of(settings, "user-import", {"people": part} | more)
    for row in told:
        click.echo(_line(row))
    count = Counter(row["did"] for row in told)
    click.echo(", ".join(f"{count[did]} {did}" for did in ("added", "changed", "same", "skipped")))


def _employees(settings: Settings) -> Sequence[OdooEmployee]:
    to = office(settings)
    if to is None:
        raise CannotStart(
            "Employees are read as a second user of Odoo, one with Employees / Officer: set WAREHOUSE_ODOO_ADMIN_USER "
            "and WAREHOUSE_ODOO_ADMIN_KEY_FILE. Nothing was changed."
        )
    try:
        return to.employees()
    except (OdooRefused, OdooUnreachable, OdooUnknown) as problem:
        raise CannotStart(f"Odoo does not show its employees: {problem}. Nothing was changed.") from problem


def _handed(one: OdooEmployee) -> dict[str, Any]:
    return {"name": one.name, "badge": one.badge, "pin": one.pin, "odoo_user": one.user}


def _parts(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _line(row: dict[str, Any]) -> str:
    why = _WHY.get(row["why"], row["why"]).format(badge=row["badge"] or "WHO")
    return f"{row['did']:<8} {row['name']:<24} {row['badge']:<12} {why}".rstrip()
