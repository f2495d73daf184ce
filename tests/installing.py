"""An installation on a real Odoo, as its admin makes one: settings, the command line, the server."""

from __future__ import annotations

import re
from pathlib import Path

from tests.commands import run
from tests.odoo_server import RealOdoo
from tests.running import Server
from warehouse_app.demo.people import PEOPLE, DemoPerson


def named(odoo: RealOdoo, folder: Path, **more: str) -> dict[str, str]:
    """The settings of an installation on this Odoo; the key lies in a file."""
    key = folder / "key"
    key.write_text(odoo.password() + "\n", encoding="utf-8")
    own = {"URL": odoo.url, "DB": odoo.database, "USER": "picker", "KEY_FILE": str(key)} | more
    return {f"WAREHOUSE_ODOO_{name}": value for name, value in own.items()}


def office(odoo: RealOdoo) -> dict[str, str]:
    """The second credential."""
    return {"WAREHOUSE_ODOO_ADMIN_USER": "admin", "WAREHOUSE_ODOO_ADMIN_KEY": odoo.password("admin")}


class Installation(Server):
    """`serve` on a real Odoo, with the people of the demo shop and totes. `more` are further settings."""

    def __init__(self, folder: Path, odoo: RealOdoo, **more: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.settings = named(odoo, folder) | more
        self._odoo = odoo
        super().__init__(folder, "serve", **self.settings)

    def told(self, *words: str) -> str:
        """What the command line answers."""
        ran = run(self.folder, self.settings, *words)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def set_up(self, *names: str, totes: int) -> None:
        """Reads Odoo, lets these people in and registers so many totes."""
        self.told("pull")
        for person in PEOPLE:
            if person.name in names:
                self._add(person)
        self.told("tote", "add", "T-0001", f"T-{totes:04d}")

    def _add(self, person: DemoPerson) -> None:
        roles = [word for role in person.roles for word in ("--role", role)]
        known = self._odoo.client().find("res.users", [("login", "=", person.login)]) if person.login else []
        user = [word for id_ in known for word in ("--odoo-user", str(id_))]
        self.told("user", "add", person.name, *roles, "--badge", person.badge, "--pin", person.pin, *user)

    def enrolment(self) -> str:
        """As the admin makes one on the command line."""
        found = re.search(r"^(\S+) ", self.told("device", "enrol", "Another one").splitlines()[-1])
        assert found
        return found[1]
