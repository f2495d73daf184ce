"""What came back beside what was invoiced: kits in parts, down payments, discounts; never more than is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from warehouse_app.domain.kits import Kit, KitPart
from warehouse_app.domain.refunds import Proposal
from warehouse_app.service.ports.odoo import OrderMoney, SoldLine
from warehouse_app.service.ports.refunds import Came, CameLine
from warehouse_app.service.refund_reckoning import basis_of, proposal_of

REASONS = {"CR-LIKE": {"fault": "customer"}, "CR-WRONG": {"fault": "shop"}}
MUG, BOWL, BOX, LID, TRAY = 1, 2, 10, 11, 12  # BOX is sold as a kit of a tray and two lids
GIFT = Kit({LID: KitPart(2000, 500), TRAY: KitPart(1000, 2000)})


def line(id_: int, product: int | None, pieces: int, amount: int, **more: Any) -> SoldLine:
    """An invoiced line; its goods left with the move 100 + id."""
    moves = () if product is None else (100 + id_,)
    return SoldLine(id_, product, moves, pieces * 1000, amount, 0, 0, is_delivery=False, **more)


FREIGHT = replace(line(9, None, 1, 490), is_delivery=True)
MUGS, BOWLS = line(1, MUG, 4, 4000), line(2, BOWL, 2, 3000)
KITS = replace(line(3, BOX, 2, 6000), moves=(111, 112), kit=GIFT)


@dataclass
class Books:
    """An order as Odoo has it, and what it credits of it."""

    lines: list[SoldLine]
    credited: int = 0
    done: list[Proposal] = field(default_factory=list)

    @property
    def money(self) -> OrderMoney:
        invoiced = sum(one.invoiced for one in self.lines)
        return OrderMoney(1, "S1", "EUR", 2, invoiced, invoiced, self.credited, tuple(self.lines))

    def back(self, *lines: CameLine, **terms: Any) -> Proposal:
        """It comes back, is proposed and credited."""
        made = proposal_of(basis_of(came(lines), self.money, REASONS), terms)
        self.credit(made)
        return made

    def credit(self, made: Proposal) -> None:
        for part in made.parts:
            at = next(at for at, one in enumerate(self.lines) if one.line == part.sold)
            now = self.lines[at]
            assert part.qty_m <= now.left_m, "more pieces than are left"
            self.lines[at] = replace(now, credited_m=now.credited_m + part.qty_m, credited=now.credited + part.gross)
        self.credited += made.amount
        self.done.append(made)


def came(lines: Sequence[CameLine]) -> Came:
    return Came(1, 1, "R-1", 1, 0, 0, tuple(lines))


def piece(move: int, product: int, pieces: float, reason: str = "CR-LIKE", grade: str = "A", **more: Any) -> CameLine:
    return CameLine(move, f"P{product}", reason, round(pieces * 1000), move, product, grade, "restock", **more)


def why(made: Proposal) -> list[str]:
    return [key for key, _ in made.why]


def test_a_kit_that_is_back_whole_gives_back_all_of_it() -> None:
    made = Books([KITS]).back(piece(111, LID, 4), piece(112, TRAY, 2))
    assert (made.amount, why(made)) == (6000, ["of_kit", "of_kit"])
    assert [facts["n_m"] for _, facts in made.why] == [4000, 2000]


def test_a_part_of_a_kit_gives_back_its_share_of_the_price_and_the_rest_gives_back_the_rest() -> None:
    books = Books([KITS])
    assert books.back(piece(112, TRAY, 1)).amount == 2010  # two thirds of 30.00, in hundredths of a kit
    assert books.back(piece(111, LID, 1)).amount == 510
    assert books.back(piece(111, LID, 3), piece(112, TRAY, 1)).amount == 6000 - 2010 - 510
    nothing = books.back(piece(112, TRAY, 1))
    assert (nothing.amount, why(nothing)) == (0, ["not_invoiced"])


def test_what_is_no_part_of_what_was_sold_is_worth_nothing_by_itself() -> None:
    made = Books([KITS]).back(piece(111, BOWL, 1))
    assert (made.amount, why(made)) == (0, ["not_invoiced"])


@settings(max_examples=60)
@given(st.dictionaries(st.integers(1, 9), st.tuples(st.integers(1, 5), st.integers(0, 9999)), min_size=1), st.data())
def test_the_parts_of_a_kit_are_the_kit_however_they_come_back(parts: dict[int, Any], data: st.DataObject) -> None:
    kit = Kit({product: KitPart(each * 1000, price) for product, (each, price) in parts.items()})
    assert sum(kit.share_m(product, each * 1000) for product, (each, _) in parts.items()) == 1000
    single = [product for product, (each, _) in parts.items() for _ in range(each)]
    books = Books([replace(KITS, invoiced_m=1000, invoiced=data.draw(st.integers(0, 99_999)), kit=kit)])
    for product in data.draw(st.permutations(single)):
        books.back(piece(111, product, 1))
    assert books.lines[0].left_m == 0
    assert abs(books.credited - books.lines[0].invoiced) <= len(single), "more than a rounded cent a piece"


def test_a_down_payment_is_given_back_once_and_never_by_itself() -> None:
    paid = replace(line(8, None, 0, 0), invoiced_m=0)  # 30.00 on its own invoice, and set off on the last one
    books = Books([MUGS, paid])
    assert books.back(piece(101, MUG, 4)).amount == 4000
    assert books.back(piece(101, MUG, 4)).amount == 0
    by_hand = Books([MUGS, replace(paid, credited_m=1000, credited=3000)], credited=3000)
    made = by_hand.back(piece(101, MUG, 4))
    assert (made.amount, why(made)) == (1000, ["goods", "capped"])


def test_a_down_payment_without_its_last_invoice_is_no_price_of_goods() -> None:
    made = Books([replace(MUGS, invoiced_m=0, invoiced=0), line(8, None, 1, 3000)]).back(piece(101, MUG, 4))
    assert (made.amount, why(made)) == (0, ["not_invoiced"])


def test_sending_costs_come_back_with_the_last_goods_whatever_services_and_down_payments_stay() -> None:
    books = Books([MUGS, KITS, FREIGHT, line(7, None, 1, 250), line(8, None, 1, 0)])
    assert books.back(piece(101, MUG, 4)).amount == 4000
    assert "freight" not in why(books.back(piece(111, LID, 4))), "of the kits the trays are not back"
    last = books.back(piece(112, TRAY, 2))
    assert ("freight" in why(last), books.credited) == (True, 4000 + 6000 + 490)


def test_a_discount_on_a_line_of_its_own_is_borne_by_each_piece() -> None:
    books = Books([MUGS, BOWLS, line(7, None, 1, -700)])
    first = books.back(piece(101, MUG, 1))
    assert (first.amount, why(first)) == (900, ["goods", "discount"])
    books.back(piece(101, MUG, 3), piece(102, BOWL, 2))
    assert books.credited == 6300


def test_wear_is_taken_off_what_the_discount_left() -> None:
    made = Books([MUGS, BOWLS, line(7, None, 1, -700)]).back(piece(101, MUG, 1, grade="C"), less_c=30)
    assert (made.amount, dict(made.why)["less_c"]) == (630, {"percent": 30, "money": 270})


def test_where_something_cheaper_was_sent_instead_only_the_difference_goes_back() -> None:
    assert Books([MUGS]).back(piece(101, MUG, 2, sent=1500)).amount == 500
    assert Books([MUGS]).back(piece(101, MUG, 2, sent=9000)).amount == 0


MOVES = {101: MUG, 102: BOWL, 111: LID, 112: TRAY}
pieces = st.builds(
    piece, st.just(0), st.just(0), st.integers(1, 5), reason=st.sampled_from([*REASONS]),
    grade=st.sampled_from(["", "A", "C", "D"]), sent=st.sampled_from([0, 0, 700]),
)  # fmt: skip
backs = st.lists(st.tuples(st.sampled_from([*MOVES]), pieces), min_size=1, max_size=4)
terms = st.fixed_dictionaries(
    {"less_c": st.integers(0, 100), "less_d": st.integers(0, 100), "fee": st.integers(0, 20), "freight": st.booleans()}
)


@settings(max_examples=60, phases=[Phase.generate])
@given(
    st.lists(st.tuples(backs, terms), min_size=1, max_size=6), st.sampled_from([0, -700]), st.sampled_from([0, 3000])
)
def test_whatever_comes_back_in_whatever_order_never_more_goes_back_than_was_paid(
    steps: Sequence[tuple[list[tuple[int, CameLine]], dict[str, Any]]], off: int, by_hand: int
) -> None:
    """The quantities are checked as they are credited (`Books.credit`)."""
    books = Books([MUGS, BOWLS, KITS, FREIGHT, line(7, None, 1, off)], credited=by_hand)
    paid = books.money.paid
    for lines, rules in steps:
        made = books.back(*[replace(one, move=move, line=move, product=MOVES[move]) for move, one in lines], **rules)
        assert all(0 <= part.less <= part.gross for part in made.parts)
    assert books.credited <= paid


def test_what_was_reckoned_from_is_kept_so_that_other_terms_can_be_tried() -> None:
    basis = basis_of(came([piece(101, MUG, 2, grade="D")]), Books([MUGS]).money, REASONS)
    assert [proposal_of(basis, {"less_d": percent}).amount for percent in (0, 60)] == [2000, 800]


@pytest.mark.parametrize(("product", "share_m"), [(LID, 170), (TRAY, 670), (MUG, 0)])
def test_a_piece_of_a_kit_has_its_share(product: int, share_m: int) -> None:
    assert GIFT.share_m(product, 1000) == share_m
