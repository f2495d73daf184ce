"""Every route has its row, and lets in exactly who the row says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.service.world import NOW
from tests.web.conftest import OWN, SCRIPT, Floor, Handheld, floor_at
from warehouse_app.domain.people import ROLES
from warehouse_app.service.devices import revoke, token_hash
from warehouse_app.service.ports.odoo import OdooWarehouse
from warehouse_app.web.identity import OFFICE_COOKIE
from warehouse_app.web.permissions import DEMO, TABLE
from warehouse_app.web.ways import Way

# The guard's own refusals; any other answer is that of a route which let the caller in.
OF_THE_GUARD = {"device.unknown", "device.revoked", "session.needed", "role.missing", "page.closed"}
SECOND = OdooWarehouse(2, "W2", "Second", "Europe/Berlin", 1)
FILLED_IN: dict[str, int | str] = dict.fromkeys(
    ("wave", "device", "order", "transfer", "case", "line", "entry", "printer", "job", "task", "refund", "person"), 999
)
FILLED_IN |= {
    "box": 999,
    "fact": "channel",
    "name": "user-list",
    "build": "0",
    "key": "0" * 32,
    "event": "0" * 32,
    "number": "R-00001",
    "sha": "0" * 16,
    "step": "take",
    "state": "out",
    "kind": "team",
    "code": "nobody",
}


@dataclass
class Caller:
    """Somebody who comes: how they ask, and what of a way in they have."""

    name: str
    ask: Callable[[str, str], TestResponse]
    device: bool = False
    role: str | None = None

    def fits(self, way: Way) -> bool:
        is_somebody = self.role in way.roles and self.device is way.device
        return (
            not (way.local or way.watch or way.first)
            and (self.device or not way.device)
            and (not way.roles or is_somebody)
        )


@pytest.fixture(scope="module")
def floor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Floor]:
    made = floor_at(tmp_path_factory.mktemp("walk"), demo=True)
    yield made
    made.services.close()


def callers(floor: Floor) -> Iterator[Caller]:
    """Everybody: nobody, those whose way in is shut, and every role in the office and with a handheld."""
    yield Caller("nobody", in_browser(floor.client()))
    yield Caller("forged cookie", in_browser(with_cookie(floor, "forged")))
    yield Caller("expired session", in_browser(expired(floor)))
    yield Caller("unknown device", Handheld(floor.client(), 0, "no such token").ask)
    yield Caller("device", floor.handheld("plain").ask, device=True)
    yield Caller("revoked device", revoked(floor).ask)
    for role in ROLES:
        yield Caller(f"{role} in the office", in_browser(floor.office(role)), role=role)
        handheld = floor.handheld(f"of a {role}")
        floor.hire(f"Hand {role}", role, badge=f"HAND-{role}")
        assert handheld.sign_in(f"HAND-{role}").status_code == 200
        yield Caller(f"{role} with a handheld", handheld.ask, device=True, role=role)


def in_browser(client: FlaskClient) -> Callable[[str, str], TestResponse]:
    return lambda method, path: client.open(path, method=method, headers=SCRIPT | OWN)


def with_cookie(floor: Floor, token: str) -> FlaskClient:
    client = floor.client()
    client.set_cookie(OFFICE_COOKIE, token)
    return client


def expired(floor: Floor) -> FlaskClient:
    person = floor.hire("Yesterday", *ROLES, badge="YESTERDAY")
    floor.services.store.write(lambda uow: uow.sessions.open(token_hash("old"), person, None, NOW, NOW))
    return with_cookie(floor, "old")


def revoked(floor: Floor) -> Handheld:
    handheld = floor.handheld("lost")
    floor.hire("Finder", *ROLES, badge="FINDER")
    assert handheld.sign_in("FINDER").status_code == 200
    floor.services.store.write(lambda uow: revoke(handheld.id, None, uow))
    return handheld


def routes(floor: Floor) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every route; those that end a session come last, the office's first."""
    found = [
        (rule.endpoint, method, path_of(rule))
        for rule in floor.app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found, key=lambda route: ("leave" in route[0], route[0] == "session.leave", route))


def path_of(rule: Rule) -> str:
    built = rule.build({name: FILLED_IN[name] for name in rule.arguments}, append_unknown=False)
    assert built is not None
    return built[1]


def is_refused(answer: TestResponse) -> bool:
    """Whether the guard sent the caller away."""
    if answer.status_code == 302:
        return answer.location.startswith("/sign-in")
    if answer.status_code not in (401, 403):
        return False
    words = answer.get_json(silent=True)
    return words["error"]["key"] in OF_THE_GUARD if words else 'data-way="badge"' not in answer.text


def test_every_route_has_a_row_and_every_row_a_route(floor: Floor) -> None:
    assert {endpoint for endpoint, _, _ in routes(floor)} == set(TABLE | DEMO)


def test_without_the_demo_its_routes_are_not_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = floor_at(tmp_path_factory.mktemp("plain"))
    try:
        assert {endpoint for endpoint, _, _ in routes(made)} == set(TABLE)
        assert made.client().get("/demo/codes").status_code == 404
    finally:
        made.services.close()


def test_every_route_lets_in_exactly_who_its_row_says(floor: Floor) -> None:
    wrong, asked = [], 0
    for caller in callers(floor):
        for endpoint, method, path in routes(floor):
            expected = any(caller.fits(way) for way in (TABLE | DEMO)[endpoint])
            answer = caller.ask(method, path)
            asked += 1
            if is_refused(answer) is expected:
                wrong.append(f"{caller.name}: {method} {path} -> {answer.status_code}, expected {expected}")
            assert answer.status_code < 500, answer.text
    assert wrong == []
    assert asked == len(routes(floor)) * (6 + 2 * len(ROLES))


def test_a_route_without_a_row_is_closed_to_everybody(floor: Floor, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = floor_at(tmp_path_factory.mktemp("forgotten"))
    made.app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    try:
        assert made.office("admin").get("/forgotten").status_code == 403
        assert made.handheld().get("/forgotten").status_code == 403
    finally:
        made.services.close()


def test_a_session_taken_to_another_device_opens_nothing(floor: Floor) -> None:
    floor.hire("Owner", "picker", badge="OWNER")
    owner, thief = floor.handheld("owner's"), floor.handheld("thief's")
    owner.sign_in("OWNER")
    stolen = Handheld(owner.client, thief.id, thief.token)
    assert owner.get("/api/v1/waves").status_code == 200
    assert stolen.get("/api/v1/waves").get_json()["error"]["key"] == "session.needed"
    assert owner.client.get("/api/v1/waves", headers=SCRIPT).get_json()["error"]["key"] == "device.unknown"


def test_a_device_of_another_warehouse_is_not_found(floor: Floor) -> None:
    admin = floor.office("admin")
    store = floor.services.store
    other = store.write(lambda uow: uow.catalogue.keep_warehouse(SECOND))
    theirs = store.write(lambda uow: uow.devices.add(other, "Theirs", token_hash("theirs")))
    assert admin.post(f"/devices/{theirs.id}/revoke", data={"x_floor": "1"}, headers=OWN).status_code == 404
    assert Handheld(floor.client(), theirs.id, "theirs").get("/api/v1/me").status_code == 200
