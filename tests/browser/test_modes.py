"""Discrete and batch with real key events: the tote asked once, the goods of several orders in one count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.handheld import Handheld
from tests.browser.walk import begin, rows
from tests.running import Server

pytestmark = pytest.mark.xdist_group("modes")


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A demo that releases in the way the test names."""
    with Server(tmp_path / "shop", WAREHOUSE_PICKING_MODE=request.param) as running:
        yield running


@pytest.mark.parametrize("server", ["discrete"], indirect=True)
def test_one_order_names_its_tote_once_and_is_counted_into_it(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    first, *_ = walk.sheet["lines"]
    assert len(walk.sheet["totes"]) == 1
    assert handheld.seen()[1] == "first_tote"
    handheld.refused(walk.place(first))
    assert handheld.seen()[1] == "first_tote"
    handheld.scan(first["tote"])
    for line in walk.sheet["lines"]:
        assert handheld.seen()[1] in ("location", "product")
        walk.count(line)
    handheld.is_at(["finish"], 1)
    walk.finish()
    assert rows(server, "SELECT DISTINCT tote FROM pick") == [(first["tote"],)]
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]


@pytest.mark.parametrize("server", ["batch"], indirect=True)
def test_the_goods_of_several_orders_are_one_count_and_a_fact_for_each(handheld: Handheld, server: Server) -> None:
    walk = begin(handheld, server)
    lines = walk.sheet["lines"]
    assert walk.sheet["totes"] == []
    groups: dict[int, list[int]] = {}
    for line in lines:
        groups.setdefault(line.get("together", line["id"]), []).append(line["demand_m"])
    assert any(len(demands) > 1 for demands in groups.values())
    for line in (line for line in lines if line["id"] in groups):
        walk.count(line | {"demand_m": sum(groups[line["id"]])})
    handheld.is_at(["finish"], 1)
    walk.finish()
    picked = rows(server, "SELECT line, SUM(qty_m) FROM pick GROUP BY line ORDER BY line")
    assert picked == sorted((line["id"], line["demand_m"]) for line in lines)
    assert rows(server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]
