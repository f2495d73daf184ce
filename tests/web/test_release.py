"""The release page and the trucks' page, as forms: what goes to the floor, what is held, and who may do it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.service.world import CUTOFF
from tests.store.shop import transfer
from tests.web.conftest import FORM, OWN, Floor, Handheld, floor_at
from warehouse_app.aside import Here
from warehouse_app.fast import of_pool
from warehouse_app.service.plan_pool import keep_plan, next_plan, pool_of
from warehouse_app.service.ports.gate import Gated
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.shipped_rules import ship_rules


def post(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    return client.post(path, data=FORM | {name: str(value) for name, value in fields.items()}, headers=OWN)


@pytest.fixture
def supervisor(floor: Floor) -> FlaskClient:
    floor.services.store.write(ship_rules)
    return floor.office("supervisor")


def free(floor: Floor, *numbers: int, carrier: str | None = "DHL") -> list[int]:
    """More orders in the pool, S00003 and so on."""
    rows = [transfer(n, (n * 10, n % 2 + 1, 1000), carrier=carrier) for n in numbers]
    w = floor.world.w
    return list(floor.services.store.write(lambda uow: uow.catalogue.keep_transfers(w, rows)).values())


def picker(floor: Floor, name: str) -> tuple[int, Handheld]:
    """Somebody signed in on a handheld of their own."""
    person, handheld = floor.hire(name, "picker", badge=f"PICK-{name}"), floor.handheld(f"of {name}")
    assert handheld.sign_in(f"PICK-{name}").status_code == 200
    return person, handheld


def test_an_empty_pool_is_calm(supervisor: FlaskClient) -> None:
    page = supervisor.get("/release").text
    assert "Everything is released" in page
    assert "No order is held." in page
    assert "W-0001" in supervisor.get("/release/live").text.replace("\u2060", "")


def test_the_pool_shows_the_minutes_to_the_truck(floor: Floor, supervisor: FlaskClient) -> None:
    free(floor, 3, 4)
    free(floor, 5, carrier=None)
    post(supervisor, "/cutoffs/trucks", carrier="DHL", **{f"day{day}": "23:59" for day in range(7)})
    live = supervisor.get("/release/live").text
    assert re.search(r"<b>\d+</b>h left</div>\s*<div><h3[^>]*>DHL <span class=\"num\">23:59", live)
    assert "2 orders · 2 lines" in live
    assert re.search(r"<b>\u2013</b>no truck</div>\s*<div><h3[^>]*>No carrier", live)


def test_a_wave_goes_to_one_picker_and_to_nobody_else(floor: Floor, supervisor: FlaskClient) -> None:
    (third,) = free(floor, 3)
    ina, hers = picker(floor, "Ina")
    _, his = picker(floor, "Udo")
    assert post(supervisor, "/release/wave", transfers=third, to=ina).status_code == 303
    assert "released W-0002 to Ina: DHL, 1 order" in supervisor.get("/release").text
    assert [wave["number"] for wave in his.get("/api/v1/waves").get_json()["open"]] == ["W-0001"]
    offered = hers.get("/api/v1/waves").get_json()["open"]
    assert [(wave["number"], wave["given"]) for wave in offered] == [("W-0002", True), ("W-0001", False)]
    refused = his.post(f"/api/v1/waves/{offered[0]['id']}/claim")
    assert (refused.status_code, refused.get_json()["error"]["key"]) == (409, "wave.given")
    assert refused.get_json()["error"]["text"] == "W-0002 is for Ina."
    assert hers.post("/api/v1/waves/claim", {"code": "W-0002"}).get_json()["number"] == "W-0002"


def test_a_scan_of_the_number_or_of_any_tote_takes_the_wave(floor: Floor) -> None:
    _, handheld = picker(floor, "Ina")
    for code, key in (("T-0005", "wave.tote_idle"), ("W-0009", "wave.no_such_code"), ("", "wave.no_such_code")):
        assert handheld.post("/api/v1/waves/claim", {"code": code}).get_json()["error"]["key"] == key
    for code in ("t0002", "W-0001"):
        assert handheld.post("/api/v1/waves/claim", {"code": code}).get_json()["wave"] == floor.world.wave
    _, other = picker(floor, "Udo")
    assert other.post("/api/v1/waves/claim", {"code": "T-0001"}).get_json()["error"]["text"] == "Ina has wave W-0001."
    assert other.post("/api/v1/waves/claim", {"code": 7}).status_code == 400


def test_who_asks_for_another_wave_is_told_of_the_one_in_hand(floor: Floor, supervisor: FlaskClient) -> None:
    free(floor, 3)
    post(supervisor, "/release/truck", carrier="DHL")
    _, handheld = picker(floor, "Ina")
    handheld.post("/api/v1/waves/claim", {"code": "W-0001"})
    refused = handheld.post("/api/v1/waves/claim", {"code": "W-0002"}).get_json()["error"]
    assert (refused["key"], refused["text"]) == ("wave.one_at_a_time", "You still hold wave W-0001.")
    assert handheld.get("/api/v1/waves").get_json()["mine"]["number"] == "W-0001"


def test_a_wave_nobody_took_is_taken_back_and_its_orders_are_in_the_pool(floor: Floor, supervisor: FlaskClient) -> None:
    assert post(supervisor, f"/release/waves/{floor.world.wave}/back").status_code == 303
    page = supervisor.get("/release").text
    assert "took W-0001 back" in page
    assert "S00001 S00002" in page
    _, handheld = picker(floor, "Ina")
    assert handheld.post("/api/v1/waves/claim", {"code": "W-0001"}).get_json()["error"]["key"] == "wave.over"
    late = post(supervisor, f"/release/waves/{floor.world.wave}/back")
    assert (late.status_code, "Nothing was changed." in late.text) == (409, True)


def test_what_was_refused_is_said_on_the_page_and_what_was_typed_is_still_there(
    floor: Floor, supervisor: FlaskClient
) -> None:
    refused = post(supervisor, "/release/hold", order="S99", reason="HD-STOCK")
    assert refused.status_code == 409
    assert "There is no order S99 here." in refused.text
    assert 'value="S99"' in refused.text
    assert '<option value="HD-STOCK" selected>' in refused.text
    changed = post(supervisor, "/release/wave", transfers="1,2")
    assert "The pool has changed meanwhile." in changed.text


def test_a_held_order_shows_with_its_reason_its_owner_and_who_held_it(floor: Floor, supervisor: FlaskClient) -> None:
    assert post(supervisor, "/release/hold", order="S00001", reason="HD-ADDRESS").status_code == 303
    page = supervisor.get("/release").text
    assert "<b>S00001</b> · Address query" in page
    assert "Customer service" in page
    assert "answer in" in page
    assert "held order S00001: Address query. It is off W-0001" in page
    assert "Order S00001 is held" in supervisor.get("/board/live").text
    order = re.search(r"/release/orders/(\d+)/let-go", page)
    assert order
    assert post(supervisor, order[0], reason="").status_code == 400
    assert post(supervisor, order[0], reason="LG-CHECKED").status_code == 303
    assert "let order S00001 go: Checked with the customer" in supervisor.get("/release").text
    assert "Order S00001 is held" not in supervisor.get("/board/live").text


def test_finance_lets_a_fraud_check_go_and_a_supervisor_does_not(floor: Floor, supervisor: FlaskClient) -> None:
    post(supervisor, "/release/hold", order="S00001", reason="HD-FRAUD")
    page = supervisor.get("/release").text
    assert "only Finance lets it go" in page
    assert "let-go" not in page
    finance = floor.office("finance")
    shown = finance.get("/release").text
    order = re.search(r"/release/orders/(\d+)/let-go", shown)
    assert order
    assert "Release all" not in shown
    assert post(supervisor, order[0], reason="LG-FALSE").status_code == 409
    assert post(finance, order[0], reason="LG-FALSE").status_code == 303


def test_an_order_somebody_walks_is_refused_with_the_walkers_name(floor: Floor, supervisor: FlaskClient) -> None:
    _, handheld = picker(floor, "Ina")
    handheld.post("/api/v1/waves/claim", {"code": "W-0001"})
    refused = post(supervisor, "/release/hold", order="S00001", reason="HD-ADDRESS").text
    assert "Ina walks order S00001 now, on W-0001." in refused


def test_a_truck_that_left_meanwhile_takes_nothing_along(floor: Floor, supervisor: FlaskClient) -> None:
    free(floor, 3)
    assert "The pool has changed" in post(supervisor, "/release/truck", carrier="DHL", cutoff=CUTOFF).text
    assert post(supervisor, "/release/truck", carrier="DHL").status_code == 303


@pytest.mark.parametrize("fields", [{}, {"transfers": "1;2"}, {"transfers": "1", "to": "me"}, {"transfers": "1,"}])
def test_nonsense_releases_nothing(supervisor: FlaskClient, fields: dict[str, str]) -> None:
    assert post(supervisor, "/release/wave", **fields).status_code == 400


def test_a_wave_of_another_warehouse_is_not_found(floor: Floor, supervisor: FlaskClient) -> None:
    assert post(supervisor, "/release/waves/999/back").status_code == 404
    assert post(supervisor, "/release/waves/999/give").status_code == 404


def test_times_and_holidays_are_changed_and_who_did_it_stays(floor: Floor, supervisor: FlaskClient) -> None:
    free(floor, 3, carrier="UPS")
    assert "Orders wait for carriers without a truck: DHL, UPS" in supervisor.get("/cutoffs").text
    assert post(supervisor, "/cutoffs/trucks", carrier="UPS", day0="14:30", day4="9.15").status_code == 303
    assert post(supervisor, "/cutoffs/holiday", day="2099-12-25").status_code == 303
    page = supervisor.get("/cutoffs").text
    assert "without a truck: DHL<" in page
    assert 'value="14:30" placeholder="\u2013" aria-label="UPS, Mon"' in page
    assert "UPS: Mon \u2013 → 14:30, Fri \u2013 → 09:15" in page
    assert "no trucks on Fri 2099-12-25" in page
    assert "14:61 is no time of the day." in post(supervisor, "/cutoffs/trucks", carrier="UPS", day0="14:61").text
    assert post(supervisor, "/cutoffs/trucks", carrier="UPS", remove=1).status_code == 303
    assert post(supervisor, "/cutoffs/holiday", day="2099-12-25", remove=1).status_code == 303
    page = supervisor.get("/cutoffs").text
    assert "removed UPS: Mon 14:30 → \u2013, Fri 09:15 → \u2013" in page
    assert "trucks again on Fri 2099-12-25" in page


def test_nothing_anybody_typed_becomes_markup(floor: Floor, supervisor: FlaskClient) -> None:
    evil = "<b>x</b>"
    free(floor, 3, carrier=evil)
    post(supervisor, "/cutoffs/trucks", carrier=evil, day0="14:30")
    post(supervisor, "/release/hold", order=evil, reason="HD-OTHER")
    for text in (supervisor.get("/cutoffs").text, supervisor.get("/release").text):
        assert evil not in text
        assert "&lt;b&gt;x" in text


def test_a_cart_is_as_large_as_the_settings_say(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = floor_at(tmp_path_factory.mktemp("small"), cart_totes=1)
    try:
        free(made, 3, 4)
        assert "Release all 2" in made.office("supervisor").get("/release").text
    finally:
        made.services.close()


def test_a_page_without_a_layout_says_that_walks_go_by_name_and_one_with_it_shows_the_walk(
    floor: Floor, supervisor: FlaskClient
) -> None:
    free(floor, 3, 4, 5)
    assert "there is no layout of the hall yet" in supervisor.get("/release").text
    saved = post(supervisor, "/layout", save=1, patterns="{aisle:A}-{bay:9}-{level:9}", aisle_mm=4, cell_mm=1, gap_mm=1)
    assert saved.status_code == 303
    plan(floor)
    page = supervisor.get("/release").text
    assert "there is no layout" not in page
    assert '<symbol id="hall"' in page
    assert re.search(r'<polyline class="hall-way" points="\d', page)
    assert re.search(r"3 orders</b> · 3 lines · \d+ m", page)


def plan(floor: Floor) -> None:
    """As the loop beside the web does it."""
    services, w = floor.services, floor.world.w
    pool = services.store.read(lambda views: pool_of(w, services.clock(), services.cart, views))
    assert pool is not None
    made = next_plan(pool, services.clock(), 0.1, Here(), of_pool.carts)
    assert made is not None
    services.store.write(lambda uow: keep_plan(w, made, uow))
    again = services.store.read(lambda views: pool_of(w, services.clock(), services.cart, views))
    assert again is not None
    assert next_plan(again, services.clock(), 0.1, Here(), of_pool.carts) is None, "nothing has changed"


def test_an_order_moved_out_stays_in_the_pool(floor: Floor, supervisor: FlaskClient) -> None:
    third, fourth, fifth = free(floor, 3, 4, 5)
    boxes = {"transfers": f"{third},{fourth},{fifth}", "boxes": 1}
    data = FORM | {name: str(value) for name, value in boxes.items()} | {"keep": [str(third), str(fifth)]}
    assert supervisor.post("/release/wave", data=data, headers=OWN).status_code == 303
    assert [one.id for one in floor.services.store.read(lambda views: views.pool(floor.world.w))] == [fourth]
    none = supervisor.post("/release/wave", data=FORM | {"transfers": str(fourth), "boxes": "1"}, headers=OWN)
    assert none.status_code == 409


def test_two_waves_nobody_took_become_one(floor: Floor, supervisor: FlaskClient) -> None:
    for one in free(floor, 3, 4):
        post(supervisor, "/release/wave", transfers=one)
    page = supervisor.get("/release").text
    first, second = sorted({int(one) for one in re.findall(r"/release/waves/(\d+)/merge", page)})[-2:]
    assert post(supervisor, f"/release/waves/{first}/merge", into=second).status_code == 303
    page = supervisor.get("/release").text.replace("\u2060", "")
    assert "merged W-0002 and W-0003" in page
    assert ">W-0004</b>" in page
    assert ">W-0003</b>" not in page
    assert post(supervisor, f"/release/waves/{first}/merge", into=second).status_code == 409


def test_waves_that_are_not_one_cart_of_one_truck_are_not_merged(floor: Floor, supervisor: FlaskClient) -> None:
    (third,) = free(floor, 3, carrier="DPD")
    post(supervisor, "/release/wave", transfers=third)
    refused = post(supervisor, f"/release/waves/{floor.world.wave}/merge", into=floor.world.wave + 1)
    assert (refused.status_code, "do not fit on one cart of one truck" in refused.text) == (409, True)
    page = supervisor.get("/release/live").text.replace("\u2060", "")
    assert "W-0001" in page, "nothing was changed"


def test_carts_that_are_full_are_not_offered_for_merging(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = floor_at(tmp_path_factory.mktemp("full"), cart_totes=2)
    try:
        made.services.store.write(ship_rules)
        made.services.store.write(lambda uow: uow.catalogue.keep_totes(made.world.w, ["T-91", "T-92"]))
        supervisor = made.office("supervisor")
        third, fourth, fifth, sixth = free(made, 3, 4, 5, 6)
        for load in (f"{third},{fourth}", f"{fifth}", f"{sixth}"):
            assert post(supervisor, "/release/wave", transfers=load).status_code == 303
        page = supervisor.get("/release").text
        offered = re.findall(r"/release/waves/(\d+)/merge.*?</form>", page, re.DOTALL)
        full, one, other = (made.world.wave + n for n in (1, 2, 3))
        assert {str(one), str(other)} <= set(offered)
        assert str(full) not in offered
    finally:
        made.services.close()


def test_a_wave_that_is_walked_shows_how_far_it_is(floor: Floor, supervisor: FlaskClient) -> None:
    assert "Nobody walks a wave." in supervisor.get("/release/live").text
    _, handheld = picker(floor, "Ina")
    handheld.post("/api/v1/waves/claim", {"code": "W-0001"})
    assert re.search(r'Ina <span class="num">0/3</span>', supervisor.get("/release/live").text)


def test_the_board_says_when_each_truck_is_made_and_how_many_pickers_are_missing(
    floor: Floor, supervisor: FlaskClient
) -> None:
    board = supervisor.get("/board").text
    assert "Pickers for the trucks" in board
    assert "pace assumed" in board
    assert re.search(
        r"<b>DHL</b></span><span class=\"num\">\d\d:\d\d</span>\s*<span class=\"sub\">.*min to walk", board
    )
    picker(floor, "Ina")
    floor.clock.forward((CUTOFF - floor.clock.now) / 60_000 - 16)
    assert re.search(r'warnword">\d more pickers? by \d\d:\d\d', supervisor.get("/board").text)
    floor.clock.forward(10)
    assert "not to be made any more" in supervisor.get("/board").text


def came(floor: Floor, transfers: list[int], minutes_ago: int) -> None:
    """The gate saw their orders first so long ago."""
    w, at = floor.world.w, floor.clock.now - minutes_ago * 60_000

    def seen(uow: UnitOfWork) -> None:
        for one in uow.telling.transfers(transfers).values():
            order = uow.releasing.order_named(w, one.name)
            assert order is not None
            uow.gate.keep(w, Gated(one.odoo_id, one.name, order.id, state="cleared", first_at=at))

    floor.services.store.write(seen)


def test_a_wave_that_is_not_full_waits_for_more_and_goes_when_its_time_is_over(
    floor: Floor, supervisor: FlaskClient
) -> None:
    ids = free(floor, 3)
    came(floor, ids, minutes_ago=5)
    assert "Waits for more" not in supervisor.get("/release").text, "no truck, no later pool"
    post(supervisor, "/cutoffs/trucks", carrier="DHL", **{f"day{day}": "23:59" for day in range(7)})
    page = supervisor.get("/release").text
    assert re.search(r"Waits for more orders until \d\d:\d\d: the cart is 8 % full\.", page)
    assert "Release all 1 anyway" in page
    refused = post(supervisor, "/release/truck", carrier="DHL")
    assert (refused.status_code, "All waves of this truck wait" in refused.text) == (409, True)
    floor.clock.forward(26)
    assert "Waits for more" not in supervisor.get("/release").text, "nothing waits for ever"
    assert post(supervisor, "/release/truck", carrier="DHL").status_code == 303


def test_whoever_releases_may_release_what_waits(floor: Floor, supervisor: FlaskClient) -> None:
    third, fourth = free(floor, 3, 4)
    came(floor, [third, fourth], minutes_ago=1)
    post(supervisor, "/cutoffs/trucks", carrier="DHL", **{f"day{day}": "23:59" for day in range(7)})
    assert post(supervisor, "/release/wave", transfers=third).status_code == 303
    assert post(supervisor, "/release/truck", carrier="DHL", anyway=1).status_code == 303
    assert "Everything is released" in supervisor.get("/release").text


def test_what_waves_took_stands_beside_what_was_forecast(floor: Floor, supervisor: FlaskClient) -> None:
    (third,) = free(floor, 3)
    assert "No wave with a forecast" in supervisor.get("/release").text
    post(supervisor, "/release/wave", transfers=third)
    _, handheld = picker(floor, "Ina")
    handheld.post("/api/v1/waves/claim", {"code": "W-0002"})
    floor.clock.forward(2)
    assert re.search(r"DHL · 2 of \d+ min", supervisor.get("/release/live").text)
    floor.clock.forward(2)

    def walked(uow: UnitOfWork) -> None:
        wave = uow.floor.wave(floor.world.wave + 1)
        assert wave is not None
        uow.floor.save_wave(replace(wave, state="walked"))

    floor.services.store.write(walked)
    page = supervisor.get("/release/live").text
    assert re.search(r"<b>DHL</b> 1 wave<p class=\"small quiet\">forecast \d+ min, walked 4 min", page)


def test_a_wave_made_in_odoo_says_so_and_is_taken_apart_there(floor: Floor, supervisor: FlaskClient) -> None:
    wave = floor.world.wave
    floor.services.store.write(lambda uow: uow.adopting.keep(wave, 7, "BATCH/00007"))
    page = supervisor.get("/release").text
    assert "Made in Odoo: BATCH/00007" in page
    assert f"/release/waves/{wave}/back" not in page
    refused = post(supervisor, f"/release/waves/{wave}/back")
    assert (refused.status_code, "W-0001 was made in Odoo." in refused.text.replace("\u2060", "")) == (409, True)
