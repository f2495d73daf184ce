"""Which connector books a parcel."""

from __future__ import annotations

from warehouse_app.carriers import Carriers, OdoosOwn
from warehouse_app.service.ports.carriers import Booked, Consignment
from warehouse_app.service.ports.packing import ParcelLabel

PARCEL = ParcelLabel(1, "P-00001-1", "closed", "S00001", "DHL Express", 940, 1, 1, "", {})


class Ours:
    """Our own label."""

    def book(self, consignment: Consignment) -> Booked:
        return Booked(consignment.parcel.number, b"%PDF ours")


def test_a_carrier_that_odoo_books_gets_our_label_and_no_number_that_would_keep_odoo_from_it() -> None:
    carriers = Carriers(Ours(), {"dhl express": OdoosOwn(Ours())})
    booked = carriers.book(Consignment("box_1", PARCEL))
    assert (booked.tracking, booked.label) == ("", b"%PDF ours")


def test_any_other_carrier_has_the_number_of_the_parcel() -> None:
    assert Carriers(Ours()).book(Consignment("box_1", PARCEL)).tracking == "P-00001-1"
