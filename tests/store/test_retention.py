"""What is over goes, what open work needs stays, and the sealed journal holds as before. Both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from tests.store.shop import NOW, entry, event_id, open_shop, transfer, under
from tests.store.test_chain import seal
from warehouse_app.domain.cases import Finding
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.retention import DAY_MS, Keep
from warehouse_app.service import retention
from warehouse_app.service.audit import verify
from warehouse_app.service.holding import take
from warehouse_app.service.open_case import open_case
from warehouse_app.service.people import find_person, remove_person, set_badge
from warehouse_app.service.ports.odoo import ShipTo
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.seal import seal_next
from warehouse_app.store import open_store
from warehouse_app.store import tables as t
from warehouse_app.store.personal import COLUMNS, KINDS, PEOPLE, kind_of, personal
from warehouse_app.store.retention import RULES, rule

KEEP = Keep()
CUSTOMER = ShipTo("Anna Meyer", "Hof 3", zip="10115", city="Berlin", country="DE")
ORDER = "S00001"


class Years:
    """A store whose clock is moved; both orders have an address, both are open."""

    def __init__(self, url: str) -> None:
        self.now, self.url = NOW, url
        self.store = open_store(url, lambda: self.now)
        self.shop = open_shop(self.store)
        self.w, self.ana = self.shop.w, self.shop.ana
        rows = [transfer(1, (1, 1, 3000), (2, 2, 1000)), transfer(2, (3, 3, 2000))]
        addressed = [replace(row, ship_to=CUSTOMER) for row in rows]
        self.store.write(lambda uow: uow.catalogue.keep_transfers(self.w, addressed))
        self.store.write(lambda uow: set_badge(str(self.ana), "B-1001", uow))

    def later(self, days: float) -> None:
        self.now += int(days * DAY_MS)

    def end(self, which: int = 0, state: str = "done") -> None:
        self.store.write(lambda uow: uow.following.end(self.shop.transfers[which], state, {}))

    def run(self) -> dict[str, int]:
        """All that is over goes; the journal is whole before and after."""
        assert self.bad() is None
        gone = retention.run(self.store, KEEP)
        assert self.bad() is None
        return gone

    def bad(self) -> int | None:
        held = take(self.store, "seal", "me")
        assert held is not None
        seal_next(held, seal)
        return verify(self.store.read, seal).bad

    def rows(self, table: Any, *columns: Any) -> list[Any]:
        return self.store.read(lambda views: [*under(views).execute(select(*columns or table.c).select_from(table))])

    def addresses(self) -> list[Any]:
        return [row.ship_to and row.ship_to["name"] for row in self.rows(t.transfer, t.transfer.c.ship_to)]

    def put(self, table: Any, **values: Any) -> int:
        """A row past the repositories."""
        key = next(iter(table.primary_key.columns))
        made = insert(table).values(values).returning(key)
        own: int = self.store.write(lambda uow: under(uow).execute(made).scalar_one())
        return own

    def put_all(self, table: Any, **values: Any) -> None:
        self.store.write(lambda uow: under(uow).execute(update(table).values(values)))

    def event(self, words: Mapping[str, Any] | None = None, **columns: Any) -> str:
        made = entry(self.shop.first, None, id_=event_id())
        body = {path.removeprefix("body."): text for path, text in (words or {}).items()}
        kept = replace(made, raw={**made.raw, "body": body}, person=self.ana, **columns)
        self.store.write(lambda uow: uow.journal.append(kept))
        return kept.id

    def photo(self, sha256: str, about: str, case: int | None) -> None:
        shown = {"w": self.w, "about": about, "case": case, "person": self.ana, "at": self.now}
        self.put(t.evidence, sha256=sha256, mime="image/jpeg", size=1, body=b"x", **shown)

    def case(self, facts: Mapping[str, Any], why: str | None = None, **more: Any) -> int:
        key = more.pop("key", f"FUL-SCAN|line|{self.now}")
        finding = Finding(key, key.partition("|")[0], self.w, facts=facts, **more)

        def raise_it(uow: UnitOfWork) -> int:
            case = open_case(finding, uow)
            if why is not None:
                uow.cases.resolve(case, why, self.ana)
            return case

        return self.store.write(raise_it)


@pytest.fixture
def years(url: str) -> Iterator[Years]:
    made = Years(url)
    yield made
    made.store.close()


def test_every_column_says_what_it_holds_and_no_column_is_said_twice() -> None:
    """A new column belongs into `store/personal.py`, and where it is of people a rule deletes it."""
    there = {(name, column.name) for name, table in t.metadata.tables.items() for column in table.c}
    said = [(table, column) for table, kinds in COLUMNS.items() for names in kinds.values() for column in names.split()]
    assert there - set(said) == set(), "these columns have no kind yet"
    assert set(said) - there == set(), "there are no such columns"
    assert len(said) == len(set(said))
    assert {kind for kinds in COLUMNS.values() for kind in kinds} <= set(KINDS)


def test_all_that_is_of_people_has_a_rule_that_deletes_it() -> None:
    whole = {rule.table.name for rule in RULES if rule.clear is None}
    emptied = {(rule.table.name, column) for rule in RULES for column in (*(rule.clear or ()), *rule.words)}
    emptied.add(("case_event", "facts"))  # with its case
    left = {(table, column) for table, column, _ in personal() if table not in whole} - emptied
    assert left == set()


def test_whoever_is_asked_about_is_looked_for_wherever_a_person_is_referred_to() -> None:
    refers = {
        (table.name, column.name)
        for table in t.metadata.tables.values()
        for column in table.c
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
    }
    assert refers <= set(PEOPLE)
    assert all(kind_of(*place) for place in PEOPLE)


def test_an_address_goes_ninety_days_after_its_order_was_done_and_not_before(years: Years) -> None:
    years.end(0)
    years.later(89)
    assert years.run() == {}
    years.later(2)
    assert years.run() == {"addresses": 1}
    assert sorted(years.addresses(), key=str) == ["Anna Meyer", None]
    assert years.run() == {}


def test_a_cancelled_order_ends_as_a_done_one(years: Years) -> None:
    years.end(0, "cancelled")
    years.later(91)
    assert years.run() == {"addresses": 1}


def test_an_address_stays_as_long_as_open_work_needs_it(years: Years) -> None:
    order = years.rows(t.transfer, t.transfer.c.order)[0][0]
    years.put_all(t.transfer, order=order)  # two transfers of one order, as in a warehouse of two steps
    years.end(0)
    years.later(400)
    assert years.run() == {}
    years.end(1)
    years.later(91)
    case = years.case({"why": "pick.over"}, transfer=years.shop.transfers[0])
    assert years.run() == {"addresses": 1}
    years.store.write(lambda uow: uow.cases.resolve(case, "found"))
    back = years.put(t.return_, w=years.w, number="R-1", order=order, state="authorised", authorised_at=years.now)
    assert years.run() == {}
    years.later(91)
    assert years.run()["addresses"] == 1
    assert years.addresses() == [None, None]
    assert back


def test_what_odoo_opens_again_has_its_address_again(years: Years) -> None:
    years.end(0)
    years.later(91)
    years.run()
    again = replace(transfer(1, (1, 1, 3000)), ship_to=CUSTOMER)
    years.store.write(lambda uow: uow.catalogue.keep_transfers(years.w, [again]))
    years.later(91)
    assert "addresses" not in years.run()
    assert years.addresses() == ["Anna Meyer", "Anna Meyer"]


def test_words_beside_the_journal_go_and_the_journal_stays(years: Years) -> None:
    asked, other = years.event({"body.place": "bei Anna"}), years.event({"body.note": "rings twice"})
    case = years.case({"why": "count.place_unknown"}, event=asked)
    years.later(91)
    assert years.run() == {"event words": 1}
    assert [row.event for row in years.rows(t.event_words)] == [asked]
    years.store.write(lambda uow: uow.cases.resolve(case, "done"))
    assert years.run() == {"event words": 1}
    assert {row.id for row in years.rows(t.event)} == {asked, other}


def test_a_case_that_is_over_loses_names_and_words_and_keeps_goods_and_keys(years: Years) -> None:
    facts = {"product": "Soap 1", "why": "odoo.refused", "worker": "Ana", "words": "No", "said": {"code": "x"}}
    years.case(facts, "Ana found it behind the door")
    years.case({"product": "Frau Meyer", "location": "A-01-1", "why": "count.goods_unknown"}, "counted",
               key="INV-SCAN|ab|Frau Meyer")  # fmt: skip
    left_open = years.case(facts, key="FUL-SCAN|line|77")
    years.later(31)
    assert years.run() == {"case words": 2}
    cases = {row.id: row for row in years.rows(t.case)}
    assert cases.pop(left_open).facts == facts
    first, second = cases.values()
    assert first.facts == {"product": "Soap 1", "why": "odoo.refused", "worker": "", "words": "", "said": {}}
    assert (first.why, second.why) == ("", "counted")
    assert (second.facts["product"], second.facts["location"]) == ("", "A-01-1")
    assert second.finding_key == "INV-SCAN|ab|~"
    said = json.dumps([row.facts for row in years.rows(t.case_event) if row.case != left_open])
    assert "Ana" not in said
    assert "Meyer" not in said
    assert years.run() == {}


def test_how_somebody_worked_is_known_for_thirty_days(years: Years) -> None:
    of = {"person": years.ana}
    years.put_all(t.wave, state="closed", closed_at=years.now, assigned=years.ana, **of)
    years.put(t.packing, transfer=years.shop.transfers[0], opened_at=years.now, packed_at=years.now, **of)
    place = years.rows(t.location, t.location.c.id)[0][0]
    product = years.rows(t.product, t.product.c.id)[0][0]
    moved = {"w": years.w, "product": product, "qty_m": 1, "origin": place, "target": place, "at": years.now}
    years.put(t.goods_move, event="e1", token="t1", done_at=years.now, **moved, **of)
    unheard = years.put(t.goods_move, event="e2", token="t2", **moved, **of)
    order = years.rows(t.order, t.order.c.id)[0][0]
    back = {"w": years.w, "order": order, "state": "received", "authorised_at": years.now, "received_at": years.now}
    told = years.put(t.return_, number="R-1", receiver=years.ana, **back, **of)
    untold = years.put(t.return_, number="R-2", **back, **of)
    gone = {"w": years.w, "carrier": "DHL", "day": "2026-03-02", "left_at": years.now, "driver": "Jo Beck"}
    years.put(t.manifest, number="M-1", **gone, **of)
    job = {"w": years.w, "lane": "l", "created_at": years.now, "next_at": years.now}
    years.put(t.outbox, kind="close", subject=f"return:{untold}", **job)
    years.put(t.outbox, kind="create", subject="x", state="done", body={"worker": "Ana", "say": "odoo.x"}, **job)
    years.end(0)
    years.later(29)
    assert years.run() == {}
    years.later(2)
    assert years.run() == {"walks": 1, "packing": 1, "goods moved": 1, "manifests": 1, "returns": 1, "notes": 1}
    assert years.rows(t.manifest, t.manifest.c.person, t.manifest.c.driver) == [(None, "Jo Beck")]
    assert years.rows(t.wave, t.wave.c.person, t.wave.c.assigned) == [(None, None)]
    assert [row.id for row in years.rows(t.goods_move) if row.person] == [unheard]
    assert [row.id for row in years.rows(t.return_) if row.person or row.receiver] == [untold]
    assert told != untold
    assert {"worker": "", "say": "odoo.x"} in [row.body for row in years.rows(t.outbox)]
    years.later(60)
    assert years.run()["drivers"] == 1


def test_sign_ins_wrong_tries_and_enrolment_codes_are_known_for_thirty_days(years: Years) -> None:
    hour = 3_600_000

    def come(uow: UnitOfWork) -> None:
        uow.sessions.open("a", years.ana, None, uow.now, uow.now + hour)
        uow.people.note_failures("address:10.0.0.7", 3, 0)
        uow.people.note_failures(f"person:{years.ana}", 9, uow.now + 40 * DAY_MS)
        uow.devices.enrol_code("hash", years.w, "Handheld 3", uow.now + hour, years.ana)

    years.store.write(come)
    years.later(31)
    assert years.run() == {"sessions": 1, "wrong tries": 1, "enrolments": 1}
    years.later(31)
    assert years.run() == {"wrong tries": 1}


def test_photos_go_after_half_a_year_unless_their_case_is_open(years: Years) -> None:
    case = years.case({"why": "pick.over"})
    raised = years.case({"why": "pick.over"}, key="FUL-SCAN|line|1", event="e" * 32)
    for name, about, of in (("aa", f"case|{case}", case), ("bb", f"event|{'e' * 32}", None), ("cc", "event|x", None)):
        years.photo(name, about, of)
    years.later(181)
    assert years.run() == {"photos": 1}
    assert [row.sha256 for row in years.rows(t.evidence, t.evidence.c.sha256)] == ["aa", "bb"]
    for one in (case, raised):
        years.store.write(lambda uow, one=one: uow.cases.resolve(one, "found"))  # type: ignore[misc]
    assert years.run() == {"photos": 2}


def test_photos_go_with_the_words_of_an_order_that_is_forgotten(years: Years) -> None:
    case = years.case({"why": "pick.over"}, why="found", event="e" * 32, transfer=years.shop.transfers[0])
    years.photo("aa", f"case|{case}", case)
    years.photo("bb", f"event|{'e' * 32}", None)
    years.photo("cc", "event|x", None)
    years.end(0)
    years.end(1)
    told = years.store.read(lambda views: retention.about_order(views, ORDER))
    assert [(row["sha256"], "body" in row) for row in told["evidence"]] == [("aa", False), ("bb", False)]
    assert retention.forget_order(ORDER, years.store)["photos"] == 2
    assert [row.sha256 for row in years.rows(t.evidence, t.evidence.c.sha256)] == ["cc"]


def test_a_lot_goes_piece_by_piece(years: Years) -> None:
    for n in range(retention.AT_ONCE * 2 + 5):
        years.put(t.failure, who=f"address:{n}", count=1, locked_until=0, at=years.now)
    years.later(31)
    cuts = KEEP.cuts(years.now)
    pieces = [retention.sweep(years.store, years.store.write, cuts).get("wrong tries", 0) for _ in range(4)]
    assert pieces == [retention.AT_ONCE, retention.AT_ONCE, 5, 0]
    gone = {row.rule: row for row in years.store.read(lambda views: views.retention.gone())}
    assert gone["wrong tries"].rows == retention.AT_ONCE * 2 + 5
    assert gone["run"].at == years.now


def test_what_is_needed_again_between_looking_and_deleting_stays(years: Years) -> None:
    years.end(0)
    years.later(91)
    cuts = KEEP.cuts(years.now)
    (over,) = years.store.read(lambda views: views.retention.overdue(cuts, 5))["addresses"]
    years.put_all(t.transfer, state="open")
    assert years.store.write(lambda uow: uow.retention.drop("addresses", [over], cuts)) == 0


def test_a_rule_that_is_none_is_named() -> None:
    with pytest.raises(LookupError):
        rule("everything")


@pytest.mark.parametrize("name", ["Ana", 'José "Pep" Núñez_100%'])
def test_who_left_is_forgotten_everywhere_and_the_journal_knows_a_number(years: Years, name: str) -> None:
    def work(uow: UnitOfWork) -> None:
        uow.sessions.open("a", years.ana, None, uow.now, uow.now + 1)
        uow.releasing.note(years.w, "given", years.ana, {"number": "W-1", "to": years.ana})

    years.store.write(work)
    years.store.write(lambda uow: uow.people.save(replace(find_person("B-1001", uow), name=name)))
    told = years.event({"body.note": f"{name} said so, {name}bel did not"})
    held = years.case({"held": ORDER, "by": name}, key="CUST-HOLD|hold|1")
    years.put(t.outbox, w=years.w, lane="l", kind="create", subject="x", created_at=0, next_at=0, body={"worker": name})
    assert years.bad() is None
    person, said = retention.forget_person("B-1001", years.store)
    assert (person.name, said) == (name, 4)  # the case, its history, the words, the note
    number = f"#{years.ana}"
    (row,) = [row for row in years.rows(t.person) if row.id == years.ana]
    assert (row.name, row.badge, row.pin_hash, row.odoo_user_id, row.active) == (number, None, None, None, 0)
    assert years.rows(t.session) == []
    assert [row.words for row in years.rows(t.event_words)] == [{"body.note": f"{number} said so, {name}bel did not"}]
    assert [row.facts["by"] for row in years.rows(t.case) if row.id == held] == [number]
    (act,) = years.store.read(lambda views: views.acts(years.w, ["given"], 9))
    assert (act.person, act.facts["to"]) == (number, number)
    assert [row.person for row in years.rows(t.event) if row.id == told] == [years.ana]
    assert years.bad() is None
    assert retention.forget_person(str(years.ana), years.store)[1] == 0


def test_somebody_with_a_wave_is_not_forgotten(years: Years) -> None:
    for values in ({"state": "claimed", "person": years.ana}, {"state": "released", "assigned": years.ana}):
        years.put_all(t.wave, **({"person": None, "assigned": None} | values))
        with pytest.raises(Refused) as refused:
            retention.forget_person("B-1001", years.store)
        assert (refused.value.key, refused.value.facts) == ("retention.has_wave", {"name": "Ana", "number": "W-0001"})
    assert sorted(row.name for row in years.rows(t.person)) == ["Ana", "Cy"]


def test_everything_about_somebody_is_one_file_and_nothing_secret_is_in_it(years: Years) -> None:
    years.put_all(t.person, pin_hash="argon2-of-a-pin")
    years.store.write(lambda uow: uow.sessions.open("token-hash", years.ana, None, uow.now, uow.now + 1))
    years.put_all(t.wave, person=years.ana)
    event = years.event({"body.note": "hm"})
    rows = years.store.read(lambda views: retention.about_person(views, "B-1001"))
    assert rows == years.store.read(lambda views: retention.about_person(views, str(years.ana)))
    said = retention.as_file("person B-1001", rows, years.now)
    tables = said["tables"]
    assert set(tables) == {"person", "person_role", "session", "event", "wave", "event_words"}
    assert tables["person"][0]["name"] == "Ana"
    assert tables["event"][0]["id"] == event
    assert tables["event"][0]["received_at"] == "2026-09-21T14:13:20.000+00:00"
    text = json.dumps(said)
    assert "argon2" not in text
    assert "token-hash" not in text
    with pytest.raises(Refused, match=r"person\.unknown"):
        years.store.read(lambda views: retention.about_person(views, "nobody"))


def test_a_customer_asks_by_the_name_of_an_order(years: Years) -> None:
    words = {"body.note": "for Mrs Meyer"}
    years.event(words, transfer=years.shop.transfers[0], line=years.shop.lines[0])
    case = years.case({"order": ORDER, "why": "pick.over"}, transfer=years.shop.transfers[0])
    rows = years.store.read(lambda views: retention.about_order(views, ORDER))
    assert {"order", "transfer", "line", "case", "case_event", "event", "event_words"} == set(rows)
    assert rows["transfer"][0]["ship_to"]["street"] == "Hof 3"
    refused = []
    steps: list[Callable[[], object]] = [
        lambda: years.end(0),
        lambda: years.store.write(lambda uow: uow.cases.resolve(case, "she rang")),
    ]
    for step in steps:
        with pytest.raises(Refused) as no:
            retention.forget_order(ORDER, years.store)
        refused.append((no.value.key, *no.value.facts.values()))
        step()
    number = years.rows(t.case, t.case.c.number)[0][0]
    assert refused == [("retention.order_open", ORDER, "WH/OUT/00001"), ("retention.order_asked", ORDER, number)]
    gone = {"addresses": 1, "case words": 1, "photos": 0, "event words": 1}
    assert retention.forget_order(ORDER, years.store) == gone
    assert years.bad() is None
    assert sorted(years.addresses(), key=str) == ["Anna Meyer", None]
    with pytest.raises(Refused, match=r"retention\.order_unknown"):
        retention.forget_order("S9", years.store)


def test_what_is_shown_is_what_would_go_and_what_a_person_has_to_decide(years: Years) -> None:
    years.end(0)
    years.event()
    years.store.write(lambda uow: remove_person("B-1001", uow))
    years.later(91)
    rows = {row["rule"]: row["over now"] for row in years.store.read(lambda views: retention.show(views, KEEP))}
    assert rows["addresses"] == 1
    assert rows["events: audit export --cut"] == 0
    assert rows[f"Ana, let go: retention forget person {years.ana}"] == 1
    assert "addresses" in years.run()
    years.later(3700)
    rows = {row["rule"]: row for row in years.store.read(lambda views: retention.show(views, KEEP))}
    assert (rows["addresses"]["over now"], rows["addresses"]["gone so far"]) == (0, 1)
    assert rows["events: audit export --cut"]["over now"] == 1


def test_nothing_of_an_address_is_left_in_the_file(sqlite_copy: str) -> None:
    years = Years(sqlite_copy)
    for n in (0, 1):
        years.end(n)
    years.later(91)
    years.run()
    years.store.close()
    file = Path(sqlite_copy.removeprefix("sqlite:///"))
    assert b"Anna Meyer" not in file.read_bytes()
    assert b"WH/OUT/00001" in file.read_bytes()
