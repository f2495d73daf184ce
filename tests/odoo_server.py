"""The real Odoo for tests: the fixture `odoo` gives a database of its own, with the demo shop in it.

`odoo()` or `odoo("floor_3step")` answers in about a tenth of a second with a copy of a template, gone after the test;
the first call on a copy takes Odoo another second or two. One server a pytest worker serves all its copies: it starts
when first asked for, and may be restarted in the middle of a test.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.gaps import need
from tests.tools.needs import NEEDS
from tests.tools.odoo import cluster, package, rpc, server, templates
from tests.tools.odoo.lease import Lease, clear, owner
from tests.tools.odoo.places import Places
from tests.tools.odoo.settings import LOGINS


def pytest_collection_finish(session: pytest.Session) -> None:
    """Templates that are missing are made here, where no test's clock runs: the shop may have changed."""
    wanted = any("odoo_farm" in getattr(item, "fixturenames", ()) for item in session.items)
    folder = NEEDS["odoo"].find() if wanted and not session.config.option.collectonly else None
    if folder:
        places = Places(Path(folder))
        with places.lock():
            templates.make(places, *templates.SHOPS)
            clear(places)


class Farm:
    """One Odoo server and the databases it serves, held by this process."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._numbers = count(1)
        self._databases: tuple[str, ...] = ()
        with places.lock():
            clear(places)
            self._lease = Lease(places, owner())
            self._postgres = cluster.start(places)  # it runs on as long as the lease lives
        self._server = server.start(places, None, self._lease.log)
        self._note()

    @property
    def build(self) -> str:
        """Debian's version of this Odoo."""
        return package.build(self._places)

    @property
    def port(self) -> int:
        return self._server.port

    @property
    def log(self) -> Path:
        return self._lease.log

    def copy(self, template: str) -> str:
        """A new database like the template; its name."""
        name = f"{self._lease.name}_{next(self._numbers)}".replace("-", "_")
        self._databases += (name,)
        self._note()
        with self._places.lock():
            templates.fresh(self._places, template, name)
        return name

    def drop(self, name: str) -> None:
        """Odoo forgets the database, and it is gone."""
        rpc.drop(self.port, name)
        self._databases = tuple(other for other in self._databases if other != name)
        self._note()

    def script(self, database: str, statements: str) -> None:
        """What no call to Odoo may do, written past it."""
        cluster.script(self._postgres, database, statements)

    def restart(self, *, hard: bool = False) -> None:
        """Stops the server and starts it on the same port; `hard` kills it in the middle of what it does."""
        self.halt(hard=hard)
        self._server = server.start(self._places, None, self.log, port=self.port)
        self._note()

    def halt(self, *, hard: bool = False) -> None:
        """Stops the server until `restart`: nobody listens on its port."""
        server.stop(self._server.pid, hard=hard)

    def close(self) -> None:
        """Stops the server, drops what is left, and the cluster where nobody else uses it."""
        self.halt()
        self._lease.end()
        with self._places.lock():
            clear(self._places)

    def _note(self) -> None:
        self._lease.note(pid=self._server.pid, port=self.port, dropping=self._databases)


@dataclass(frozen=True, slots=True)
class RealOdoo:
    """An Odoo database that belongs to one test. `farm` is the server behind it, to be restarted for instance."""

    farm: Farm
    database: str
    host: str = "127.0.0.1"

    @property
    def port(self) -> int:
        return self.farm.port

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @staticmethod
    def password(login: str = "picker") -> str:
        """`picker` is the app's service user (Inventory / User and nothing more), `admin` the administrator."""
        return LOGINS[login]

    def client(self, login: str = "admin") -> rpc.Client:
        """A connection of the test's own, not the app's, to read Odoo's raw fields or change them."""
        return rpc.Client(self.port, self.database, login, LOGINS[login])


@pytest.fixture(scope="session")
def odoo_farm() -> Iterator[Farm]:
    """This worker's Odoo server."""
    farm = Farm(Places(Path(need("odoo"))))
    yield farm
    farm.close()


@pytest.fixture
def odoo(odoo_farm: Farm) -> Iterator[Callable[..., RealOdoo]]:
    """Makes Odoo databases for this test: `odoo()` with one step, `odoo("floor_3step")` with three."""
    made: list[RealOdoo] = []

    def copy(template: str = "floor_1step") -> RealOdoo:
        made.append(RealOdoo(odoo_farm, odoo_farm.copy(template)))
        return made[-1]

    yield copy
    for database in made:
        odoo_farm.drop(database.database)


@pytest.fixture(scope="session")
def shared_odoo(odoo_farm: Farm) -> Callable[[str], RealOdoo]:
    """Databases that tests only read: `shared_odoo("floor_1step")` is one copy a worker, whoever asks."""
    known: dict[str, RealOdoo] = {}

    def copy(template: str = "floor_1step") -> RealOdoo:
        if template not in known:
            known[template] = RealOdoo(odoo_farm, odoo_farm.copy(template))
        return known[template]

    return copy
