"""Mails to the people of the shop: each once, to the address Odoo has, and refused where there is none."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, opened, stocked, token
from warehouse_app.service.ports.odoo import Mail, OdooRefused


def test_a_mail_about_a_transfer_is_sent_once_and_stands_in_its_history(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer, user, name = opened(rig, rig.order({mug: 1})).odoo_id, rig.colleague(), token("notice")
    mail, odoo = Mail(name, user, f"{name} waits", ("Two < three", "Open it"), rig.now, transfer), rig.losing()
    again(lambda: odoo.send_mail(mail))
    rig.odoo.send_mail(mail)
    assert rig.raw_mails(user) == [transfer]


def test_a_mail_about_no_transfer_is_sent_once_too(rig: Rig) -> None:
    user, name = rig.colleague(), token("notice")
    mail, odoo = Mail(name, user, f"{name} waits", ("Two < three", "Open it"), rig.now), rig.losing()
    again(lambda: odoo.send_mail(mail))
    rig.odoo.send_mail(mail)
    assert rig.raw_mails(user) == [None]


def test_nobody_or_nobody_with_an_address_is_refused(rig: Rig) -> None:
    silent = rig.colleague(has_address=False)
    for user in (silent, 2**30):
        name = token("notice")
        with pytest.raises(OdooRefused):
            rig.odoo.send_mail(Mail(name, user, f"{name} waits", ("Open it",), rig.now))
    assert rig.raw_mails(silent) == []


def test_a_transfer_that_is_gone_is_refused(rig: Rig) -> None:
    name, user = token("notice"), rig.colleague()
    with pytest.raises(OdooRefused):
        rig.odoo.send_mail(Mail(name, user, f"{name} waits", ("Open it",), rig.now, 2**30))
    assert rig.raw_mails(user) == []
