"""Versions of rules, the cases that follow them, and the facts of the detectors, on both databases."""

from __future__ import annotations

from tests.store.shop import NOW, TERMS, Shop, finding
from warehouse_app.domain.calendars import Hours
from warehouse_app.domain.cutoffs import Timetable
from warehouse_app.domain.detectors import Patience
from warehouse_app.service.detectors import DETECTORS
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.ports.views import Views

TEAMS = ("stock", "it", "ops")


def _sam(shop: Shop) -> int:
    new = shop.store.write(lambda uow: uow.people.add(shop.w, "Sam", "B-SAM", None, None, None, ["supervisor"]))
    return new.id


def test_a_version_of_the_warehouse_holds_whatever_is_shipped_later_and_all_stay(shop: Shop) -> None:
    sam = _sam(shop)

    def change(uow: UnitOfWork) -> list[int]:
        uow.releasing.ship_rule("team", "stock", 1, {"deputy": "floor"})
        saved = [uow.rulebook.save(shop.w, "team", "stock", {"deputy": to}, sam, f"to {to}") for to in ("it", "ops")]
        uow.releasing.ship_rule("team", "stock", 7, {"deputy": "moon"})
        return saved

    assert shop.store.write(change) == [2, 3]
    assert shop.store.read(lambda views: views.rules("team", shop.w))["stock"] == {"deputy": "ops"}
    found = shop.store.read(lambda views: views.rulebook.versions(shop.w, "team", "stock"))
    assert [(one.version, one.at, one.person, one.why) for one in found] == [
        (3, NOW, "Sam", "to ops"), (2, NOW, "Sam", "to it"), (7, None, None, None), (1, None, None, None),
    ]  # fmt: skip


def test_rules_shipped_together_are_kept_like_rules_shipped_one_by_one(shop: Shop) -> None:
    sam = _sam(shop)
    first = [("team", "stock", 1, {"deputy": "floor"}), ("team", "it", 1, {"deputy": "ops"})]
    later = [
        ("team", "stock", 2, {"deputy": "moon"}),
        ("team", "it", 2, {}),
        ("team", "it", 1, {}),
        ("team", "ops", 1, {}),
    ]

    def ship(uow: UnitOfWork) -> None:
        uow.releasing.ship_rules(first)
        uow.rulebook.save(shop.w, "team", "stock", {"deputy": "it"}, sam, "")
        for _ in range(2):
            uow.releasing.ship_rules(later)

    shop.store.write(ship)
    found = shop.store.read(lambda views: {code: views.rulebook.versions(shop.w, "team", code) for code in TEAMS})
    assert {code: [(one.version, one.person) for one in versions] for code, versions in found.items()} == {
        "stock": [(2, "Sam"), (2, None), (1, None)],
        "it": [(2, None), (1, None)],
        "ops": [(1, None)],
    }
    assert shop.store.read(lambda views: views.rules("team", shop.w))["stock"] == {"deputy": "it"}


def test_an_open_case_gets_other_clocks_with_a_line_of_history(shop: Shop) -> None:
    sam = _sam(shop)
    case = shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS))
    (known,) = shop.store.read(lambda views: views.rulebook.open_cases(shop.w))
    assert (known.id, known.owner, known.opened_at) == (case, "floor", NOW)
    shop.store.write(lambda uow: uow.rulebook.retime(case, {"owner": "stock", "answer_by": NOW + 5}, sam))
    (after,) = shop.store.read(lambda views: views.rulebook.open_cases(shop.w))
    assert (after.owner, after.answer_by) == ("stock", NOW + 5)
    steps = shop.store.read(lambda views: views.case_steps([case]))
    assert (steps[-1].kind, steps[-1].person) == ("retimed", "Sam")


def test_every_detector_can_read_its_facts_and_knows_its_own_cases(shop: Shop) -> None:
    case = shop.store.write(lambda uow: uow.cases.open(finding(shop), TERMS))
    sam = _sam(shop)

    def look(views: Views) -> list[frozenset[str]]:
        patience = Patience(NOW, 30, Hours({}, Timetable(views.timetable(shop.w).zone, {}, frozenset())))
        for detector in DETECTORS:
            detector.judge(detector.read(views, shop.w, patience).facts, shop.w, patience)
        asked = views.detecting
        beginning = finding(shop).key[:9]
        return [asked.open_keys(shop.w, beginning), asked.open_keys(shop.w, "FUL_SHORT"),
                asked.ended_keys(shop.w, beginning, NOW)]  # fmt: skip

    key = frozenset({finding(shop).key})
    assert shop.store.read(look) == [key, frozenset(), frozenset()]
    shop.store.write(lambda uow: uow.cases.resolve(case, "done", sam))
    assert shop.store.read(look) == [frozenset(), frozenset(), key]
