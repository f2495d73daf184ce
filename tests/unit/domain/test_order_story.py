"""Where an order is, in one sentence: every state of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warehouse_app.domain.cases import PACK_BUFFER
from warehouse_app.domain.order_story import Document, Hold, Missing, Order, Stopped, sentence, truck

NOW = 1_790_000_000_000
SOON = NOW + PACK_BUFFER + 1
PICK = Document(demand_m=7000, wave="W-0012", wave_state="claimed", totes=("T-118",), cutoff_at=SOON, carrier="DHL")
DONE = Document(state="done", ended_at=NOW - 5, carrier="DHL")
PACKED = replace(PICK, picked_m=7000, packed_m=7000, packed_at=NOW - 9)


def keys(order: Order) -> list[str]:
    return [key for key, _ in sentence(order, NOW)]


def of(*documents: Document) -> Order:
    return Order(documents=documents)


def test_the_sentence_of_the_brief() -> None:
    order = of(replace(PICK, picked_m=6000, missing=(Missing("4711", 1000, "wait"),)))
    assert sentence(order, NOW) == [
        ("in_tote", {"tote": "T-118"}),
        ("picked_of", {"n_m": 6000, "of_m": 7000}),
        ("waits_for", {"n_m": 1000, "sku": "4711"}),
        ("truck_reached", {"carrier": "DHL", "at": SOON}),
    ]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(), ["none"]),
        (of(replace(PICK, wave=None, cutoff_at=None)), ["nobody", "no_wave"]),
        (of(replace(PICK, wave_state="released", totes=())), ["nobody", "in_wave", "truck_reached"]),
        (of(PICK), ["nobody", "in_taken_wave", "truck_reached"]),
        (of(replace(PICK, missing=(Missing("4711", 7000),))), ["in_tote", "picked_of", "asks", "truck_reached"]),
        (of(replace(PICK, picked_m=7000)), ["in_tote", "all_picked", "in_taken_wave", "truck_reached"]),
        (of(replace(PICK, picked_m=7000, wave_state="walked")),
         ["in_tote", "all_picked", "waits_for_bench", "truck_reached"]),
        (of(replace(PICK, picked_m=6000, wave_state="walked")),
         ["in_tote", "picked_of", "waits_for_bench", "truck_reached"]),
        (of(replace(PICK, picked_m=1, totes=())), ["picked_of", "truck_reached"]),
        (of(replace(PICK, picked_m=7000, bench_at=NOW)), ["at_bench", "packed_of", "truck_reached"]),
        (of(PACKED), ["packed", "waits_for_truck", "truck_reached"]),
        (replace(of(PACKED), parcels=(None, None)), ["packed_in", "waits_for_truck", "truck_reached"]),
        (replace(of(PACKED), parcels=(NOW,)), ["packed_one", "truck_reached"]),
        (of(replace(DONE, state="cancelled")), ["cancelled"]),
        (replace(of(replace(DONE, state="cancelled")), put_back_m=2000), ["cancelled", "put_back"]),
        (of(DONE), ["left"]),
        (of(replace(DONE, ended_at=None)), ["left_then"]),
        (replace(of(DONE), parcels=(NOW - 2, NOW - 1)), ["packed_in", "left"]),
        (of(DONE, replace(PICK, wave=None)), ["partly", "left", "rest", "nobody", "no_wave", "truck_reached"]),
        (replace(of(DONE), returns=(("R-1", "received"),)), ["returned", "left"]),
        (replace(of(DONE), returns=(("R-1", "received"), ("R-2", "authorised"))), ["return_announced", "left"]),
        (replace(of(DONE), returns=(("R-1", "cancelled"),)), ["left"]),
        (replace(of(PICK), cleared=False), ["nobody", "in_taken_wave", "not_cleared", "truck_reached"]),
        (replace(of(PICK), stops=(Stopped("CUS-ADDRESS", "service", NOW),) * 2),
         ["nobody", "in_taken_wave", "stopped", "truck_reached"]),
        (replace(of(PICK), hold=Hold("HD-PAYMENT", "finance", NOW)), ["held"]),
        (replace(of(DONE), hold=Hold("HD-PAYMENT", "finance", NOW)), ["left"]),
    ],
)  # fmt: skip
def test_each_state_has_its_words(order: Order, expected: list[str]) -> None:
    assert keys(order) == expected


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (("pick",), ["in_tote", "all_picked", "in_taken_wave", "truck_reached"]),
        (("pick-done", "pack"), ["in_tote", "waits_for_bench", "truck_reached"]),
        (("pick-done", "pack-done", "ship"), ["packed", "waits_for_truck", "truck_reached"]),
        (("pick-done", "pack-done", "ship-done"), ["left"]),
        (("pick-done",), ["picked_only"]),
        (("pick", "pack", "ship"), ["in_tote", "all_picked", "in_taken_wave", "truck_reached"]),
    ],
)
def test_with_three_steps_the_earliest_open_one_is_told(documents: tuple[str, ...], expected: list[str]) -> None:
    made = [
        replace(
            PICK,
            step=name.partition("-")[0],
            leaves=name.startswith("ship"),
            picked_m=7000,
            state="done" if name.endswith("done") else "open",
            ended_at=NOW - 1 if name.endswith("done") else None,
        )
        for name in documents
    ]
    assert keys(of(*made)) == expected


@pytest.mark.parametrize(
    ("decision", "key"),
    [
        ("open", "asks"),
        ("found", "fetched"),
        ("wait", "waits_for"),
        ("ship_short", "goes_without"),
        ("cancel", "without"),
    ],
)
def test_what_is_missing_is_told_by_what_was_decided(decision: str, key: str) -> None:
    order = of(replace(PICK, picked_m=1000, missing=(Missing("4711", 1000, decision),)))
    assert key in keys(order)


def test_what_nobody_has_decided_is_told_first() -> None:
    order = of(replace(PICK, picked_m=1000, missing=(Missing("A", 1000, "wait"), Missing("B", 1000))))
    assert [key for key in keys(order) if key in ("asks", "waits_for")] == ["asks", "waits_for"]


@pytest.mark.parametrize(
    ("minutes", "is_packed", "key"),
    [(20, False, "truck_reached"), (19, False, "truck_missed"), (19, True, "truck_reached"), (0, True, "truck_gone")],
)
def test_a_truck_is_reached_with_the_time_a_box_needs(minutes: int, is_packed: bool, key: str) -> None:
    assert [name for name, _ in truck("DHL", NOW + minutes * 60_000, NOW, is_packed)] == [key]


def test_without_a_truck_nothing_is_said_of_one() -> None:
    assert truck("DHL", None, NOW, is_packed=False) == []
