"""From the tote to the truck, on a real store and the double: boxes, weights, validation by the step table."""

from __future__ import annotations

import pytest

from tests.worker.packer import Packer, packer, parcel_name
from tests.worker.supervisor import answer, short_of
from tests.worker.yard import Clock, Picker, Yard
from warehouse_app.demo.cartons import CARTONS
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import Store

SELDOM_MS = 2000  # the worker looks, where each answer is lost: half a minute each in which all else is put off


@pytest.fixture(params=[1, 2, 3])
def chain(request: pytest.FixtureRequest, store: Store, clock: Clock) -> Yard:
    """A warehouse of each kind."""
    return with_boxes(store, clock, request.param)


@pytest.fixture
def direct(store: Store, clock: Clock) -> Yard:
    """One step."""
    return with_boxes(store, clock, 1)


@pytest.fixture
def long_way(store: Store, clock: Clock) -> Yard:
    """Three steps."""
    return with_boxes(store, clock, 3)


def with_boxes(store: Store, clock: Clock, steps: int) -> Yard:
    yard = Yard(store, clock, steps)
    for carton in CARTONS:
        yard.books.add_box(carton)
    return yard


def on_a_wave(yard: Yard, *orders: dict[int, int]) -> tuple[Picker, list[str]]:
    """These orders on one wave that somebody walks."""
    names = [yard.order(rows) for rows in orders]
    yard.open()
    picker = yard.picker(yard.release()[0])
    yard.settle()
    return picker, names


def picked(yard: Yard, *orders: dict[int, int]) -> tuple[Picker, list[str]]:
    """The same, walked, and Odoo knows."""
    picker, names = on_a_wave(yard, *orders)
    picker.pick_all()
    follow(yard)
    return picker, names


def follow(yard: Yard, every_ms: int = 500) -> None:
    """Until Odoo was told everything and what came of it is here."""
    yard.settle(every_ms=every_ms)
    yard.clock.now += 1000
    yard.pull()
    yard.settle(every_ms=every_ms)


def tote(picker: Picker, order: str) -> str:
    (code,) = (tote["code"] for tote in picker.sheet["totes"] if tote["order"] == order)
    return str(code)


def states(yard: Yard, order: str) -> list[tuple[str, str]]:
    """(step, state) of the order's transfers in Odoo, oldest first."""
    return [(row.type.name, row.state) for row in yard.books.pickings.values() if row.order == order]


def tote_states(yard: Yard) -> set[str]:
    rows = yard.store.write(lambda uow: [uow.packing.in_tote(yard.w, f"T-{n:04d}") for n in range(20)])
    return {"free" if row is None else "used" for row in rows}


def test_an_order_in_a_tote_is_packed_weighed_and_shipped(chain: Yard) -> None:
    picker, (order,) = picked(chain, {0: 5, 1: 2})
    ben = packer(chain)
    sheet = ben.open(tote(picker, order))
    assert (sheet["order"], [line["demand_m"] for line in sheet["lines"]]) == (order, [5000, 2000])
    (name,) = ben.pack_all(weights=[1240])
    follow(chain)
    ben.loaded(name)
    assert ben.send() == [("accepted", None)]
    follow(chain)
    steps = {1: ["OUT"], 2: ["PICK", "OUT"], 3: ["PICK", "PACK", "OUT"]}[len(chain.rig.site.chain)]
    assert states(chain, order) == [(step, "done") for step in steps]
    assert chain.rig.raw_shipped(order) == 7
    (number,) = {parcel.number for parcel in chain.store.read(lambda views: views.packing.truck_parcels(chain.w))}
    assert chain.rig.raw_packages(number) == [1240]
    assert chain.cases() == []
    assert tote_states(chain) == {"free"}


def test_in_three_steps_the_ship_waits_for_the_last_parcel_on_the_truck(long_way: Yard) -> None:
    picker, (order,) = picked(long_way, {0: 4, 1: 2})
    ben = packer(long_way)
    ben.open(tote(picker, order))
    first, second = ben.pack_all(boxes=2)
    follow(long_way)
    assert states(long_way, order) == [("PICK", "done"), ("PACK", "done"), ("OUT", "assigned")]
    ben.loaded(first)
    ben.send()
    follow(long_way)
    assert states(long_way, order)[-1] == ("OUT", "assigned")
    ben.loaded(second)
    ben.loaded(second)
    assert ben.send() == [("accepted", None), ("accepted", "pack.loaded_already")]
    follow(long_way)
    assert states(long_way, order)[-1] == ("OUT", "done")
    assert long_way.rig.raw_shipped(order) == 6


def test_a_parcel_loaded_before_the_shipping_document_is_known_is_shipped_when_it_is(long_way: Yard) -> None:
    picker, (order,) = picked(long_way, {0: 4})
    ben = packer(long_way)
    ben.open(tote(picker, order))
    (name,) = ben.pack_all()
    long_way.settle()
    ben.loaded(name)
    ben.send()
    follow(long_way)
    assert states(long_way, order)[-1] == ("OUT", "done")


def test_each_box_holds_in_odoo_what_was_put_into_it(chain: Yard) -> None:
    picker, (order,) = picked(chain, {0: 5, 1: 2})
    ben = packer(chain)
    ben.open(tote(picker, order))
    ben.pack_all(boxes=2)
    follow(chain)
    done = [row for row in chain.books.pickings.values() if row.type.name in ("OUT", "PACK") and row.state == "done"]
    held: dict[int | None, list[int]] = {}
    for line in (line for row in done for move in row.moves for line in move.lines):
        held.setdefault(line.result_package, []).append(line.quantity_m)
    assert sorted(sorted(rows) for rows in held.values()) == [[1000, 2000], [1000, 3000]]
    assert None not in held


def test_what_was_taken_out_again_is_not_in_the_box_and_a_closed_box_stays_as_it_is(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3})
    ben = packer(direct)
    (line,) = ben.open(tote(picker, order))["lines"]
    box, other = parcel_name(), parcel_name()
    wrong = ben.boxed(box, line, 2000)
    ben.unboxed(line, wrong)
    right = ben.boxed(box, line, 1000)
    ben.fact("box_closed", {"parcel": box, "box": 999, "weight_g": 900})
    ben.close(box)
    ben.unboxed(line, right)
    ben.boxed(box, line, 1000)
    ben.boxed(other, line, 3000)
    keys = [key for _, key in ben.send()]
    assert keys == [None] * 3 + ["pack.box_unknown", None, "pack.box_closed", "pack.box_closed", "pack.over"]
    assert [row[0] for row in direct.cases()] == ["FUL-SCAN"]
    parcels = direct.store.write(lambda uow: uow.packing.parcels(ben.sheet["transfer"]))
    assert [(parcel.state, parcel.content_m) for parcel in parcels] == [("closed", 1000)]


def test_an_order_does_not_leave_the_bench_with_an_open_box_or_with_nothing(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3})
    ben = packer(direct)
    (line,) = ben.open(tote(picker, order))["lines"]
    ben.packed()
    ben.boxed(parcel_name(), line, 1000)
    ben.packed()
    assert [key for _, key in ben.send()] == ["pack.nothing", None, "pack.box_open"]
    follow(direct)
    assert states(direct, order) == [("OUT", "assigned")]


def test_less_than_was_picked_may_be_packed_and_the_rest_is_never_shipped(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3, 1: 1})
    ben = packer(direct)
    ben.open(tote(picker, order))
    box = parcel_name()
    ben.boxed(box, ben.lines[0], 2000)
    ben.close(box)
    ben.packed()
    ben.send()
    follow(direct)
    assert direct.rig.raw_shipped(order) == 2
    assert [state for _, state in states(direct, order)] == ["done", "assigned"]
    assert direct.cases() == [("FUL-SCAN", "pack.left_over"), ("FUL-SCAN", "pack.left_over")]


def test_an_order_is_opened_by_any_item_and_by_its_names(direct: Yard) -> None:
    direct.products.append(direct.rig.product("Vase", codes={"4006381333931": 1}))
    direct.bins.append(direct.rig.bin("B-01-1"))
    direct.rig.put(direct.products[-1], direct.bins[-1], 50)
    last = len(direct.products) - 1
    picker, (_, order) = picked(direct, {0: 1}, {last: 2})
    ben = packer(direct)
    assert ben.open("4006381333931")["order"] == order
    assert ben.open("]C1010400638133393110L1\x1d17270301")["order"] == order
    assert ben.open("https://id.gs1.org/01/04006381333931")["order"] == order
    assert ben.open(order.lower())["order"] == order
    assert ben.open(ben.sheet["name"])["order"] == order
    assert ben.open("]C1" + tote(picker, order))["epoch"] == 1


@pytest.mark.parametrize("code", ["nobody knows this", "", "\x1b\x00", "9" * 200])
def test_a_code_of_nothing_opens_nothing(direct: Yard, code: str) -> None:
    picked(direct, {0: 1})
    assert refusal(packer(direct), code) == "pack.unknown"


def refusal(ben: Packer, code: str, take: bool = False) -> str:
    with pytest.raises(Refused) as refused:
        ben.open(code, take)
    return refused.value.key


def test_a_tote_that_is_not_ready_says_why(long_way: Yard) -> None:
    picker, (order,) = on_a_wave(long_way, {0: 5})
    ben, code = packer(long_way), tote(picker, order)
    assert refusal(ben, code) == "pack.not_picked"
    picker.pick_all()
    assert refusal(ben, code) == "pack.behind", "nobody has told Odoo yet"
    long_way.settle()
    assert refusal(ben, code) == "pack.behind"
    follow(long_way)
    ben.open(code)
    ben.pack_all()
    assert refusal(ben, order) == "pack.done"
    assert refusal(ben, code) == "pack.unknown"


def test_a_tote_whose_order_waits_for_goods_goes_to_the_shelf(long_way: Yard) -> None:
    picker, (order,) = on_a_wave(long_way, {0: 5})
    short_of(picker, picker.lines[0], 2000)
    answer(long_way, "wait")
    picker.walked()
    picker.send()
    long_way.settle()
    assert refusal(packer(long_way), tote(picker, order)) == "pack.waits"


def test_an_order_of_which_nothing_was_found_is_not_packed(direct: Yard) -> None:
    picker, (order,) = on_a_wave(direct, {0: 5})
    picker.short(picker.lines[0], 5000)
    picker.send()
    assert refusal(packer(direct), tote(picker, order)) == "pack.empty"


def test_an_order_that_was_cancelled_is_not_packed(long_way: Yard) -> None:
    picker, (order,) = picked(long_way, {0: 5})
    packing = next(row for row in long_way.books.pickings.values() if row.type.name == "PACK")
    long_way.rig.someone_cancels(packing.id)
    long_way.clock.now += 1000
    long_way.pull()
    assert refusal(packer(long_way), tote(picker, order)) == "pack.gone"


def test_two_benches_do_not_pack_one_order_and_a_taken_over_one_counts_no_longer(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3})
    ben, bea = packer(direct), packer(direct, "Bea")
    code = tote(picker, order)
    (line,) = ben.open(code)["lines"]
    assert refusal(bea, code) == "pack.elsewhere"
    bea.open(code, take=True)
    ben.boxed(parcel_name(), line, 1000)
    assert ben.send() == [("conflict", "epoch.old")]
    assert direct.cases() == [("FUL-SCAN", "epoch.old")]
    bea.pack_all()
    follow(direct)
    assert direct.rig.raw_shipped(order) == 3


def test_what_comes_again_counts_once_and_after_the_bench_it_is_a_conflict(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3})
    ben = packer(direct)
    (line,) = ben.open(tote(picker, order))["lines"]
    box = parcel_name()
    first = ben.boxed(box, line, 3000)
    ben.facts.append(first)
    ben.close(box)
    ben.packed()
    assert [verdict for verdict, _ in ben.send()] == ["accepted", "duplicate", "accepted", "accepted"]
    ben.boxed(parcel_name(), line, 1000)
    assert ben.send() == [("conflict", "pack.over_already")]
    follow(direct)
    assert direct.rig.raw_shipped(order) == 3


def test_an_order_that_waits_for_goods_is_neither_opened_nor_validated(direct: Yard) -> None:
    picker, (order,) = picked(direct, {0: 3})
    ben, code = packer(direct), tote(picker, order)
    ben.open(code)
    direct.store.write(lambda uow: uow.sending.rest(ben.sheet["transfer"], "wait"))
    assert refusal(packer(direct, "Bea"), code) == "pack.waits"
    ben.pack_all()
    direct.run(120)
    assert states(direct, order) == [("OUT", "assigned")]
    direct.store.write(lambda uow: uow.sending.rest(ben.sheet["transfer"], "backorder"))
    direct.run(120)
    assert states(direct, order) == [("OUT", "done")]


@pytest.mark.parametrize("steps", [1, 3])
def test_every_answer_lost_once_doubles_nothing(store: Store, clock: Clock, steps: int) -> None:
    yard = with_boxes(store, clock, steps)
    picker, orders = picked(yard, {0: 5, 1: 2}, {2: 4})
    ben = packer(yard)
    yard.port = yard.rig.losing()
    boxes = []
    for order in orders:
        ben.open(tote(picker, order))
        boxes += ben.pack_all(boxes=2)
    follow(yard, SELDOM_MS)
    for name in boxes:
        ben.loaded(name)
    ben.send()
    follow(yard, SELDOM_MS)
    assert [yard.rig.raw_shipped(order) for order in orders] == [7, 4]
    numbers = [row.number for row in yard.store.read(lambda views: views.packing.truck_parcels(yard.w))]
    assert [len(yard.rig.raw_packages(number)) for number in numbers] == [1] * 4
    packed_in = "OUT" if steps == 1 else "PACK"
    packed = [row.id for row in yard.books.pickings.values() if row.type.name == packed_in]
    assert [yard.rig.raw_notes(transfer, "Ben") for transfer in packed] == [1, 1]
    assert yard.cases() == []


def test_the_wave_is_over_when_its_last_order_is_shipped(direct: Yard) -> None:
    picker, orders = picked(direct, {0: 3}, {1: 1})
    ben = packer(direct)
    for order, state in zip(orders, ("walked", "closed"), strict=True):
        ben.open(tote(picker, order))
        ben.pack_all()
        follow(direct)
        wave = direct.store.write(lambda uow: uow.floor.wave(picker.sheet["wave"]))
        assert wave is not None
        assert wave.state == state


@pytest.mark.parametrize("steps", [2, 3])
def test_an_order_cancelled_when_its_picks_were_validated_goes_back_to_its_bins_by_scan(
    store: Store, clock: Clock, steps: int
) -> None:
    chain = with_boxes(store, clock, steps)
    picker, (order,) = picked(chain, {0: 5, 1: 2})
    follow(chain)
    before = [chain.rig.raw_on_hand(chain.products[n], chain.bins[n]) for n in (0, 1)]
    (after,) = [row.id for row in chain.books.pickings.values() if row.order == order and row.state == "assigned"]
    chain.rig.someone_cancels(after)
    follow(chain)
    tasks = [row.task for row in chain.store.read(lambda views: views.tasks.listed(chain.w))]
    assert [(task.kind, task.qty_m, task.tote) for task in tasks] == [
        ("put_back", 5000, tote(picker, order)),
        ("put_back", 2000, tote(picker, order)),
    ]
    for task in tasks:
        body = {"task": task.id, "qty_m": task.qty_m, "from": None, "from_code": None, "to": task.target, "lot": None,
                "lot_name": None}  # fmt: skip
        event = picker.fact("task_done", body) | {"wave": None}
        picker.facts[-1] = event
        assert picker.send() == ["accepted"]
    follow(chain)
    now = [chain.rig.raw_on_hand(chain.products[n], chain.bins[n]) for n in (0, 1)]
    assert now == [before[0] + 5, before[1] + 2]
    assert chain.cases() == []
    assert chain.store.read(lambda views: views.tasks.listed(chain.w)) == []
