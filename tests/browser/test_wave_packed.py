"""A wave of twenty orders over the bench on a real Odoo, every kind of check met; then what Odoo's raw rows say."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.at_the_bench import AtTheBench
from tests.browser.bench import Station, begins
from tests.browser.conftest import DESK
from tests.browser.twenty import ORDERS, STREET, Twenty
from tests.browser.walk import rows
from tests.contract.real import shops
from tests.odoo_server import RealOdoo

PATIENCE_S = 90
ASKED = {"CK-DATA", "CK-KIT", "CK-ADDRESS", "CK-WEIGHT", "CQ-HAZMAT", "CQ-AGE", "CQ-1", "CQ-2"}

pytestmark = [pytest.mark.xdist_group("real-odoo"), pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture
def bench(browser: Browser) -> Iterator[Station]:
    """A bench that knows nothing yet."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    yield Station(context.new_page())
    context.close()


@pytest.fixture(params=[1, 3], ids=["1 step", "3 steps"])
def twenty(request: pytest.FixtureRequest, odoo: Callable[..., RealOdoo], tmp_path: Path) -> Iterator[Twenty]:
    """Picked, with the server running."""
    for shop in shops(odoo("bare_1step")):
        ready = Twenty(tmp_path / "floor", shop, request.param)
        with ready.server:
            yield ready


def test_a_wave_of_twenty_meets_every_check_and_odoo_has_each_box_once(bench: Station, twenty: Twenty) -> None:
    bench.arrive(twenty.server.base)
    begins(bench, twenty.server)
    packer = AtTheBench(bench, twenty)
    packer.pack(iter(ORDERS))
    packer.pack_without_carrier()
    if twenty.steps == 3:
        packer.load()
    bench.wait_until_uploaded()
    assert set(packer.boxes) == set(twenty.names)
    found = Found(twenty, set(twenty.names))
    found.has_each_box_once(packer.boxes)
    found.has_done_what_was_packed()
    found.has_its_papers(packer.boxes)
    found.has_the_street()
    assert {code for (code,) in rows(twenty.server, "SELECT DISTINCT code FROM pack_check")} == ASKED
    assert rows(twenty.server, "SELECT COUNT(*) FROM event WHERE verdict <> 'accepted'") == [(0,)]
    kinds = {type_ for (type_,) in rows(twenty.server, "SELECT type FROM \"case\" WHERE status <> 'resolved'")}
    assert kinds <= {"FUL-SHORT", "FUL-DATA", "INV-BIN", "INV-DIFF"}, kinds
    assert rows(twenty.server, "SELECT COUNT(*) FROM evidence") == [(1,)]


class Found:
    """What an administrator finds about these orders when all of them have left."""

    def __init__(self, twenty: Twenty, words: set[str]) -> None:
        self._twenty, self._admin = twenty, twenty.admin
        self._words = {twenty.names[word]: word for word in words}
        until = time.monotonic() + PATIENCE_S
        while len(self._outgoing("done")) < len(self._words):
            assert time.monotonic() < until, f"never left: {sorted(set(self._words) - set(self._outgoing('done')))}"
            time.sleep(0.5)
        self._gone = self._outgoing("done")
        self._lines = self._rows(
            "stock.move.line", [("picking_id", "in", [row["id"] for row in self._gone.values()])],
            "picking_id", "product_id", "quantity", "result_package_id",
        )  # fmt: skip

    def has_each_box_once(self, boxes: dict[str, list[tuple[str, int, int]]]) -> None:
        """Its number, its weight, its kind, and how much is in it."""
        packages = self._rows("stock.package", [], "name", "shipping_weight", "package_type_id")
        inside: Counter[int] = Counter()
        for line in self._lines:
            inside[line["result_package_id"]] += round(line["quantity"])
        there = [(row["name"], round(row["shipping_weight"] * 1000), inside[row["id"]]) for row in packages
                 if row["id"] in inside]  # fmt: skip
        assert sorted(there) == sorted(box for its in boxes.values() for box in its)
        assert all(row["package_type_id"] for row in packages if row["id"] in inside)

    def has_done_what_was_packed(self) -> None:
        """One document a step, done; what was picked, with its carrier; and nothing waits but what was short."""
        every = self._rows(
            "stock.picking", [("sale_id.name", "in", list(self._words))], "state", "sale_id", "backorder_id"
        )
        states = Counter((row["state"], bool(row["backorder_id"])) for row in every)
        open_ = {state for state, is_rest in states if is_rest}
        assert states["done", False] == self._twenty.steps * len(self._words)
        assert sum(many for (_, is_rest), many in states.items() if is_rest) == 1
        assert open_.isdisjoint({"done", "cancel"})
        skus = {row["id"]: row["default_code"] for row in self._rows("product.product", [], "default_code")}
        left = Counter[tuple[str, str]]()
        for line in self._lines:
            left[self._words[self._order_of(line["picking_id"])], skus[line["product_id"]]] += round(line["quantity"])
        ordered = {word: ORDERS.get(word, {"GLOBE": 1}) for word in self._words.values()}
        ordered |= {"kit": {"SAUCER": 1, "POT": 1}, "short": {"PLATE": 1}}
        assert left == {(word, sku): n for word, its in ordered.items() for sku, n in its.items()}
        carriers = {word: name for name, word in self._carriers()}
        assert carriers == {word: "Post" if word == "carrier" else "DHL" for word in self._words.values()}

    def has_its_papers(self, boxes: dict[str, list[tuple[str, int, int]]]) -> None:
        """A tracking number and a label for each box, on the document it left with, and who packed it, once."""
        ids = {row["id"]: self._words[name] for name, row in self._gone.items()}
        until = time.monotonic() + PATIENCE_S
        wanted = sorted((word, number) for word, its in boxes.items() for number, *_ in its)
        while sorted(self._papers(ids)) != wanted:
            assert time.monotonic() < until, (sorted(self._papers(ids)), wanted)
            time.sleep(0.5)
        refs = self._rows("stock.picking", [("id", "in", list(ids))], "carrier_tracking_ref")
        told = {ids[row["id"]]: sorted((row["carrier_tracking_ref"] or "").split(",")) for row in refs}
        assert told == {word: sorted(number for number, *_ in its) for word, its in boxes.items()}
        names = list(self._words)
        packed = [("sale_id.name", "in", names), ("state", "=", "done")]
        on = [row["id"] for row in self._rows("stock.picking", packed)]
        said = self._rows("mail.message", [("model", "=", "stock.picking"), ("res_id", "in", on),
                                           ("body", "like", "Packed by Ben.")], "res_id")  # fmt: skip
        assert len(said) == len({row["res_id"] for row in said}) == len(names)

    def has_the_street(self) -> None:
        """At the customer, and the documents go there."""
        (row,) = self._rows("res.partner", [("name", "=", "To address")], "street")
        assert row["street"] == STREET
        to = self._rows("stock.picking", [("sale_id.name", "=", self._twenty.names["address"])], "partner_id")
        assert {one["partner_id"] for one in to} == {row["id"]}

    def _papers(self, ids: dict[int, str]) -> list[tuple[str, str]]:
        on = [("res_model", "=", "stock.picking"), ("res_id", "in", list(ids)), ("name", "like", ".pdf")]
        return [
            (ids[row["res_id"]], row["name"].removesuffix(".pdf"))
            for row in self._rows("ir.attachment", on, "name", "res_id")
        ]

    def _carriers(self) -> list[tuple[str, str]]:
        names = {row["id"]: row["name"] for row in self._rows("delivery.carrier", [], "name")}
        return [(names[row["carrier_id"]], self._words[name]) for name, row in self._gone.items()]

    def _outgoing(self, state: str) -> dict[str, dict[str, Any]]:
        """Of these orders, by name."""
        domain = [
            ("sale_id.name", "in", list(self._words)),
            ("picking_type_code", "=", "outgoing"),
            ("state", "=", state),
        ]
        sales = {row["id"]: row["name"] for row in self._rows("sale.order", [], "name")}
        return {sales[row["sale_id"]]: row for row in self._rows("stock.picking", domain, "sale_id", "carrier_id")}

    def _order_of(self, picking: int) -> str:
        return next(name for name, row in self._gone.items() if row["id"] == picking)

    def _rows(self, model: str, domain: list[Any], *fields: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._admin.call(model, "search_read", domain, ["id", *fields], load="")
        return sorted(found, key=itemgetter("id"))
