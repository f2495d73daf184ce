"""The double's carriers leave a label with the validation, where the shop says so."""

from __future__ import annotations

import pypdfium2

from tests.contract.double import DoubleRig
from tests.contract.rig import close, opened, stocked, wanted
from warehouse_app.demo.labels import label_pdf


def test_a_label_hangs_at_what_left_with_a_carrier_whose_module_makes_them() -> None:
    rig = DoubleRig(1)
    mug, shelf = stocked(rig)
    labelled, plain = (opened(rig, rig.order({mug: 1}, carrier=carrier)) for carrier in ("DHL", "UPS"))
    rig.books.labelling.add("DHL")
    for transfer in (labelled, plain):
        rig.odoo.reconcile([wanted(transfer, (shelf, 1))])
        rig.odoo.validate([close(transfer, 1)])
    assert [len(rig.odoo.hanging(transfer.odoo_id)) for transfer in (labelled, plain)] == [1, 0]


def test_the_label_is_a_page_that_can_be_drawn() -> None:
    page = pypdfium2.PdfDocument(label_pdf("D(H)L", "WH/OUT/00001"))[0]
    assert (page.get_size(), "DHL" in page.get_textpage().get_text_range()) == ((288, 432), True)
