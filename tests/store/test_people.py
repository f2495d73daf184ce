"""Devices, people and sessions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from tests.store.shop import NOW, Shop, query
from warehouse_app.service.ports.store import UnitOfWork


def test_an_enrolment_code_is_good_once_and_until_it_expires(shop: Shop) -> None:
    for code, expires_at in (("good", NOW + 1), ("late", NOW)):
        shop.store.write(
            lambda uow, code=code, at=expires_at: uow.devices.enrol_code(code, shop.w, "Red", at, shop.ana)  # type: ignore[misc]
        )
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _n: shop.store.write(lambda uow: uow.devices.redeem("good")), range(6)))
    assert [answer for answer in answers if answer] == [(shop.w, "Red")]
    assert shop.store.write(lambda uow: uow.devices.redeem("late")) is None
    assert shop.store.write(lambda uow: uow.devices.redeem("unknown")) is None


def test_a_device_is_known_by_its_token_until_revoked_and_after(shop: Shop) -> None:
    device = shop.store.read(lambda views: views.device_by_token("token-1"))
    assert device is not None
    assert (device.id, device.w, device.revoked) == (shop.first, shop.w, False)
    shop.store.write(lambda uow: uow.devices.revoke(shop.first))
    revoked = shop.store.write(lambda uow: uow.devices.by_token("token-1"))
    assert revoked is not None
    assert revoked.revoked
    assert shop.store.read(lambda views: views.device_by_token("token-9")) is None
    assert shop.store.write(lambda uow: uow.devices.get(99)) is None


def test_an_upload_is_noted_and_the_highest_number_stays(shop: Shop) -> None:
    shop.store.write(lambda uow: uow.devices.seen(shop.first, 9, "b1", 4, -30))
    shop.store.write(lambda uow: uow.devices.seen(shop.first, 3, "b2", 0, None))
    row = shop.store.read(lambda views: views.devices(shop.w)[0])
    assert (row.last_seq, row.build, row.waiting, row.seen_at) == (9, "b2", 0, NOW)


def test_a_person_is_found_by_badge_and_odoo_user_with_their_roles(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        sam = uow.people.add(shop.w, "Sam", "B-9", "hash", "de", 7, ["supervisor", "picker"])
        uow.people.save(replace(sam, name="Samira", roles=frozenset({"supervisor"}), active=False))

    shop.store.write(use_case)
    sam = shop.store.write(lambda uow: uow.people.by_badge("B-9"))
    assert sam is not None
    assert (sam.name, sam.roles, sam.active, sam.lang) == ("Samira", frozenset({"supervisor"}), False, "de")
    assert shop.store.write(lambda uow: uow.people.by_odoo_user(7)) == sam
    assert shop.store.write(lambda uow: uow.people.by_badge("B-0")) is None
    assert [person.name for person in shop.store.read(lambda views: views.people(shop.w))] == ["Ana", "Cy", "Samira"]


def test_failures_are_counted_per_person_and_per_device(shop: Shop) -> None:
    shop.store.write(lambda uow: uow.people.note_failures("person:1", 2, NOW))
    shop.store.write(lambda uow: uow.people.note_failures("person:1", 3, NOW + 5))
    assert shop.store.write(lambda uow: uow.people.failures("person:1")) == (3, NOW + 5)
    assert shop.store.write(lambda uow: uow.people.failures("device:1")) == (0, 0)


def test_a_session_is_known_by_its_token_until_it_is_closed(shop: Shop) -> None:
    opened = shop.store.write(lambda uow: uow.sessions.open("s-1", shop.ana, shop.first, NOW - 9, NOW + 9))
    assert shop.store.write(lambda uow: uow.sessions.by_token("s-1")) == opened
    found = shop.store.read(lambda views: views.session_by_token("s-1"))
    assert found is not None
    assert (found[0], found[1].name, found[1].roles) == (opened, "Ana", frozenset({"picker"}))
    shop.store.write(lambda uow: uow.sessions.touch(opened.id, NOW + 99))
    shop.store.write(lambda uow: uow.sessions.close(opened.id))
    assert shop.store.read(lambda views: views.session_by_token("s-1")) is None
    closed = shop.store.write(lambda uow: uow.sessions.get(opened.id))
    assert closed == replace(opened, expires_at=NOW + 99, closed_at=NOW)


def test_who_left_has_no_session(shop: Shop) -> None:
    def leave(uow: UnitOfWork) -> None:
        uow.sessions.open("s-1", shop.ana, None, None, NOW + 9)
        ana = uow.people.get(shop.ana)
        assert ana is not None
        uow.people.save(replace(ana, active=False))

    shop.store.write(leave)
    assert shop.store.read(lambda views: views.session_by_token("s-1")) is None


def test_all_sessions_of_a_person_or_a_device_are_closed_together(shop: Shop) -> None:
    def use_case(uow: UnitOfWork) -> None:
        uow.sessions.open("a1", shop.ana, shop.first, None, NOW)
        uow.sessions.open("a2", shop.ana, shop.second, None, NOW)
        uow.sessions.open("c2", shop.cy, shop.second, None, NOW)
        uow.sessions.close_all(person=shop.ana, device=shop.first)

    shop.store.write(use_case)
    still_open = "SELECT token_hash FROM session WHERE closed_at IS NULL ORDER BY id"
    assert query(shop.store, still_open) == [("a2",), ("c2",)]
    shop.store.write(lambda uow: uow.sessions.close_all(device=shop.second))
    assert query(shop.store, still_open) == []


def test_the_last_pin_is_that_of_this_person_on_this_device(shop: Shop) -> None:
    for token, device, pin_at in (("1", shop.first, 5), ("2", shop.first, 9), ("3", shop.second, 20)):
        shop.store.write(
            lambda uow, token=token, device=device, at=pin_at: uow.sessions.open(token, shop.ana, device, at, NOW)  # type: ignore[misc]
        )
    assert shop.store.write(lambda uow: uow.sessions.last_pin(shop.ana, shop.first)) == 9
    assert shop.store.write(lambda uow: uow.sessions.last_pin(shop.cy, shop.first)) is None
