"""The double's side of mending: customers, carriers and products as an office would correct them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Partner, Picking
from warehouse_app.demo.reservation import touch
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import Addressee, Measures, OdooRefused

CARRIERS = ("DHL", "DPD", "Post")
_COUNTRIES = ("DE", "AT", "CH", "FR", "ES", "IT", "NL", "BE", "LU", "DK", "PL", "CZ", "GB", "SE")


def addressees(books: Books, transfers: Sequence[int]) -> list[Addressee]:
    return [_addressee(books, books.pickings[id_]) for id_ in transfers if id_ in books.pickings]


def measures(books: Books, products: Sequence[int]) -> list[Measures]:
    cards = [books.products[id_].card for id_ in products if id_ in books.products]
    return [
        Measures(
            card.odoo_id, card.weight_g or 0, next((text for text, factor in card.codes if factor == 1000), ""),
            card.volume_ml or 0,
        )
        for card in cards
    ]  # fmt: skip


def mend_address(books: Books, transfer: int, fields: Mapping[str, str]) -> None:
    picking = _picking(books, transfer)
    country = fields.get("country", "").upper()
    if country and country not in _COUNTRIES:
        raise OdooRefused(f"there is no country {country}")
    partner = books.partners[_shipping(books, picking)]
    for name, text in fields.items():
        setattr(partner, name, (country if name == "country" else text) or None)
    for row in _open(books, picking):
        row.wanted = replace(row.wanted, partner=partner.id)
        touch(books, row)


def mend_carrier(books: Books, transfer: int, carrier: str) -> None:
    picking = _picking(books, transfer)
    if carrier not in carriers_of(books):
        raise OdooRefused(f"there is no carrier {carrier}")
    for row in _open(books, picking):
        row.wanted = replace(row.wanted, carrier=carrier)
        touch(books, row)


def carriers_of(books: Books) -> set[str | None]:
    """All names there are."""
    return {*CARRIERS, *(row.wanted.carrier for row in books.pickings.values())}


def mend_product(
    books: Books, product: int, weight_g: int | None, barcode: str | None, volume_ml: int | None = None
) -> None:
    if product not in books.products:
        raise OdooRefused(f"product.product({product}) does not exist")
    taken = {text: id_ for id_, row in books.products.items() for text, _ in row.card.codes}
    if barcode and taken.get(barcode, product) != product:
        raise OdooRefused(f"another product has the barcode {barcode}")
    row = books.products[product]
    if weight_g is not None:
        row.card = replace(row.card, weight_g=round(weight_g / 10) * 10 or None)
    if volume_ml is not None:
        row.card = replace(row.card, volume_ml=round(volume_ml / 10_000) * 10_000 or None)
    if barcode is not None:
        others = tuple(code for code in row.card.codes if code[1] != 1000)
        row.card = replace(row.card, codes=((barcode, 1000), *others) if barcode else others)


def _addressee(books: Books, picking: Picking) -> Addressee:
    partner: Partner = books.partners[picking.wanted.partner]
    texts = {
        name: getattr(partner, name) or "" for name in ("name", "street", "street2", "zip", "city", "phone", "email")
    }
    return Addressee(
        picking.id,
        **texts,
        country=partner.country or "",
        carrier=picking.wanted.carrier or "",
        agrees=_shipping(books, picking) == partner.id,
    )


def _shipping(books: Books, picking: Picking) -> int:
    """Whom the order goes to; another than the transfer's where somebody changed it."""
    return books.moved.get(picking.order_id, picking.wanted.partner)


def _open(books: Books, picking: Picking) -> list[Picking]:
    return [row for row in books.pickings.values() if row.order_id == picking.order_id and row.state not in ENDED]


def _picking(books: Books, transfer: int) -> Picking:
    if transfer not in books.pickings:
        raise OdooRefused(f"stock.picking({transfer}) does not exist")
    return books.pickings[transfer]
