"""The gate's rules: what each finds, what it lets pass, what it cannot judge; the same order twice; past orders."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from warehouse_app.domain.gate.binding import FACTS, asked, is_bound, read, unbound, wrong
from warehouse_app.domain.gate.duplicates import Twin, first_alike, first_called_so, window
from warehouse_app.domain.gate.facts import Facts, Marks
from warehouse_app.domain.gate.judge import Verdict, case_key, held, judge, tried
from warehouse_app.domain.gate.rules import RULES, is_off
from warehouse_app.service.shipped_gate import shipped_gate

NOW = 1_790_000_000_000
MINUTE = 60_000
SHIPPED = {code: body for kind, code, _, body in shipped_gate() if kind == "gate"}
CLEAN = Facts(
    lines=1, ordered_at=NOW - 600 * MINUTE, total=2000, paid=2000, terms=False, credit=False, lacks=(), longest=20,
    post_box=False, phone=True, email=True, country="DE", home="DE", prices=(("A", 100, 0),), free=(), untaxed=(),
    fiscal="ok", stock="full", oversold=(), weightless=(), sizeless=("A",), carrier="DHL", goes=True, reference="W1",
    channel="Web", fraud=0, held=False, promised=NOW + MINUTE, latest=None, hazmat=False, customs=(),
)  # fmt: skip
ONE = Twin(1, "S1", CLEAN.ordered_at, "W1", Marks(7, ("mail",), "goods", "there"))
# Of each rule: facts that it finds something in, and what it says.
FOUND: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "GT-PAID": ({"paid": 0}, {"paid": 0, "total": 2000}),
    "GT-AMOUNT": ({"paid": 1900}, {"paid": 1900, "total": 2000}),
    "GT-FRAUD": ({"fraud": 100}, {"score": 100}),
    "GT-CREDIT": ({"credit": True}, {}),
    "GT-HOLD": ({"held": True}, {}),
    "GT-ADDRESS": ({"lacks": ("zip",)}, {"lacks": ["zip"]}),
    "GT-BOX": ({"post_box": True}, {"carrier": "DHL"}),
    "GT-CONTACT": ({"phone": False, "email": False}, {"lacks": ["phone", "email"]}),
    "GT-CUSTOMS": ({"country": "CH", "customs": ("A",)}, {"goods": ["A"]}),
    "GT-PRICE": ({"prices": (("A", 69, 0),)}, {"goods": ["A"], "percent": 69}),
    "GT-TAX": ({"untaxed": ("A",)}, {"goods": ["A"]}),
    "GT-STOCK": ({"stock": "part"}, {"stock": "part"}),
    "GT-OVERSOLD": ({"oversold": ("A",)}, {"goods": ["A"]}),
    "GT-MEASURES": ({"weightless": ("A",)}, {"goods": ["A"]}),
    "GT-CARRIER": ({"carrier": None}, {"carrier": ""}),
    "GT-HAZMAT": ({"hazmat": True}, {"carrier": "DHL"}),
    "GT-LATE": ({"promised": NOW - 1}, {"due": NOW - 1}),
}


def verdicts(facts: Facts, code: str, mode: str = "on", **body: Any) -> tuple[Verdict, ...]:
    return judge(facts, {code: {**SHIPPED[code], "mode": mode, **body}}, ONE, [ONE], NOW)


def finds(code: str, facts: Facts, **body: Any) -> bool:
    return bool(held(verdicts(facts, code, **body)))


def test_every_rule_is_shipped_has_a_type_and_is_tried_here() -> None:
    assert set(SHIPPED) == set(RULES) == {*FOUND, "GT-ALIKE", "GT-REFERENCE"}
    assert all(body["mode"] in ("trial", "off") for body in SHIPPED.values())


@pytest.mark.parametrize("code", FOUND)
def test_a_rule_finds_what_it_is_for_and_lets_a_clean_order_pass(code: str) -> None:
    changed, why = FOUND[code]
    assert verdicts(replace(CLEAN, **changed), code) == (Verdict(code, "held", why),)
    assert verdicts(replace(CLEAN, **changed), code, mode="trial") == (Verdict(code, "trial", why),)
    assert verdicts(replace(CLEAN, **changed), code, mode="off") == ()
    assert verdicts(CLEAN, code) == ()


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.needs])
def test_a_rule_that_lacks_a_fact_neither_holds_nor_passes(code: str) -> None:
    for fact in RULES[code].needs:
        unknown: dict[str, Any] = {fact: None}
        assert verdicts(replace(CLEAN, **unknown), code) == (Verdict(code, "blind", {"facts": [fact]}),)


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.bound])
def test_a_rule_whose_fact_is_bound_to_nothing_is_off(code: str) -> None:
    changed = FOUND.get(code, ({}, {}))[0]
    assert verdicts(replace(CLEAN, **changed, unbound=RULES[code].bound), code) == ()
    assert is_off(code, RULES[code].bound) == RULES[code].bound


def test_a_rule_for_some_countries_or_channels_means_no_other_order() -> None:
    unpaid = replace(CLEAN, paid=0)
    assert finds("GT-PAID", unpaid, countries="at, de", channels="Web")
    assert not finds("GT-PAID", unpaid, countries="AT")
    assert not finds("GT-PAID", replace(unpaid, channel=None), channels="Web")


def test_money_has_time_to_arrive_and_terms_are_as_good_as_money() -> None:
    young = replace(CLEAN, paid=0, ordered_at=NOW - 239 * MINUTE)
    assert not finds("GT-PAID", young)
    assert finds("GT-PAID", young, within=200)
    assert not finds("GT-PAID", replace(CLEAN, paid=0, terms=True))
    assert not finds("GT-PAID", replace(CLEAN, paid=0, total=0))
    assert not finds("GT-AMOUNT", replace(CLEAN, paid=1995))


def test_figures_and_names_of_a_rule_count() -> None:
    assert finds("GT-FRAUD", replace(CLEAN, fraud=50), figure=50)
    assert not finds("GT-FRAUD", replace(CLEAN, fraud=49), figure=50)
    assert finds("GT-ADDRESS", replace(CLEAN, longest=36))
    assert finds("GT-PRICE", replace(CLEAN, prices=(("A", 100, 31),)))
    assert finds("GT-PRICE", replace(CLEAN, free=("A",)))
    assert not finds("GT-PRICE", replace(CLEAN, prices=(("A", None, 0),)))
    assert finds("GT-MEASURES", CLEAN, figure=1)
    assert finds("GT-CARRIER", CLEAN, carriers="DPD")
    assert finds("GT-CARRIER", replace(CLEAN, goes=False))
    assert finds("GT-CONTACT", replace(CLEAN, phone=False), carriers="DHL")
    assert not finds("GT-CONTACT", replace(CLEAN, phone=False))
    assert not finds("GT-CUSTOMS", replace(CLEAN, country="FR", customs=("A",)))
    assert not finds("GT-HAZMAT", replace(CLEAN, hazmat=True), carriers="DHL")
    assert not finds("GT-LATE", replace(CLEAN, promised=NOW - 1, latest=NOW + 1))


def test_what_was_let_go_holds_no_more_while_the_same_is_found() -> None:
    rules = {"GT-AMOUNT": {**SHIPPED["GT-AMOUNT"], "mode": "on"}}
    said = {"GT-AMOUNT": {"why": {"paid": 1900, "total": 2000}}}
    same = judge(replace(CLEAN, paid=1900), rules, ONE, [], NOW, said)
    assert [one.kind for one in same] == ["let_go"]
    assert held(judge(replace(CLEAN, paid=1800), rules, ONE, [], NOW, said))


def test_facts_are_kept_and_come_back_the_same() -> None:
    assert Facts.from_data(json.loads(json.dumps(CLEAN.as_data()))) == CLEAN
    assert Facts.from_data({"later": 1, "total": 5}) == Facts(total=5)


def test_the_later_of_two_alike_is_the_double_and_only_soon_after() -> None:
    first = replace(ONE, id=1, ordered_at=NOW, reference=None)
    second = replace(first, id=2, name="S2", ordered_at=NOW + 10 * MINUTE)
    assert first_alike(second, [first, second], 30) == first
    assert first_alike(first, [first, second], 30) is None
    assert first_alike(second, [first], 9) is None
    by_mail = replace(second, marks=replace(second.marks, customer=8))
    assert first_alike(by_mail, [first], 30) == first
    for other in ({"items": "else"}, {"to": "elsewhere"}, {"customer": 8, "contacts": ()}):
        assert first_alike(replace(second, marks=replace(second.marks, **other)), [first], 30) is None
    assert window([first, second], 30) == (NOW - 30 * MINUTE, NOW + 10 * MINUTE)


def test_one_reference_is_one_order_of_one_channel() -> None:
    first = replace(ONE, channel="Web")
    second = replace(first, id=2, name="S2", ordered_at=(first.ordered_at or 0) + 1)
    assert first_called_so(second, [first, second]) == first
    assert first_called_so(replace(second, channel="Shop"), [first]) is None
    assert first_called_so(replace(second, reference=None), [first]) is None


def test_a_rule_is_tried_on_orders_of_the_past_as_if_it_were_on() -> None:
    orders = [
        (replace(CLEAN, carrier=None if n % 3 == 0 else "DHL"), replace(ONE, id=n, name=f"S{n}", reference=f"W{n}"))
        for n in range(9)
    ]
    found = tried("GT-CARRIER", SHIPPED["GT-CARRIER"], orders, NOW)
    assert (found.orders, found.held, found.blind, found.names) == (9, 3, 0, ("S0", "S3", "S6"))
    blind = tried("GT-PAID", SHIPPED["GT-PAID"], [(replace(facts, paid=None), twin) for facts, twin in orders], NOW)
    assert (blind.held, blind.blind) == (0, 9)
    twice = [(CLEAN, replace(ONE, id=n, name=f"S{n}", ordered_at=NOW + n)) for n in (1, 2)]
    assert tried("GT-REFERENCE", SHIPPED["GT-REFERENCE"], twice, NOW).names == ("S2",)
    assert tried("GT-ALIKE", SHIPPED["GT-ALIKE"], twice, NOW).names == ("S2",)


def test_a_case_of_the_gate_is_one_that_only_letting_go_ends() -> None:
    assert case_key("GT-PAID", 7) == "PAY-CAPTURE|hold|GT-PAID.7"


def test_the_fact_map_asks_for_each_field_once_and_knows_what_is_bound_to_nothing() -> None:
    bindings: dict[str, dict[str, Any]] = {
        "channel": {"how": "field", "field": "sale.order:team_id"},
        "customer_class": {"how": "field", "field": "sale.order:team_id"},
        "hazmat": {"how": "constant", "value": "0"},
        "held": {"how": "none"},
    }
    assert asked(bindings) == ["sale.order:team_id"]
    assert set(unbound(bindings)) == set(FACTS) - {"channel", "customer_class", "hazmat"}
    assert not is_bound(None)


@pytest.mark.parametrize(
    ("fact", "body", "values", "says"),
    [
        ("channel", {"how": "field", "field": "m:f"}, {"m:f": "Web"}, "Web"),
        ("channel", {"how": "field", "field": "m:f"}, {"m:f": ("a", "b")}, "a, b"),
        ("channel", {"how": "field", "field": "m:f"}, {"m:f": None}, None),
        ("fraud", {"how": "field", "field": "m:f"}, {"m:f": 70}, 70),
        ("fraud", {"how": "field", "field": "m:f"}, {"m:f": True}, 100),
        ("fraud", {"how": "field", "field": "m:f"}, {"m:f": None}, 0),
        ("fraud", {"how": "field", "field": "m:f"}, {}, None),
        ("held", {"how": "field", "field": "m:f", "value": "stop, wait"}, {"m:f": "Wait"}, True),
        ("held", {"how": "field", "field": "m:f"}, {"m:f": False}, False),
        ("fraud", {"how": "tag", "field": "m:f", "value": "check"}, {"m:f": ("Check",)}, 100),
        ("hazmat", {"how": "constant", "value": "1"}, {}, True),
        ("promised", {"how": "field", "field": "m:f"}, {"m:f": 5}, 5),
        ("promised", {"how": "field", "field": "m:f"}, {"m:f": "soon"}, None),
        ("held", {"how": "none"}, {}, None),
    ],
)
def test_a_bound_fact_is_read_as_what_it_is(fact: str, body: dict[str, Any], values: dict[str, Any], says: Any) -> None:
    assert read(fact, body, values) == says


@pytest.mark.parametrize(
    ("fact", "body", "key"),
    [
        ("channel", {"how": "field", "field": "m:text"}, None),
        ("channel", {"how": "field", "field": "m:none"}, "fact.field"),
        ("promised", {"how": "field", "field": "m:text"}, "fact.type"),
        ("hazmat", {"how": "tag", "field": "m:tags", "value": "x"}, None),
        ("hazmat", {"how": "tag", "field": "m:tags"}, "fact.tag"),
        ("channel", {"how": "tag", "field": "m:tags", "value": "x"}, "fact.tag"),
        ("fraud", {"how": "constant", "value": "much"}, "fact.value"),
        ("promised", {"how": "constant", "value": "1"}, "fact.value"),
        ("channel", {"how": "constant", "value": "\x00"}, "fact.how"),
        ("channel", {"how": "none"}, None),
    ],
)
def test_what_cannot_say_a_fact_is_not_bound_to_it(fact: str, body: dict[str, Any], key: str | None) -> None:
    assert wrong(fact, body, {"m:text": "char", "m:tags": "many2many"}) == key
