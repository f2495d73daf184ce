"""What a carrier's module left at a transfer."""

from __future__ import annotations

from tests.contract.rig import Rig, close, opened, stocked, wanted

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
ZPL = b"^XA^FO20,20^FDP-00001^FS^XZ\n"


def test_papers_are_read_as_they_were_left_oldest_first_and_photos_are_not(rig: Rig) -> None:
    mug, shelf = stocked(rig)
    transfer = opened(rig, rig.order({mug: 1}))
    assert list(rig.odoo.hanging(transfer.odoo_id)) == []
    rig.odoo.reconcile([wanted(transfer, (shelf, 1))])
    rig.odoo.validate([close(transfer, 1)])
    left = [("LabelShipping-dhl-1.pdf", "application/pdf", PDF), ("LabelShipping-dhl-2.zpl", "text/plain", ZPL)]
    for name, mime, body in [*left, ("notes.txt", "text/plain", b"by the door"), ("box.png", "image/png", b"\x89PNG")]:
        rig.there.someone_hangs(transfer.odoo_id, name, mime, body)
    hanging = rig.odoo.hanging(transfer.odoo_id)
    assert [(one.name, one.mime, one.body) for one in hanging] == left
    assert [one.odoo_id for one in hanging] == sorted(one.odoo_id for one in hanging)


def test_at_a_transfer_that_is_not_there_nothing_hangs(rig: Rig) -> None:
    assert list(rig.odoo.hanging(2**30)) == []
