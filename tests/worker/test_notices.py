"""Who is not on the floor hears of it: by mail through Odoo, and a program of the shop by the web hook."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.contract.double import DoubleRig
from tests.receiver import Receiver, receiving
from tests.store.shop import query
from tests.worker.ladder import Ladder
from tests.worker.yard import Clock
from warehouse_app.domain.cases import MINUTE
from warehouse_app.hook import WebHook
from warehouse_app.service.holding import Holding, take
from warehouse_app.service.notices import LONGEST_MS
from warehouse_app.service.people import remove_person
from warehouse_app.service.ports.odoo import Mail, Odoo, OdooUnknown
from warehouse_app.service.ports.store import Store
from warehouse_app.worker.notify import Notify

SECRET = "a secret of sixteen"


class Office(Ladder):
    """The ladder with a way out: `odoo` is the double, Ada and Cay are users of it; the web hook where there is one."""

    def __init__(self, store: Store, clock: Clock, folder: Path, receiver: Receiver) -> None:
        self.rig, self.receiver = DoubleRig(1), receiver
        while not {7, 8} <= self.rig.books.users.keys():
            self.rig.colleague()
        self.odoo: Odoo = self.rig.odoo
        super().__init__(store, clock, folder)

    def start(self) -> None:
        super().start()
        self.services.odoo = self.odoo
        self.services.hook = WebHook(self.receiver.url, SECRET, timeout_s=0.3)
        holding = take(self.store, "notify", "me")
        assert holding is not None
        self.desk: Holding = holding

    def send(self) -> float:
        return Notify(self.services).step(self.desk)

    @property
    def mails(self) -> list[Mail]:
        return list(self.rig.books.mails.values())

    def late(self, **more: Any) -> int:
        """A case that has come to ops."""
        case = self.raised(**more)
        self.tick(15)
        return case

    def errors(self) -> list[tuple[str, int, str | None]]:
        rows = query(self.store, "SELECT state, attempts, error FROM notice WHERE kind = 'hook' ORDER BY id")  # type: ignore[arg-type]
        return [tuple(row) for row in rows]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def office(sqlite_store: Store, clock: Clock, tmp_path: Path, receiver: Receiver) -> Office:
    found = Office(sqlite_store, clock, tmp_path, receiver)
    found.sign_in(found.eva)
    return found


def test_ops_get_a_mail_in_their_language_and_the_web_hook_is_called_each_once(office: Office) -> None:
    office.late(facts={"order": "S00012", "product": "Soap for Mrs Miller"})
    office.send()
    office.send()
    (mail,) = office.mails
    assert (mail.user, mail.transfer) == (office.ada.odoo_user_id, None)
    assert mail.subject.startswith("C-00001-")
    assert mail.lines[0] == "Looked after by: Floor supervisor"
    (body,) = office.receiver.said
    assert (body["kind"], body["team"], body["rung"], body["last"], body["clock"]) == (
        "case.climbed", "ops", 2, False, "answer",
    )  # fmt: skip
    assert body["v"] == 1
    for word in ("S00012", "Soap", "Miller"):
        assert word not in str(office.receiver.got) + str(mail)
    assert {state for *_, state in office.notices()} == {"sent"}


def test_the_call_is_signed_with_its_time(office: Office) -> None:
    office.late()
    office.send()
    ((headers, body),) = office.receiver.got
    seconds, digest = (part.split("=")[1] for part in headers["X-Floor-Signature"].split(","))
    assert int(seconds) == office.clock.now // 1000
    assert digest == hmac.new(SECRET.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()


def test_what_it_does_not_take_is_told_again_later_and_later_under_the_same_id(office: Office) -> None:
    office.receiver.answers = [500, 302, 404]
    office.late()
    for expected in ("answered 500", "answered 302", "answered 404"):
        office.send()
        office.send()
        assert office.errors()[0][2] == expected
        office.clock.now += 5 * MINUTE
    office.send()
    assert office.errors() == [("sent", 3, None)]
    assert len({headers["X-Floor-Delivery"] for headers, _ in office.receiver.got}) == 1
    assert len(office.receiver.got) == 4, "a redirect is not followed"


def test_one_that_says_nothing_holds_up_neither_mails_nor_rungs(office: Office) -> None:
    office.receiver.is_mute.set()
    for about in range(3):
        office.raised(about=about)
    office.tick(15)
    office.send()
    assert len(office.receiver.got) == 1, "one try a round"
    assert len(office.mails) == 3
    assert office.errors()[0] == ("queued", 1, "no answer within 0.3 s")
    office.tick(10)
    assert office.errors()[-1][0] == "queued"


def test_a_day_later_it_is_given_up_and_the_next_rung_is_told_anew(office: Office) -> None:
    office.late()
    office.services.hook = WebHook("http://127.0.0.1:9/", SECRET, timeout_s=0.3)
    office.send()
    office.clock.now += LONGEST_MS + MINUTE
    office.send()
    ((state, attempts, error),) = office.errors()
    assert (state, attempts) == ("given_up", 1)
    assert error is not None
    assert error.startswith("cannot be reached")


def test_without_a_web_hook_nothing_waits_for_one(office: Office) -> None:
    office.late()
    office.services.hook = None
    office.send()
    assert office.errors() == [("off", 0, None)]


def test_who_has_left_and_what_is_over_meanwhile_gets_no_mail(office: Office) -> None:
    office.late(about=1)
    office.store.write(lambda uow: remove_person(str(office.ada.id), uow))
    office.send()
    case = office.late(about=2)
    office.store.write(lambda uow: uow.cases.resolve(case, "gone"))
    office.send()
    assert office.mails == []
    assert {state for kind, _, state in office.notices() if kind == "mail"} == {"off"}


def test_a_mail_whose_answer_was_lost_is_sent_once_and_one_that_is_refused_is_given_up(office: Office) -> None:
    office.services.odoo = Losing(office.rig.odoo)  # type: ignore[assignment]
    office.late(about=1)
    office.send()
    office.clock.now += 5 * MINUTE
    office.send()
    assert len(office.mails) == 1
    office.rig.books.users[7].has_address = False
    office.late(about=2)
    office.send()
    states = [state for kind, _, state in office.notices() if kind == "mail"]
    assert (states[0], set(states[1:])) == ("sent", {"given_up"})


class Losing:
    """The mail is sent, and the answer to it is lost the first time."""

    def __init__(self, odoo: Odoo) -> None:
        self._odoo, self._is_lost = odoo, False

    def send_mail(self, mail: Mail) -> None:
        self._odoo.send_mail(mail)
        if not self._is_lost:
            self._is_lost = True
            raise OdooUnknown("the connection broke before the answer")
