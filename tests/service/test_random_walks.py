"""Walks of the device's own engine against the intake: both ends agree on every line, however the facts arrive."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from tests.house.test_js import NODE_ARGS
from tests.tools.report import ROOT
from tests.worker.yard import Clock, Picker, Yard, random_orders
from warehouse_app.service.ports.store import Store

ORDERS = int(os.environ.get("WALK_ORDERS", "36"))
SEED = int(os.environ.get("WALK_SEED", "1"))
Walk = dict[str, Any]


@pytest.fixture
def walks(store: Store, node: str) -> list[tuple[Picker, Walk]]:
    """Many waves, each with its picker, and what the engine made of a walk on its sheet."""
    yard = Yard(store, Clock())
    for number, product in enumerate(yard.products):  # a piece and a case of three, so that there is something to scan
        codes = ((f"P-{number:02d}", 1000), (f"C-{number:02d}", 3000))
        known = yard.books.products[product]
        known.card = replace(known.card, codes=codes)
    random_orders(yard, Random(SEED), ORDERS)
    yard.open()
    pickers = [yard.picker(wave) for wave in yard.release(per_wave=3)]
    asked = [{"sheet": picker.sheet, "seed": SEED * 1000 + n} for n, picker in enumerate(pickers)]
    command = [node, *NODE_ARGS[:2], "tests/js/tell-walks.js"]
    ran = subprocess.run(command, input=json.dumps(asked).encode(), cwd=ROOT, capture_output=True, check=True)
    return list(zip(pickers, json.loads(ran.stdout), strict=True))


def test_engine_and_server_agree_and_no_fact_of_one_device_is_a_conflict(walks: list[tuple[Picker, Walk]]) -> None:
    facts = 0
    for picker, walk in walks:
        events = _events(picker, walk)
        assert _verdicts(picker, events) <= {"accepted"}
        assert _lines(picker) == walk["lines"]
        facts += len(events)
    assert len(walks) >= ORDERS / 4
    assert facts > 5 * len(walks)


def test_doubled_cut_and_replayed_uploads_end_where_one_clean_upload_does(walks: list[tuple[Picker, Walk]]) -> None:
    for number, (picker, walk) in enumerate(walks):
        events = _events(picker, walk)
        for batch in _stumbling(events, Random(SEED + number)):
            assert _verdicts(picker, batch) <= {"accepted", "duplicate"}
        assert _lines(picker) == walk["lines"]
        assert _verdicts(picker, events) <= {"duplicate"}
        assert _lines(picker) == walk["lines"]


def _stumbling(events: list[Any], chance: Random) -> Iterator[list[Any]]:
    """Batches in order; of some the answer is lost and they come again, whole, in part or from the very start."""
    sent = 0
    while sent < len(events):
        size = chance.randint(1, 12)
        yield events[sent : sent + size]
        if chance.random() < 0.4:
            yield events[chance.choice((0, sent, sent + size // 2)) : sent + size]
        sent += size


def _events(picker: Picker, walk: Walk) -> list[dict[str, Any]]:
    return [picker.fact(fact["kind"], fact["body"]) | {"id": fact["id"]} for fact in walk["facts"]]


def _verdicts(picker: Picker, events: list[dict[str, Any]]) -> set[str]:
    picker.facts = list(events)
    return set(picker.send())


def _lines(picker: Picker) -> list[list[int]]:
    wave = picker.sheet["wave"]
    found = picker.yard.store.read(lambda views: views.sheet_facts(wave))
    assert found is not None
    here = {line.id: [line.id, line.picked_m, line.short_m] for line in found.lines}
    return [here[line["id"]] for line in sorted(picker.lines, key=lambda line: line["id"])]
