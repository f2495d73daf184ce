"""A return from the first scan to the money, with all that may become of it, over the double and a real Odoo.

Each call that changes something there loses its answer once: nothing may be doubled.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.contract.rig import token
from tests.worker.conftest import ground_of
from tests.worker.real_ground import only
from tests.worker.test_customers_told import on
from tests.worker.test_judging_returns import bind
from tests.worker.test_returns import ReturnsDesk, send
from tests.worker.yard import Clock, Ground
from warehouse_app.domain.errors import Refused
from warehouse_app.service.approve import approve
from warehouse_app.service.exchange_goods import Exchange, exchange_goods
from warehouse_app.service.list_prices import list_price
from warehouse_app.service.ports.odoo import OdooOffice
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.refunds import RefundRow
from warehouse_app.service.ports.store import Store
from warehouse_app.service.reckon_refunds import Books, follow_credits, reckon_refunds
from warehouse_app.service.refunds import ReleaseRefund, release_refund
from warehouse_app.service.shipped_rules import ship_rules

PLACES = {"refurbish": "Repair", "quarantine": "Quarantine", "vendor": "To suppliers"}
TOLD = ("return_received", "return_judged", "refund_done")
LETTERS = {
    "Your return of order {} is here": 2,
    "We have looked at your return of order {}": 2,
    "The refund of your order {}": 1,
}


class Shop:
    """A desk, the people of the office, and a shop whose order of eight and two pieces was delivered and paid."""

    def __init__(self, yard: Ground) -> None:
        self.yard, self.rig = yard, yard.rig
        self.before = yard.rig.returns_place()
        self.came = yard.rig.back.beside("Returns")
        yard.rig.back.come_to(self.came)
        self.code = f"LARGE-{token('code')[-8:]}"
        self.large = yard.rig.product("Mug, large", codes={self.code: 1})
        yard.rig.put(self.large, yard.bins[2], 5)
        self.order = yard.order({0: 8, 1: 2})
        yard.open()
        yard.store.write(ship_rules)
        send(yard, self.order)
        self.desk = ReturnsDesk(yard)
        self.places = {code: yard.rig.back.beside(name) for code, name in PLACES.items()}
        for code, place in self.places.items():
            bind(yard, self.desk, code, place, PLACES[code])
        self.rig.someone_invoices(self.order)
        self.rig.someone_pays(self.order)
        self.finance = self.hire("finance")
        self.shelf = self.there(yard.products[0], yard.bins[0])
        self.office: OdooOffice = self.rig.losing_office()
        yard.port, yard.office = only(self.rig.losing(), self.rig.warehouse), self.office

    def there(self, product: int, place: int) -> int:
        return self.rig.raw_on_hand(product, place)

    @property
    def bin(self) -> str:
        """What is scanned at the first bin."""
        rows = self.yard.port.locations(self.rig.warehouse)
        return next(row.barcode or row.code for row in rows if row.odoo_id == self.yard.bins[0])

    def back(self, authorised: tuple[int, int], received: tuple[int, ...]) -> dict[str, Any]:
        """So many pieces of each line may come, and so many of what may come are here."""
        deliveries = self.desk.find(self.order)["deliveries"]  # what was given back is one more of them
        delivery = next(row for row in deliveries if len(row["lines"]) == len(authorised))
        made = self.desk.authorise(delivery, *[pieces * 1000 for pieces in authorised])
        self.yard.settle()
        self.desk.receive(made, *[pieces * 1000 for pieces in received])
        self.yard.settle()
        return made

    def hire(self, role: str) -> Person:
        yard = self.yard
        n = len(yard.store.read(lambda views: views.people(yard.w)))
        return yard.store.write(lambda uow: uow.people.add(yard.w, role, f"B-{role}{n}", None, None, None, [role]))

    def exchange(self, row: RefundRow, line: int, more: int) -> RefundRow:
        """The large one is sent for the goods of a line, for so much more, if need be with a second person."""
        worth = sum(part["gross"] - part["less"] for part in row.body["parts"] if part["line"] == line) + more
        listed = list_price(self.code, self.yard.w, self.yard.store, self.yard.port)
        wish = Exchange(row.id, line, self.code, f"{worth / 100:.2f}", "OE-OTHER", listed)
        if not self.yard.store.write(lambda uow: exchange_goods(wish, self.finance, uow)):
            self.agree()
        return next(one for one in self.reckon() if one.id == row.id)

    def agree(self) -> None:
        """Somebody else does, where the list price is higher."""
        (asked,) = self.yard.store.read(lambda views: views.overrides.waiting(self.yard.w))
        other = self.hire("finance")
        self.yard.store.write(lambda uow: approve(asked.id, other, uow))

    def post(self, row: RefundRow) -> None:
        """Somebody posts its note in Odoo; the app sees it, however often it looks."""
        (now,) = [one for one in self.reckon() if one.id == row.id]
        self.rig.someone_posts(now.odoo_id or 0)
        for _ in range(2):
            follow_credits(self.yard.holding, Books(self.yard.port, self.office), self.yard.w)
            self.yard.settle()

    def reckon(self) -> list[RefundRow]:
        yard = self.yard
        reckon_refunds(yard.holding, Books(yard.port, self.office), yard.w)
        refunds = yard.store.read(lambda views: [
            row for is_open in (True, False)
            for row in views.returns.refunds.listed(yard.w, is_open=is_open, limit=9)
        ])  # fmt: skip
        return sorted(refunds, key=lambda row: row.id)

    def release(self, row: RefundRow, by: Person, amount: str = "", reason: str = "") -> bool:
        wish = ReleaseRefund(row.id, by, row.proposed, amount, reason)
        return self.yard.store.write(lambda uow: release_refund(wish, uow))


@pytest.fixture(
    params=["double-1", "double-3", pytest.param("real-3", marks=pytest.mark.xdist_group("real-odoo"))]
)  # its books do not ask in how many steps the goods went
def shop(request: pytest.FixtureRequest, sqlite_store: Store, clock: Clock) -> Any:
    shop = Shop(ground_of(request, sqlite_store, clock))
    yield shop
    shop.rig.back.come_to(shop.before)


def test_all_that_comes_back_is_once_in_stock_once_with_the_customer_and_once_in_the_books(shop: Shop) -> None:
    yard, rig, desk = shop.yard, shop.rig, shop.desk
    mug, bowl = yard.products[:2]
    order = rig.odoo.shipped(rig.warehouse, shop.order)[0].order_id
    rig.someone_writes_down(order, "ida@example.com", "en_US")
    for key in TOLD:
        on(yard, key, "en")

    first = shop.back((5, 0), (4,))  # one of five is missing
    assert yard.cases() == [("RET-DEVIATION", "return.missing")]
    for grade, becomes, place in (("A", "restock", shop.bin), ("B", "refurbish", None), ("D", "scrap", None)):
        desk.judge(first, grade, becomes, place)
    desk.judge(first, "C", "give_back")
    yard.settle()
    second = shop.back((2, 2), (2, 2))
    desk.judge(second, "B", "quarantine")
    desk.judge(second, "D", "vendor")
    for _ in range(2):
        desk.judge(second, "A", "restock", shop.bin, at=1)
    yard.settle()

    assert [shop.there(mug, place) for place in (shop.came, *shop.places.values())] == [0, 1, 1, 1]
    assert (shop.there(mug, yard.bins[0]), rig.back.scrapped(mug)) == (shop.shelf + 1, [1])
    assert (shop.there(bowl, yard.bins[0]), shop.there(bowl, shop.came)) == (2, 0)
    assert rig.raw_delivered(shop.order) == 10 - 4 + 1 - 4
    one, two = shop.reckon()
    with pytest.raises(Refused, match=r"refund\.stopped"):
        shop.release(one, shop.finance)
    yard.store.write(lambda uow: uow.cases.close("RET-DEVIATION|return|1", "agreed"))
    assert shop.release(one, shop.finance)
    two = shop.exchange(two, second["lines"][1]["id"], more=300)
    assert not shop.release(two, shop.finance, "1.00", "OR-GOODWILL")
    waiting, other = yard.store.read(lambda views: views.overrides.waiting(yard.w))[0].id, shop.hire("finance")
    yard.store.write(lambda uow: approve(waiting, other, uow))
    yard.settle()

    assert rig.raw_credits(shop.order) == [("draft", one.amount, 3), ("draft", 100, 2)]
    (sent,) = yard.store.read(lambda views: views.returns.refunds.exchanges([two.return_]))
    assert (sent.qty_m, sent.more, sent.words, sent.transfer_name is not None) == (2000, 300, None, True)
    assert rig.raw_prices(shop.order, shop.large) == [150]
    send(yard, shop.order)
    assert shop.there(shop.large, yard.bins[2]) == 3
    assert rig.raw_delivered(shop.order) == 3 + 2
    shop.post(one)
    assert Counter(subject for subject, _, _ in rig.raw_letters(order)) == {
        subject.format(shop.order): n for subject, n in LETTERS.items()
    }
    assert yard.cases() == []
