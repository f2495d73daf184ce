"""What releasing keeps: assigned waves, waves taken back, orders held, the timetable, who did what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

import pytest

from tests.store.shop import NOW, Shop, keep_warehouse, query, transfer
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.releasing import Cart
from warehouse_app.service.hold_order import hold_order, let_go
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.ports.views import Views
from warehouse_app.service.release_waves import Release, release, release_chosen, release_in_pieces
from warehouse_app.service.released_waves import give, take_back
from warehouse_app.service.shipped_rules import ship_rules, shipped
from warehouse_app.service.truck_times import set_holiday, set_trucks
from warehouse_app.store import OpenStore

CART = Cart(8, 40)
T = TypeVar("T")


@pytest.fixture
def sam(shop: Shop) -> Person:
    """The supervisor; the rules are shipped."""

    def hire(uow: UnitOfWork) -> Person:
        ship_rules(uow)
        uow.number("wave", shop.w)  # the shop's own wave has the first
        return uow.people.add(shop.w, "Sam", "SAM", None, None, None, ["supervisor"])

    return shop.store.write(hire)


def pool(shop: Shop) -> list[str]:
    return [one.order for one in shop.store.read(lambda views: views.pool(shop.w))]


def more(shop: Shop, *numbers: int) -> list[int]:
    """More orders in the pool."""
    rows = [transfer(n, (n * 10, n % 3 + 1, 1000)) for n in numbers]
    return list(shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, rows)).values())


def test_a_wave_taken_back_leaves_orders_in_the_pool_and_totes_free(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: take_back(shop.wave, shop.w, sam.id, uow))
    assert pool(shop) == ["S00001", "S00002"]
    assert shop.held().state == "cancelled"
    assert shop.store.read(lambda views: views.free_totes(shop.w)) == 4
    waves = shop.store.write(lambda uow: release(Release(shop.w, CART), uow)).waves
    facts = shop.store.read(lambda views: views.sheet_facts(waves[0]))
    assert facts is not None
    assert [(line.order, line.slot) for line in facts.lines] == [("S00001", 1), ("S00001", 1), ("S00002", 2)]
    assert facts.wave.number == "W-0002"


def test_a_wave_in_somebodys_hands_is_neither_taken_back_nor_given(shop: Shop, sam: Person) -> None:
    claimed = replace(shop.held(), state="claimed", epoch=1, person=shop.ana, device=shop.first)
    shop.store.write(lambda uow: uow.floor.save_wave(claimed))
    for use_case in (take_back, lambda wave, w, by, uow: give(wave, shop.cy, w, by, uow)):
        with pytest.raises(Refused, match=r"release\.taken") as refused:
            shop.store.write(lambda uow, do=use_case: do(shop.wave, shop.w, sam.id, uow))  # type: ignore[misc]
        assert refused.value.facts == {"number": "W-0001", "by": "Ana"}


def test_a_wave_is_given_to_one_picker_and_opened_again(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: give(shop.wave, shop.ana, shop.w, sam.id, uow))
    (row,) = shop.store.read(lambda views: views.waves(shop.w, ["released"]))
    assert (row.assigned, row.assigned_name) == (shop.ana, "Ana")
    shop.store.write(lambda uow: give(shop.wave, None, shop.w, sam.id, uow))
    assert shop.held().assigned is None
    with pytest.raises(Refused, match=r"release\.no_picker"):
        shop.store.write(lambda uow: give(shop.wave, sam.id, shop.w, sam.id, uow))


def test_a_wave_is_found_by_its_number_and_by_its_totes_with_or_without_the_dash(shop: Shop) -> None:
    def found(code: str) -> int | None:
        return shop.store.write(lambda uow: uow.releasing.find_wave(shop.w, code))

    assert [found(code) for code in ("W-0001", "w0001", " W-0001 ", "T-0002", "T0001")] == [shop.wave] * 5
    assert [found(code) for code in ("T-0004", "W-0002", "", "%")] == [None] * 4
    assert shop.store.write(lambda uow: uow.releasing.is_tote(shop.w, "t0004"))


def test_a_held_order_comes_off_a_wave_nobody_took_and_never_enters_one(shop: Shop, sam: Person) -> None:
    assert shop.store.write(lambda uow: hold_order("s00001", "HD-ADDRESS", sam, uow)) == "S00001"
    facts = shop.store.read(lambda views: views.sheet_facts(shop.wave))
    assert facts is not None
    assert [(line.order, line.tote, line.slot) for line in facts.lines] == [("S00002", "T-0002", 2)]
    assert query(shop.store, "SELECT no, code FROM stop JOIN location ON location.id = stop.location") == [
        (1, "B-01-1")
    ]
    assert facts.sheet_no == 2
    assert shop.store.read(lambda views: views.waves(shop.w, ["released"]))[0].totes == 1
    assert shop.store.read(lambda views: views.free_totes(shop.w)) == 3
    assert pool(shop) == []
    with pytest.raises(Refused, match=r"release\.nothing"):
        shop.store.write(lambda uow: release(Release(shop.w, CART), uow))
    with pytest.raises(Refused, match=r"hold\.already"):
        shop.store.write(lambda uow: hold_order("S00001", "HD-FRAUD", sam, uow))


def test_the_last_order_off_a_wave_ends_the_wave(shop: Shop, sam: Person) -> None:
    for name in ("S00001", "WH/OUT/00002"):
        shop.store.write(lambda uow, name=name: hold_order(name, "HD-STOCK", sam, uow))  # type: ignore[misc]
    assert shop.held().state == "cancelled"
    assert shop.store.read(lambda views: views.free_totes(shop.w)) == 4
    assert [row.name for row in shop.store.read(lambda views: views.held_orders(shop.w))] == ["S00001", "S00002"]


def test_a_hold_is_a_case_and_letting_go_closes_it_with_a_reason(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: hold_order("S00001", "HD-ADDRESS", sam, uow))
    (case,) = shop.store.read(lambda views: views.open_cases(shop.w))
    assert (case.type, case.owner, case.severity, case.due_at) == ("CUS-ADDRESS", "service", "high", NOW + 30 * 60_000)
    (held,) = shop.store.read(lambda views: views.held_orders(shop.w))
    assert (held.by, held.lines, held.due_at, held.hold["reason"]) == ("Sam", 2, case.due_at, "HD-ADDRESS")
    with pytest.raises(Refused, match=r"hold\.no_reason"):
        shop.store.write(lambda uow: let_go(held.id, "because", sam, uow))
    shop.store.write(lambda uow: let_go(held.id, "LG-MENDED", sam, uow))
    assert shop.store.read(lambda views: views.open_cases(shop.w)) == []
    assert query(shop.store, 'SELECT why, status FROM "case"') == [("LG-MENDED", "resolved")]
    assert pool(shop) == ["S00001"]
    with pytest.raises(Refused, match=r"hold\.not_held"):
        shop.store.write(lambda uow: let_go(held.id, "LG-MENDED", sam, uow))


def test_a_fraud_check_is_let_go_by_finance_only(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: hold_order("S00001", "HD-FRAUD", sam, uow))
    (held,) = shop.store.read(lambda views: views.held_orders(shop.w))
    with pytest.raises(Refused, match=r"hold\.not_yours"):
        shop.store.write(lambda uow: let_go(held.id, "LG-FALSE", sam, uow))
    finn = replace(sam, roles=frozenset({"finance"}))
    assert shop.store.write(lambda uow: let_go(held.id, "LG-FALSE", finn, uow)) == "S00001"


@pytest.mark.parametrize(("state", "key"), [("claimed", "hold.walked"), ("walked", "hold.picked")])
def test_an_order_somebody_walks_is_not_held_and_the_walker_is_named(
    shop: Shop, sam: Person, state: str, key: str
) -> None:
    taken = replace(shop.held(), state=state, epoch=1, person=shop.ana, device=shop.first)
    shop.store.write(lambda uow: uow.floor.save_wave(taken))
    with pytest.raises(Refused) as refused:
        shop.store.write(lambda uow: hold_order("S00001", "HD-ADDRESS", sam, uow))
    assert (refused.value.key, refused.value.facts["by"]) == (key, "Ana")
    assert shop.store.read(lambda views: views.open_cases(shop.w)) == []


def test_an_order_nobody_knows_is_said_by_name(shop: Shop, sam: Person) -> None:
    for name in ("", "  ", "S9", "%"):
        with pytest.raises(Refused, match=r"hold\.unknown"):
            shop.store.write(lambda uow, name=name: hold_order(name, "HD-OTHER", sam, uow))  # type: ignore[misc]


def test_what_was_seen_is_released_or_nothing_is(shop: Shop, sam: Person) -> None:
    third, fourth = more(shop, 3, 4)
    command = Release(shop.w, CART, to=shop.ana, by=sam.id)
    wave = shop.store.write(lambda uow: release_chosen([third], command, uow))
    assert query(shop.store, f"SELECT assigned FROM wave WHERE id = {wave}") == [(shop.ana,)]
    for ids in ([third], [third, fourth], [999]):
        with pytest.raises(Refused, match=r"release\.changed"):
            shop.store.write(lambda uow, ids=ids: release_chosen(ids, command, uow))  # type: ignore[misc]
    assert pool(shop) == ["S00004"]


def test_the_first_few_of_a_truck_are_released(shop: Shop, sam: Person) -> None:
    more(shop, 3, 4, 5)
    shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, [transfer(6, (60, 1, 1000), carrier="DPD")]))
    one = Cart(1, 40)
    done = shop.store.write(lambda uow: release(Release(shop.w, one, ["DHL"], first=1, by=sam.id), uow))
    assert (len(done.waves), done.left) == (1, 0)
    assert pool(shop) == ["S00004", "S00005", "S00006"]
    with pytest.raises(Refused, match=r"release\.changed"):
        shop.store.write(lambda uow: release(Release(shop.w, one, ["DHL"], cutoff_at=NOW), uow))


class Counting:
    """A store that remembers how many waves were there after each write; somebody cancels an order after the first."""

    def __init__(self, shop: Shop, taken: Sequence[int]) -> None:
        self._shop, self._taken, self.waves = shop, taken, list[int]()
        self.reads = 0

    def read(self, query: Callable[[Views], T]) -> T:
        """What there is to release is worked out before anything is written."""
        assert not self.waves
        self.reads += 1
        return self._shop.store.read(query)

    def write(self, use_case: Callable[[UnitOfWork], T]) -> T:
        done = self._shop.store.write(use_case)
        for one in self._taken if not self.waves else ():
            self._shop.store.write(lambda uow, one=one: uow.following.end(one, "cancelled", {}))  # type: ignore[misc]
        self.waves.append(len(self._shop.store.read(lambda views: views.waves(self._shop.w, ("released",)))))
        return done


def test_many_waves_are_released_piece_by_piece_and_what_changed_meanwhile_is_left(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: uow.catalogue.keep_totes(shop.w, [f"T-9{n:03d}" for n in range(9)]))
    ids = more(shop, 3, 4, 5, 6, 7)
    counting = Counting(shop, ids[2:3])
    before = len(shop.store.read(lambda views: views.waves(shop.w, ("released",))))
    command = Release(shop.w, Cart(1, 40), by=sam.id, at_once=2)
    assert release_in_pieces(command, cast(Store, counting), NOW) == 4
    assert counting.reads == 1
    assert [count - before for count in counting.waves] == [2, 3, 4]
    assert pool(shop) == []


def test_what_nobody_can_release_in_pieces_is_refused_as_it_is_at_once(shop: Shop, sam: Person) -> None:
    with pytest.raises(Refused, match=r"release\.nothing"):
        release_in_pieces(Release(shop.w, CART), shop.store, NOW)
    ids = more(shop, 3, 4, 5)
    assert release_in_pieces(Release(shop.w, Cart(1, 40), first=2), shop.store, NOW) == 2
    with pytest.raises(Refused, match=r"release\.no_totes"):
        release_in_pieces(Release(shop.w, Cart(1, 40)), shop.store, NOW)
    with pytest.raises(Refused, match=r"release\.no_picker"):
        release_in_pieces(Release(shop.w, Cart(1, 40), to=sam.id), shop.store, NOW)
    gone = Emptied(shop, ids)
    with pytest.raises(Refused, match=r"release\.changed"):
        release_in_pieces(Release(shop.w, Cart(1, 40)), cast(Store, gone), NOW)


class Emptied(Counting):
    """The same, where somebody cancels all of it between the reading and the writing."""

    def read(self, query: Callable[[Views], T]) -> T:
        found = super().read(query)
        for one in self._taken:
            self._shop.store.write(lambda uow, one=one: uow.following.end(one, "cancelled", {}))  # type: ignore[misc]
        return found


def test_totes_that_run_out_are_said(shop: Shop, sam: Person) -> None:
    more(shop, 3, 4, 5)
    done = shop.store.write(lambda uow: release(Release(shop.w, Cart(1, 40), by=sam.id), uow))
    assert (len(done.waves), done.left) == (2, 1)
    acts = shop.store.read(lambda views: views.acts(shop.w, ["no_totes"], 5))
    assert (acts[0].facts, acts[0].person) == ({"waves": 1}, "Sam")
    with pytest.raises(Refused, match=r"release\.no_totes") as refused:
        shop.store.write(lambda uow: release(Release(shop.w, Cart(1, 40)), uow))
    assert refused.value.facts == {"needed": 1, "free": 0}


def test_totes_that_run_out_between_two_pieces_are_said_too(shop: Shop, sam: Person) -> None:
    more(shop, 3, 4, 5)
    assert release_in_pieces(Release(shop.w, Cart(1, 40), by=sam.id, at_once=2), shop.store, NOW) == 2
    acts = shop.store.read(lambda views: views.acts(shop.w, ["no_totes"], 5))
    assert [(one.facts, one.person) for one in acts] == [({"waves": 1}, "Sam")]


def test_later_documents_of_a_chain_are_not_picked(shop: Shop) -> None:
    more(shop, 3)
    assert pool(shop) == ["S00003"]
    for step, expected in (("pick", ["S00003"]), ("pack", []), ("ship", [])):
        shop.store.write(lambda uow, step=step: _steps(uow, step))  # type: ignore[misc]
        assert pool(shop) == expected


def _steps(uow: UnitOfWork, step: str) -> None:
    getattr(uow, "_connection").exec_driver_sql(f"UPDATE op_type SET step = '{step}'")  # noqa: B009


def test_who_released_what_when_can_be_asked(shop: Shop, sam: Person) -> None:
    more(shop, 3)
    (wave,) = shop.store.write(lambda uow: release(Release(shop.w, CART, to=shop.cy, by=sam.id), uow)).waves
    shop.store.write(lambda uow: take_back(wave, shop.w, sam.id, uow))
    acts = shop.store.read(lambda views: views.acts(shop.w, ["released_to", "taken_back"], 9))
    assert [(act.kind, act.person, act.at) for act in acts] == [
        ("taken_back", "Sam", NOW),
        ("released_to", "Sam", NOW),
    ]
    assert acts[1].facts == {"number": "W-0002", "carrier": "DHL", "to": "Cy", "orders": 1, "lines": 1}


def test_a_timetable_is_kept_and_every_change_of_it_noted(shop: Shop, sam: Person) -> None:
    shop.store.write(lambda uow: set_trucks(" DHL ", {0: "14:30", 1: "", 5: "9:00"}, sam, uow))
    shop.store.write(lambda uow: set_trucks("DHL", {0: "14:30", 5: "0900"}, sam, uow))  # as it was
    shop.store.write(lambda uow: set_holiday("2026-12-25", True, sam, uow))
    shop.store.write(lambda uow: set_holiday("2026-12-25", True, sam, uow))
    table = shop.store.read(lambda views: views.timetable(shop.w))
    assert table.trucks == {"DHL": {0: 870, 5: 540}}
    assert table.holidays == frozenset({"2026-12-25"})
    shop.store.write(lambda uow: set_trucks("DHL", {}, sam, uow))
    shop.store.write(lambda uow: set_holiday("2026-12-25", False, sam, uow))
    table = shop.store.read(lambda views: views.timetable(shop.w))
    assert table.trucks == {}
    assert table.holidays == frozenset()
    kinds = ["trucks", "trucks_none", "holiday", "holiday_off"]
    acts = shop.store.read(lambda views: views.acts(shop.w, kinds, 9))
    assert [act.kind for act in acts] == ["holiday_off", "trucks_none", "holiday", "trucks"]


@pytest.mark.parametrize(
    ("carrier", "time", "key"),
    [("", "14:30", "trucks.carrier"), ("D" * 41, "14:30", "trucks.carrier"), ("DHL", "25:00", "trucks.time")],
)
def test_a_wrong_time_or_name_changes_nothing(shop: Shop, sam: Person, carrier: str, time: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        shop.store.write(lambda uow: set_trucks(carrier, {0: time}, sam, uow))
    assert refused.value.key == key
    with pytest.raises(Refused, match=r"trucks\.day"):
        shop.store.write(lambda uow: set_holiday("25.12.2026", True, sam, uow))
    assert shop.store.read(lambda views: views.timetable(shop.w)).trucks == {}


def test_shipped_rules_come_once_and_leave_alone_what_the_shop_changed(store: OpenStore) -> None:
    w = store.write(keep_warehouse)
    for _ in range(2):
        store.write(ship_rules)
    assert store.read(lambda views: views.count("rule")) == len(list(shipped()))
    store.write(lambda uow: uow.catalogue.keep_reason("RC-EMPTY", 90, {"rank": 99}))
    newer = {"rank": 1}
    store.write(lambda uow: uow.releasing.ship_rule("reason", "RC-EMPTY", 91, newer))  # the shop's own stays
    store.write(lambda uow: uow.releasing.ship_rule("reason", "RC-PART", 91, newer))  # ours follows
    rules = store.read(lambda views: views.rules("reason", w))
    assert (rules["RC-EMPTY"], rules["RC-PART"]) == ({"rank": 99}, {"rank": 1, "shipped": True})


def test_totes_are_listed_with_the_wave_they_serve(shop: Shop) -> None:
    rows = shop.store.read(lambda views: views.totes(shop.w))
    assert [(row.code, row.state, row.wave) for row in rows] == [
        ("T-0001", "used", "W-0001"), ("T-0002", "used", "W-0001"), ("T-0003", "free", None), ("T-0004", "free", None),
    ]  # fmt: skip
