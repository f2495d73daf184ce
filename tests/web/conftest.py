"""The web app over a real store in a folder of its own: a small floor, its people, a clock that only tests move."""

from __future__ import annotations

import atexit
import functools
import itertools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from tests.service.world import NOW, World, build
from tests.web.routes import compile_once
from warehouse_app.bootstrap import Services, words
from warehouse_app.config import Settings
from warehouse_app.hashing import Argon2
from warehouse_app.live import Live
from warehouse_app.service.devices import token_hash
from warehouse_app.service.people import NewPerson, add_person
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.store import migrate, open_store
from warehouse_app.web import create_app, static_tree
from warehouse_app.web.static_files import StaticTree

SECRET = b"s" * 32
PIN = "2580"
_numbers = itertools.count(1)
compile_once()
SCRIPT = {"X-Floor": "1"}
FORM = {"x_floor": "1"}
OWN = {"Origin": "http://localhost"}


@dataclass
class Clock:
    """Stands still until it is moved. ms UTC."""

    now: int = NOW

    def __call__(self) -> int:
        return self.now

    def forward(self, minutes: float) -> None:
        self.now += int(minutes * 60_000)


class LoginsOnly:
    """An Odoo that knows one login and answers nothing else: whoever asks it for more has made a mistake."""

    def __init__(self, user: int = 7) -> None:
        self.user = user

    def authenticate(self, login: str, password: str) -> int | None:
        return self.user if (login, password) == ("sam", "secret") else None

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(f"Odoo was asked for {name}")


@dataclass
class Handheld:
    """A device as it talks to us."""

    client: FlaskClient
    id: int
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return SCRIPT | {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, headers=self.headers)

    def post(self, path: str, body: Any = None, **more: Any) -> TestResponse:
        return self.client.post(path, json=body if body is not None else {}, headers=self.headers, **more)

    def ask(self, method: str, path: str) -> TestResponse:
        return self.client.open(path, method=method, headers=self.headers)

    def sign_in(self, badge: str, pin: str | None = PIN) -> TestResponse:
        return self.post("/api/v1/session", {"badge": badge} | ({"pin": pin} if pin else {}))


@dataclass
class Walk:
    """A handheld on which somebody is signed in and holds the wave: makes events as the handheld would."""

    floor: Floor
    handheld: Handheld
    person: int
    session: int
    sheet: dict[str, Any]
    _seqs: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def event(self, kind: str, body: dict[str, Any], **changes: Any) -> dict[str, Any]:
        return {
            "id": f"{next(_numbers):032x}",
            "v": 1,
            "kind": kind,
            "seq": next(self._seqs),
            "at": self.floor.clock.now,
            "person": self.person,
            "session": self.session,
            "wave": self.sheet["wave"],
            "epoch": self.sheet["epoch"],
            "sheet": self.sheet["sheet"],
            "body": body,
        } | changes

    def pick(self, qty_m: int = 1000, **changes: Any) -> dict[str, Any]:
        """Of the first line."""
        line, own = self.sheet["lines"][0], self._where()
        body = {"qty_m": qty_m, "product": line["product"], "lot": line["lot"], "tote": line["tote"], "codes": []}
        return self.event("pick", own | body, **changes)

    def short(self, missing_m: int) -> dict[str, Any]:
        """Of the first line: the bin is empty."""
        return self.event("short", self._where() | {"missing_m": missing_m, "found_m": 0, "reason": "RC-ELSE"})

    def send(self, *events: Any, waiting: int = 0) -> list[dict[str, Any]]:
        """Uploads a batch; the answers."""
        batch = {"events": list(events), "build": "test", "waiting": waiting}
        answer = self.handheld.post("/api/v1/events", batch)
        assert answer.status_code == 200, answer.text
        answers: list[dict[str, Any]] = answer.get_json()["answers"]
        return answers

    def picked_m(self) -> int:
        """What is picked of the first line, as a new sheet shows it."""
        shown = self.handheld.get(f"/api/v1/waves/{self.sheet['wave']}/sheet").get_json()
        return int(shown["lines"][0]["picked_m"])

    def _where(self) -> dict[str, Any]:
        line = self.sheet["lines"][0]
        return {"line": line["id"], "location": self.sheet["stops"][line["stop"]]["location"]}


@dataclass
class Floor:
    """The app, the floor behind it, and who comes to it."""

    app: Flask
    services: Services
    world: World
    clock: Clock
    tokens: dict[int, str] = field(default_factory=dict)

    def client(self) -> FlaskClient:
        """A browser of its own."""
        return self.app.test_client()

    def handheld(self, name: str = "Handheld 9") -> Handheld:
        """A new device, enrolled."""
        token = f"token of {name}"
        device = self.services.store.write(lambda uow: uow.devices.add(self.world.w, name, token_hash(token)))
        return Handheld(self.client(), device.id, token)

    def hire(self, name: str, *roles: str, badge: str | None = None, odoo_user: int | None = None) -> int:
        """Somebody with the PIN 2580."""
        pin = self.services.hasher.make(PIN) if badge else None
        new = NewPerson(name, roles, badge, pin, odoo_user)
        return self.services.store.write(lambda uow: add_person(new, self.world.w, uow)).id

    def walk(self, name: str = "Ina") -> Walk:
        """Somebody on a handheld of their own who has taken the wave."""
        badge = f"WALK-{name}"
        self.hire(name, "picker", badge=badge)
        handheld = self.handheld(f"of {name}")
        signed_in = handheld.sign_in(badge).get_json()
        sheet = handheld.post(f"/api/v1/waves/{self.world.wave}/claim")
        assert sheet.status_code == 200, sheet.text
        return Walk(self, handheld, signed_in["person"]["id"], signed_in["session"], sheet.get_json())

    def office(self, *roles: str) -> FlaskClient:
        """A browser in which somebody with these roles is signed in."""
        client, badge = self.client(), f"OFFICE-{next(_numbers)}-{'-'.join(roles)}".upper()
        self.hire(f"Somebody {badge}", *roles, badge=badge)
        answer = client.post("/sign-in", data=FORM | {"badge": badge, "pin": PIN}, headers=OWN)
        assert answer.status_code == 303, answer.text
        return client


class _Compiled(BytecodeCache):
    """Templates compiled once for all floors: each has an app, and so templates, of its own."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key + bucket.checksum in self._known:
            bucket.bytecode_from_string(self._known[bucket.key + bucket.checksum])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def floor_at(folder: Path, demo: bool = False, odoo: Odoo | None = None, **changed: Any) -> Floor:
    """A floor in this folder."""
    settings = Settings(data_dir=folder, odoo_url="demo" if demo else None, **changed)
    clock, live = Clock(), Live()
    shutil.copy(_empty_store(), folder / "floor.sqlite3")
    store = open_store(settings.store, clock, live.changed)
    hasher = Argon2(SECRET, memory_kib=64)
    services = Services(settings, clock, SECRET, store, hasher, live, _words(), store.close, odoo)
    return Floor(app_of(services), services, build(store), clock)


def app_of(services: Services) -> Flask:
    """The app over these services; what all apps have alike is made once."""
    app = create_app(services, _tree())
    app.jinja_env.bytecode_cache = _COMPILED
    return app


_words = functools.cache(words)


@functools.cache
def _tree() -> StaticTree:
    """What is served as files, read once for all floors."""
    return static_tree(_words())


@functools.cache
def _empty_store() -> Path:
    """A store with our schema and nothing in it: made once, copied for each test."""
    path = Path(tempfile.mkdtemp(prefix="floor-empty-")) / "floor.sqlite3"
    atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def floor(tmp_path: Path) -> Iterator[Floor]:
    made = floor_at(tmp_path)
    yield made
    made.services.close()
