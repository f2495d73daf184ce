"""Segments: ordered rules say which path an order takes, and every path says why."""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.domain.carts import Cart, FreeTransfer
from warehouse_app.domain.releasing import propose
from warehouse_app.domain.segments import USUAL, About, Path, path_of
from warehouse_app.domain.wave_templates import Templates

ORDER = About(1, "B2B, Pallet", channel="Web", customer_class="A", carrier="DHL", country="DE", value=12_050)


def rule(**named: object) -> dict[str, dict[str, object]]:
    return {"SG-1": {"on": True, "name": "Own", "lane": "single", **named}}


def test_the_first_rule_that_fits_decides_and_says_why() -> None:
    rules = {
        "SG-1": {"on": False, "lane": "alone"},
        "SG-2": {"on": True, "methods": "DPD", "lane": "alone"},
        "SG-3": {"on": True, "methods": "dpd, dhl", "size": "one", "lane": "single", "boost": 3, "name": "Quick"},
        "SG-4": {"on": True, "lane": "mixed"},
    }
    because = (("size", "1"), ("methods", "DHL"))
    assert path_of(ORDER, rules) == Path("SG-3", "Quick", "single", 3, because)
    assert path_of(replace(ORDER, lines=2), rules).code == "SG-4"


def test_each_thing_a_rule_names_must_hold() -> None:
    fits = {
        "size": "one", "types": "pallet", "channels": "Web", "classes": "a", "methods": "DHL", "countries": "DE, AT",
        "value_from": 120, "value_to": 121,
    }  # fmt: skip
    assert path_of(ORDER, rule(**fits)).code == "SG-1"
    misses = {
        "size": "several", "types": "Gift", "channels": "Shop", "classes": "B", "methods": "Post", "countries": "CH",
        "value_from": 121, "value_to": 120,
    }  # fmt: skip
    for name, value in misses.items():
        assert path_of(ORDER, rule(**fits | {name: value})) == USUAL, name


def test_what_nobody_knows_fits_no_rule_that_asks_for_it() -> None:
    lists = {"types": "B2B"}, {"classes": "A"}, {"countries": "DE"}
    for named in ({"size": "one"}, {"value_from": 1}, {"value_to": 1}, *lists):
        assert path_of(About(), rule(**named)) == USUAL
    assert path_of(About(), rule()).code == "SG-1"


def test_one_tag_of_several_is_enough_and_the_path_shows_them_all() -> None:
    assert path_of(ORDER, rule(types="Export, b2b")).because == (("types", "B2B, Pallet"),)
    assert path_of(ORDER, rule(types="B2")) == USUAL


def test_no_cart_has_orders_of_two_lanes_and_one_that_goes_alone_shares_with_nobody() -> None:
    pool = [
        FreeTransfer(n, f"S{n}", "DHL", None, urgent, 1, n, lane)
        for n, (lane, urgent) in enumerate(
            [("mixed", 0), ("single", 0), ("alone", 0), ("single", 2), ("mixed", 0), ("alone", 0)]
        )
    ]
    proposals = propose(pool, {"DHL": 100}, Templates.alike(Cart(8, 30)))
    assert [one.ids for one in proposals] == [(3, 1), (0, 4), (2,), (5,)]
    assert {one.carrier for one in proposals} == {"DHL"}
