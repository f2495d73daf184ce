"""People: a temp in a minute, a PIN of their own, practice before waves, gone on the day; figures are one's own."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import FORM, OWN, PIN, Floor, Handheld
from warehouse_app.domain.picking import Wave
from warehouse_app.service.hiring import end_people
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.printers import NewPrinter, add_printer

DAY_MIN = 24 * 60


def day(floor: Floor, n: int) -> str:
    """The date n days from now."""
    return (datetime.fromtimestamp(floor.clock.now / 1000, UTC) + timedelta(days=n)).date().isoformat()


def post(client: FlaskClient, path: str, **said: str | list[str]) -> tuple[int, str]:
    answer = client.post(path, data=FORM | said, headers=OWN)
    return answer.status_code, answer.text


def known(floor: Floor, name: str) -> Person:
    return next(one for one in everybody(floor) if one.name == name)


def everybody(floor: Floor) -> list[Person]:
    return floor.services.store.read(lambda views: views.people(floor.world.w))


def hired(floor: Floor, desk: FlaskClient, **more: str | list[str]) -> Person:
    assert post(desk, "/people/add", **({"name": "Tim", "role": "picker", "lang": "de"} | more))[0] == 303
    return known(floor, "Tim")


def key_of(handheld: Handheld, badge: str, pin: str | None) -> str:
    answer = handheld.sign_in(badge, pin)
    return "in" if answer.status_code == 200 else str(answer.get_json()["error"]["key"])


def test_a_temp_is_in_with_a_badge_and_chooses_a_pin_at_the_first_sign_in(floor: Floor) -> None:
    desk = floor.office("supervisor")
    tim = hired(floor, desk, last_day=day(floor, 20), skill=["ladder", "heavy"])
    assert tim.badge is not None
    assert (tim.lang, tim.skills, tim.roles) == ("de", frozenset({"ladder", "heavy"}), frozenset({"picker"}))
    page = desk.get(f"/people?added={tim.id}").text
    assert tim.badge in page
    assert f"/people/{tim.id}/badge.pdf" in page
    badge = desk.get(f"/people/{tim.id}/badge.pdf")
    assert badge.data.startswith(b"%PDF")
    handheld = floor.handheld()
    asked = [key_of(handheld, tim.badge, pin) for pin in (None, "1234", "12", "2468", "2486", "2486")]
    assert asked == ["pin.needed", "pin.guessable", "pin.malformed", "pin.again", "pin.differs", "in"]
    other = floor.handheld("another")
    assert key_of(other, tim.badge, "2468") == "pin.wrong"
    assert key_of(other, tim.badge, "2486") == "in"


def test_a_pin_is_chosen_within_a_day_and_on_a_device_only(floor: Floor) -> None:
    tim = hired(floor, floor.office("supervisor"))
    assert tim.badge is not None
    page = floor.client().post("/sign-in", data=FORM | {"badge": tim.badge, "pin": "2486"}, headers=OWN)
    assert page.status_code == 401
    floor.clock.forward(DAY_MIN + 1)
    assert key_of(floor.handheld(), tim.badge, "2486") == "pin.wrong"


def test_a_new_pin_is_chosen_again_and_the_old_one_opens_nothing(floor: Floor) -> None:
    desk = floor.office("supervisor")
    tim = hired(floor, desk, pin=PIN)
    assert tim.badge is not None
    handheld = floor.handheld()
    assert key_of(handheld, tim.badge, PIN) == "in"
    assert post(desk, f"/people/{tim.id}/pin")[0] == 303
    assert handheld.get("/api/v1/me").get_json()["person"] is None
    assert [key_of(handheld, tim.badge, pin) for pin in ("7412", "7412")] == ["pin.again", "in"]


def test_who_learns_takes_no_wave_until_practice_or_a_supervisor_says_so(floor: Floor) -> None:
    desk, handheld, wave = floor.office("supervisor"), floor.handheld(), floor.world.wave
    tim = hired(floor, desk, pin=PIN)
    session = handheld.sign_in(tim.badge or "").get_json()["session"]
    refused = handheld.post(f"/api/v1/waves/{wave}/claim")
    assert (refused.status_code, refused.get_json()["error"]["key"]) == (403, "wave.learning")
    assert post(desk, f"/people/{tim.id}/may-pick")[0] == 303
    assert known(floor, "Tim").learns_since is None
    assert post(desk, f"/people/{tim.id}/may-pick")[0] == 303, "and not yet after all"
    assert handheld.post("/api/v1/practice", {"session": session, "at": floor.clock.now}).status_code == 204
    assert handheld.post(f"/api/v1/waves/{wave}/claim").status_code == 200


def test_a_temp_is_out_when_the_last_day_is_over_and_not_before(floor: Floor) -> None:
    desk, handheld = floor.office("supervisor"), floor.handheld()
    tim = hired(floor, desk, pin=PIN, last_day=day(floor, 1))
    assert tim.badge is not None
    floor.clock.now = (tim.ends_at or 0) - 60_000
    assert key_of(handheld, tim.badge, PIN) == "in"
    assert floor.services.store.write(end_people) == []
    floor.clock.forward(2)
    assert handheld.get("/api/v1/me").get_json()["person"] is None, "the session is over with the day"
    assert key_of(handheld, tim.badge, PIN) == "pin.wrong"
    assert floor.services.store.write(end_people) == [tim.id]
    assert (known(floor, "Tim").active, known(floor, "Tim").badge) == (False, None)
    assert floor.services.store.write(end_people) == []


@pytest.mark.parametrize(("said", "why"), [
    ({"last_day": "2000-01-01"}, "cannot be a last day"), ({"last_day": "soon"}, "cannot be a last day"),
    ({"skill": "flying"}, "no skills here"), ({"role": "king"}, "Only an admin"), ({"role": "admin"}, "Only an admin"),
    ({"pin": "1111"}, "too easy to guess"), ({"name": " "}, "name cannot be used"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_what_was_typed_is_still_there(floor: Floor, said: dict[str, str], why: str) -> None:
    status, page = post(floor.office("supervisor"), "/people/add", **({"name": "Tim", "role": "picker"} | said))
    assert status >= 400
    assert why in page
    assert said.get("name", 'value="Tim"') in page
    assert not [
        one for one in floor.services.store.read(lambda views: views.people(floor.world.w)) if one.name == "Tim"
    ]


def test_a_supervisor_gets_no_more_rights_by_giving_others_new_pins(floor: Floor) -> None:
    ada = floor.hire("Ada", "admin", badge="ADA-1")
    desk = floor.office("supervisor")
    for what in ("pin", "remove", "may-pick", "change"):
        status, page = post(desk, f"/people/{ada}/{what}", role="picker")
        assert (status, "Only an admin" in page) == (403, True), what
    tim = hired(floor, desk)
    assert post(desk, f"/people/{tim.id}/change", role=["picker", "supervisor"])[0] == 403
    assert post(floor.office("admin"), f"/people/{tim.id}/change", role=["picker", "supervisor"])[0] == 303


def test_the_last_admin_stays(floor: Floor) -> None:
    admin = floor.office("admin")
    (only,) = [
        one for one in floor.services.store.read(lambda views: views.people(floor.world.w)) if "admin" in one.roles
    ]
    assert post(admin, f"/people/{only.id}/remove")[0] == 409


def test_somebody_is_changed_and_let_go(floor: Floor) -> None:
    desk = floor.office("supervisor")
    tim = hired(floor, desk)
    changed: dict[str, str | list[str]] = {
        "role": ["packer"],
        "lang": "fr",
        "last_day": day(floor, 3),
        "skill": "hazmat",
        "badge": "B-900",
    }
    assert post(desk, f"/people/{tim.id}/change", **changed)[0] == 303
    now = known(floor, "Tim")
    assert (now.roles, now.lang, now.skills, now.badge) == (frozenset({"packer"}), "fr", frozenset({"hazmat"}), "B900")
    assert post(desk, f"/people/{tim.id}/remove")[0] == 303
    assert not known(floor, "Tim").active
    assert post(desk, f"/people/{tim.id}/pin")[0] == 404


def test_many_come_from_a_file_and_who_cannot_is_named(floor: Floor) -> None:
    floor.hire("Ina", "picker", badge="B-77")
    desk = floor.office("supervisor")
    text = (
        "\ufeffName;Roles;Language;Last_day;Skills;Badge\r\n"
        f"Ola;picker packer;pl;{day(floor, 9)};ladder;\r\nNiko;picker;xx;;;B-500\r\n"
        "Eve;admin;;;;\r\nIvo;picker;;;;B77\r\nUwe;picker;;yesterday;;\r\n"
    )
    sent = FORM | {"file": (io.BytesIO(text.encode()), "people.csv")}
    page = desk.post("/people/file", data=sent, headers=OWN, content_type="multipart/form-data").text
    assert "2 of 5 are in" in page
    ola = known(floor, "Ola")
    assert (ola.lang, ola.roles, ola.badge is not None) == ("pl", frozenset({"picker", "packer"}), True)
    assert known(floor, "Niko").badge == "B500"
    assert {one.name for one in everybody(floor)}.isdisjoint({"Eve", "Ivo", "Uwe"})
    assert "5: <b>Ivo</b>" in page
    wrong = FORM | {"file": (io.BytesIO(b"who,what\nOla,picker\n"), "people.csv")}
    assert desk.post("/people/file", data=wrong, headers=OWN, content_type="multipart/form-data").status_code == 400


def test_the_badge_goes_into_a_printers_ledger_with_the_person(floor: Floor) -> None:
    desk, w = floor.office("supervisor"), floor.world.w
    printer = floor.services.store.write(lambda uow: add_printer(NewPrinter("Zebra", "zpl://127.0.0.1:1"), w, uow))
    tim = hired(floor, desk, printer=str(printer))
    ((job, _),) = floor.services.store.read(lambda views: views.printing.open_jobs(w))
    label = floor.services.store.read(lambda views: views.printing.label(job.label))
    assert label is not None
    assert label.fields is not None
    assert (label.design, label.fields["number"], label.fields["name"]) == ("badge", tim.badge, "Tim")
    assert post(desk, f"/people/{tim.id}/badge", printer="999")[0] == 404


def test_ones_own_figures_are_ones_own_and_of_others_only_what_five_did(floor: Floor) -> None:
    walk = floor.walk("Ina")
    walk.send(walk.pick())
    w, now = floor.world.w, floor.clock.now
    floor.services.store.write(lambda uow: uow.floor.save_wave(replace(held(uow, floor.world.wave), state="walked")))
    rows = floor.services.store.read(lambda views: views.measures.walked(w, now - 1000, 86_400_000))
    assert rows == [(walk.person, 0, 1)]
    client = floor.client()
    client.post("/sign-in", data=FORM | {"badge": "WALK-Ina", "pin": PIN}, headers=OWN)
    mine = client.get("/people/me").text
    assert '<td class="num">1</td><td class="num">too few</td>' in mine
    assert "<td" not in floor.office("supervisor").get("/people/me").text, "nobody sees another's"


def held(uow: UnitOfWork, wave: int) -> Wave:
    found = uow.floor.wave(wave)
    assert found is not None
    return found
