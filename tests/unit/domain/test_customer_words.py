"""What a template may say, and that what is filled in stays text."""

from __future__ import annotations

import pytest

from warehouse_app.domain.customer_words import (
    FIELDS,
    LANGUAGES,
    SUBJECT_MAX,
    TEXT_MAX,
    Template,
    checked,
    code_of,
    filled,
    template_of,
)
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.shipped_templates import shipped_templates
from warehouse_app.service.shipped_types import shipped_types

FACTS = {"order": "S00012", "shop": "Hall", "goods": "2 Tea", "number": "R-00001-8", "why": "late", "result": "fine"}
HOSTILE = "<script>alert(1)</script> {shop} ^XZ \u202eabc \U0001f600 " + "x" * 10_000


def refusal(subject: str, text: str, key: str = "delay", lang: str = "en") -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as refused:
        checked(key, lang, subject, text)
    return refused.value.key, refused.value.facts


def test_every_template_is_shipped_in_every_language_off_and_passes_its_own_check() -> None:
    rules = {code: body for _, code, _, body in shipped_templates()}
    assert rules.keys() == {code_of(key, lang) for key in FIELDS for lang in LANGUAGES}
    for code, body in rules.items():
        one = template_of(code, body)
        assert not one.on
        assert checked(one.key, one.lang, one.subject, one.text) == one
        said = filled(one, FACTS)
        assert said is not None
        assert "S00012" in said[0]
        assert "{" not in said[0] + said[1]


def test_every_type_that_tells_the_customer_something_has_a_template_for_it() -> None:
    types = {code: body for kind, code, _, body in shipped_types() if kind == "case_type"}
    told = {type_of(code, types).customer for code in types} - {None, "by_decision"}
    assert told <= FIELDS.keys()


@pytest.mark.parametrize(
    "text", ["{goods} {who}", "{order", "order}", "{}", "{{order}}", "{order.__class__}", "{ order }"]
)
def test_a_field_that_cannot_be_filled_is_named_with_those_that_can(text: str) -> None:
    key, facts = refusal("Order", text)
    assert (key, facts["fields"]) == ("template.field", "order, shop, goods")
    assert refusal(text, "Words")[0] == "template.field"


def test_a_field_of_another_template_is_refused() -> None:
    assert refusal("{goods}", "Words", "refund_done")[0] == "template.field"


def test_a_text_has_both_parts_fits_and_can_be_read() -> None:
    assert refusal(" ", "Words")[0] == refusal("Order", " \n ")[0] == "template.empty"
    assert refusal("x" * (SUBJECT_MAX + 1), "Words")[0] == refusal("Order", "x" * (TEXT_MAX + 1))[0] == "template.long"
    assert refusal("Order\u202e", "Words")[0] == refusal("Order", "a\u0007")[0] == "template.letters"
    assert refusal("Order", "Words", "unheard_of")[0] == refusal("Order", "Words", lang="xx")[0] == "template.unknown"


def test_a_subject_is_one_line_and_a_text_keeps_its_own() -> None:
    one = checked("delay", "de", "  Bestellung\n {order} ", "Guten Tag,\r\n\r\n{goods}\n")
    assert (one.subject, one.text, one.on) == ("Bestellung {order}", "Guten Tag,\n\n{goods}", False)


def test_hostile_facts_stay_text_on_their_line() -> None:
    said = filled(Template("delay", "en", "{order}", "a\n{goods}\nb"), {"order": "S1\nBcc: x@y.z", "goods": HOSTILE})
    assert said is not None
    assert said[0] == "S1 Bcc: x@y.z"
    assert "<script>alert(1)</script> {shop} ^XZ" in said[1]
    assert "\u202e" not in said[1]
    assert len(said[1].split("\n")) == 3


def test_what_is_not_known_is_not_said() -> None:
    one = Template("delay", "en", "Order {order}", "{goods}")
    assert filled(one, {"order": "S1"}) is None
    assert filled(one, {"order": "S1", "goods": ""}) is None
    assert filled(one, {"order": "S1", "goods": "Tea"}) == ("Order S1", "Tea")
