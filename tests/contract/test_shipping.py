"""Tracking numbers and papers on a transfer: there once, however often they are told."""

from __future__ import annotations

import pytest

from tests.contract.rig import Rig, again, close, opened, stocked, token, wanted
from warehouse_app.service.ports.odoo import Document, OdooRefused, Paper

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def papers(*names: str) -> list[Paper]:
    return [Paper(token("label"), name, PDF) for name in names]


def test_labels_hang_at_the_transfer_once_and_it_names_their_numbers_though_answers_are_lost(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer, odoo, labels = opened(rig, rig.order({mug: 1})).odoo_id, rig.losing(), papers("P-1.pdf", "P-2 <b>.pdf")
    again(lambda: odoo.keep_shipment(transfer, ["P-1", "P-2"], labels))
    rig.odoo.keep_shipment(transfer, ["P-1", "P-2"], labels)
    assert rig.raw_tracking(transfer) == "P-1,P-2"
    hanging = sorted(rig.there.photos(Document("transfer", transfer)))
    assert hanging == [("P-1.pdf", "application/pdf", PDF), ("P-2 <b>.pdf", "application/pdf", PDF)]


def test_a_box_more_is_added_and_a_number_that_a_carrier_gave_stays(rig: Rig) -> None:
    mug, _ = stocked(rig)
    ours, booked = (opened(rig, rig.order({mug: 1})).odoo_id for _ in range(2))
    rig.odoo.keep_shipment(ours, ["P-1"], [])
    rig.odoo.keep_shipment(ours, ["P-1", "P-2"], [])
    assert rig.raw_tracking(ours) == "P-1,P-2"
    rig.someone_books(booked, "00340434161094021501")
    rig.odoo.keep_shipment(booked, ["P-3"], papers("P-3.pdf"))
    assert rig.raw_tracking(booked) == "00340434161094021501"
    assert len(rig.there.photos(Document("transfer", booked))) == 1


def test_a_transfer_that_is_done_takes_its_papers_too(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1}))
    rig.odoo.reconcile([wanted(transfer, (shelf, 1))])
    rig.odoo.validate([close(transfer, 1)])
    rig.odoo.keep_shipment(transfer.odoo_id, ["P-1"], papers("P-1.pdf"))
    assert (rig.raw_transfer(transfer.odoo_id)[0], rig.raw_tracking(transfer.odoo_id)) == ("done", "P-1")
    assert len(rig.there.photos(Document("transfer", transfer.odoo_id))) == 1


def test_a_transfer_that_is_not_there_is_refused(rig: Rig) -> None:
    with pytest.raises(OdooRefused):
        rig.odoo.keep_shipment(2**30, ["P-1"], papers("P-1.pdf"))


def test_a_transfer_goes_with_another_carrier_and_its_order_keeps_the_one_it_was_sold_with(rig: Rig) -> None:
    mug, _ = stocked(rig)
    transfer, odoo = opened(rig, rig.order({mug: 1}, carrier="DHL")).odoo_id, rig.losing()
    again(lambda: odoo.keep_shipment(transfer, [], [], "DPD"))
    rig.odoo.keep_shipment(transfer, [], [], "DPD")
    assert [one.carrier for one in rig.odoo.addressees([transfer])] == ["DPD"]
    assert rig.raw_tracking(transfer) == ""
    with pytest.raises(OdooRefused):
        rig.odoo.keep_shipment(transfer, [], [], "Ox cart of nobody")
    assert [one.carrier for one in rig.odoo.addressees([transfer])] == ["DPD"]
