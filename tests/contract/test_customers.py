"""A customer is written to once, in the history of their order, and what is written is text."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, opened, stocked, token
from warehouse_app.service.ports.odoo import OdooCustomer, OdooRefused, Paper

HOSTILE = "<script>alert(1)</script> & ^XZ\n\u05d0\u05d1 \U0001f600"


def ordered(rig: Rig, email: str | None = "ida.quast@example.com", lang: str = "en_US") -> int:
    """Somebody ordered a mug; Odoo's id of the sales order."""
    mug, _ = stocked(rig)
    order = opened(rig, rig.order({mug: 1})).order_id
    rig.someone_writes_down(order, email, lang)
    return order


def test_who_bought_it_is_known_by_language_and_address(rig: Rig) -> None:
    assert rig.odoo.customer(ordered(rig)) == OdooCustomer("en_US", has_mail=True)
    assert rig.odoo.customer(ordered(rig, email=None)) == OdooCustomer("en_US", has_mail=False)


def test_a_message_is_sent_once_however_often_it_is_told(rig: Rig) -> None:
    order, name, odoo = ordered(rig), token("message"), rig.losing()
    again(lambda: odoo.message_customer(order, "Your order", "It waits.\nBye", name))
    rig.odoo.message_customer(order, "Your order", "It waits.\nBye", name)
    assert rig.raw_letters(order) == [("Your order", "It waits.\nBye", 1)]
    rig.odoo.message_customer(order, "Your order", "It is here.", token("message"))
    assert [words for _, words, _ in rig.raw_letters(order)] == ["It waits.\nBye", "It is here."]


def test_a_paper_goes_with_a_message_once_however_often_it_is_told(rig: Rig) -> None:
    order, name, odoo = ordered(rig), token("message"), rig.losing()
    label = Paper(token("label"), "R-00001-8.pdf", b"%PDF-1.4 label")
    again(lambda: odoo.message_customer(order, "Your return", "Print it.", name, [label]))
    rig.odoo.message_customer(order, "Your return", "Print it.", name, [label])
    assert rig.raw_letters(order) == [("Your return", "Print it.", 1)]
    assert rig.raw_enclosed(order) == [("R-00001-8.pdf", b"%PDF-1.4 label")]


def test_markup_in_a_message_is_text(rig: Rig) -> None:
    order = ordered(rig)
    rig.odoo.message_customer(order, HOSTILE.split("\n")[0], HOSTILE, token("message"))
    assert rig.raw_letters(order) == [(HOSTILE.split("\n")[0], HOSTILE, 1)]


def test_nobody_to_write_to_is_refused(rig: Rig) -> None:
    for order in (ordered(rig, email=None), 2**30):
        with pytest.raises(OdooRefused):
            rig.odoo.message_customer(order, "Your order", "It waits.", token("message"))
    with pytest.raises(OdooRefused):
        rig.odoo.customer(2**30)
