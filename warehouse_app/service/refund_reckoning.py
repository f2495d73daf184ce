"""A return beside what its order was invoiced: what is proposed, and what it was reckoned from, to reckon it again.

Of an order's lines some were sent, some are what sending cost, and the others are services, down payments and
discounts. Down payments are never given back by themselves: they are part of what the goods were paid with, and what
of an order may still be credited counts each of them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from warehouse_app.domain.refunds import Discount, Freight, Piece, Proposal, Terms, propose
from warehouse_app.service.ports.odoo import OrderMoney, SoldLine
from warehouse_app.service.ports.refunds import Came, CameLine

Rules = Mapping[str, Mapping[str, Any]]


def basis_of(came: Came, money: OrderMoney, reasons: Rules) -> dict[str, Any]:
    """What a refund is reckoned from, as it is kept: no money of it depends on the terms."""
    pieces = list(_pieces(came.lines, money, reasons))
    return {
        "pieces": [asdict(piece) for piece in pieces],
        "freight": asdict(_freight(pieces, money)),
        "discount": asdict(_discount(money)),
        "left": money.left,
    }


def proposal_of(basis: Mapping[str, Any], terms: Terms) -> Proposal:
    """What the terms make of it."""
    freight = Freight(tuple(tuple(row) for row in basis["freight"]["lines"]), bool(basis["freight"]["all_back"]))
    pieces = [Piece(**row) for row in basis["pieces"]]
    return propose(pieces, freight, int(basis["left"]), terms, Discount(**basis["discount"]))


def _pieces(lines: Sequence[CameLine], money: OrderMoney, reasons: Rules) -> Iterable[Piece]:
    by_move = {move: line for line in money.lines for move in line.moves}
    for line in lines:
        sold = by_move.get(line.move)
        if sold is not None:
            yield _piece(line, sold, str(reasons.get(line.reason, {}).get("fault", "customer")))


def _piece(line: CameLine, sold: SoldLine, fault: str) -> Piece:
    """A part of a kit counts for its share of it; what is sold whole is credited whole otherwise."""
    piece = Piece(line.line, sold.line, line.qty_m, 0, sold.left_m, line.name, line.reason, fault, line.grade,
                  line.becomes, sent=line.sent)  # fmt: skip
    if sold.product == line.product:
        return replace(piece, amount=sold.amount(line.qty_m))
    part_m = sold.kit.share_m(line.product, line.qty_m) if sold.kit else 0
    return replace(piece, qty_m=part_m, amount=sold.amount(part_m), pieces_m=line.qty_m)


def _freight(pieces: Sequence[Piece], money: OrderMoney) -> Freight:
    """Nothing stays where of all that was sent all that may still be credited is back; services never stay."""
    lines = tuple(
        (line.line, line.left_m, line.amount(line.left_m)) for line in money.lines if line.is_delivery and line.left_m
    )
    goods = [line for line in money.lines if line.moves and not line.is_delivery and line.invoiced_m]
    back: dict[int, int] = {}
    for piece in pieces:
        back[piece.sold] = back.get(piece.sold, 0) + piece.qty_m
    return Freight(lines, bool(goods) and all(back.get(line.line, 0) >= line.left_m for line in goods))


def _discount(money: OrderMoney) -> Discount:
    """What lines of their own took off, which nobody can send back, beside all that they took it off."""
    own = [line.invoiced for line in money.lines if not line.is_delivery]
    return Discount(-sum(money_ for money_ in own if money_ < 0), sum(money_ for money_ in own if money_ > 0))
