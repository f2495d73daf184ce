"""The ONE double of the Odoo port: a small honest warehouse in memory.

It reserves from what it has and answers from its rows. What it gets wrong the contract suite finds on a real Odoo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.demo import (
    cases,
    counting,
    customers_told,
    floor,
    mailing,
    mending,
    moving,
    office,
    photo,
    returning,
)
from warehouse_app.demo.as_read import lines_of, ship_to
from warehouse_app.demo.batching import Batching
from warehouse_app.demo.books import Books
from warehouse_app.demo.disposing import Disposing
from warehouse_app.demo.gate import SoldBooks, worth
from warehouse_app.demo.money import CURRENCY
from warehouse_app.demo.papers import Letter
from warehouse_app.demo.readiness import Surveyed
from warehouse_app.demo.records import Picking
from warehouse_app.demo.shipping import Shipping
from warehouse_app.demo.turns import in_turn
from warehouse_app.demo.validation import ENDED
from warehouse_app.service.ports.odoo import (
    Addressee,
    BinStock,
    Claim,
    Close,
    Closed,
    CountDone,
    Document,
    Features,
    GoodsMoved,
    Mail,
    Measures,
    OdooBox,
    OdooCustomer,
    OdooLocation,
    OdooLot,
    OdooPicture,
    OdooProduct,
    OdooRefused,
    OdooTransfer,
    OdooWarehouse,
    Paper,
    Photo,
    QuantNow,
    Reconciled,
    ReturnMade,
    ReturnPart,
    Shipped,
    Survey,
    ToDo,
    ToDoNow,
    TransferNote,
    TransferNow,
    WantedTransfer,
)

_NEVER = 2**63


class Warehouse(Batching, Disposing, Shipping, SoldBooks, Surveyed):
    """The Odoo port over the rows of `books`. Ids are the double's own Odoo ids."""

    def __init__(self, books: Books) -> None:
        super().__init__()
        self.books = books

    def identity(self) -> str:
        return f"demo://warehouse#{self.books.uuid}"

    def features(self) -> Features:
        return office.features(self.books)

    def survey(self) -> Survey:
        return office.survey(self.books)

    def clock(self) -> int:
        return self.books.now_ms // 1000 * 1000

    def authenticate(self, login: str, password: str) -> int | None:
        right = (user for user in self.books.users.values() if (user.login, user.password) == (login, password))
        return next((user.id for user in right if user.active), None)

    def warehouses(self) -> Sequence[OdooWarehouse]:
        return [
            OdooWarehouse(site.id, site.code, site.name, site.zone, site.steps, tuple(type_.id for type_ in site.chain))
            for site in self.books.sites.values()
        ]

    def locations(self, warehouse: int) -> Sequence[OdooLocation]:
        """The places of the stock, its root among them: goods may lie there too; and where they pass on the way out."""
        below = self.books.within(self._stock(warehouse))
        passed = [type_.source for type_ in self.books.sites[warehouse].chain[1:]]
        rows = (self.books.locations[location] for location in [*below, *passed])
        return [OdooLocation(row.id, row.name, row.barcode) for row in rows if row.usage == "internal"]

    def products(self) -> Sequence[OdooProduct]:
        return [product.card for product in self.books.products.values()]

    def lots(self) -> Sequence[OdooLot]:
        return [lot.card for lot in self.books.lots.values()]

    def read_lots(self, ids: Sequence[int]) -> Sequence[OdooLot]:
        return [self.books.lots[id_].card for id_ in ids if id_ in self.books.lots]

    @in_turn
    def bin_stock(self, locations: Sequence[int]) -> Sequence[BinStock]:
        return counting.bin_stock(self.books, locations)

    def boxes(self) -> Sequence[OdooBox]:
        return list(self.books.boxes.values())

    def pictures(self, known: Mapping[int, str]) -> Mapping[int, OdooPicture]:
        return photo.pictures(self.books, known)

    @in_turn
    def open_transfers(self, warehouse: int, ids: Sequence[int] | None = None) -> Sequence[OdooTransfer]:
        self._stock(warehouse)
        ready = [row for row in self.books.pickings.values() if row.site == warehouse and row.state == "assigned"]
        if ids is not None:
            these = frozenset(ids)
            ready = [row for row in ready if row.id in these]
        ready.sort(key=lambda row: (_NEVER if row.wanted.deadline is None else row.wanted.deadline, row.id))
        return [self._transfer(row) for row in ready]

    @in_turn
    def open_transfer_ids(self, warehouse: int) -> Sequence[int]:
        self._stock(warehouse)
        return [row.id for row in self.books.pickings.values() if row.site == warehouse and row.state not in ENDED]

    @in_turn
    def changed_transfers(self, warehouse: int, since_ms: int) -> Sequence[int]:
        self._stock(warehouse)
        since_ms = since_ms // 1000 * 1000
        ours = (row for row in self.books.pickings.values() if row.site == warehouse)
        return [row.id for row in ours if row.changed_at >= since_ms]

    @in_turn
    def read_transfers(self, ids: Sequence[int]) -> Sequence[TransferNow]:
        return floor.transfers_now(self.books, ids)

    @in_turn
    def quant(self, product: int, location: int, lot: int | None) -> QuantNow:
        return floor.quant(self.books, product, location, lot)

    @in_turn
    def unit_cost(self, product: int) -> int:
        return self.books.products[product].cost if product in self.books.products else 0

    @in_turn
    def list_price(self, product: int) -> tuple[int, str] | None:
        return (self.books.products[product].price, CURRENCY) if product in self.books.products else None

    @in_turn
    def find_count(self, product: int, token: str) -> CountDone | None:
        return floor.find_count(self.books, product, token)

    @in_turn
    def claim_wave(self, token: str, name: str, op_type: int, transfers: Sequence[int], note: str) -> Claim:
        return floor.claim_wave(self.books, token, name, op_type, transfers, note)

    @in_turn
    def reconcile(self, wanted: Sequence[WantedTransfer]) -> Sequence[Reconciled]:
        return floor.reconcile(self.books, wanted)

    @in_turn
    def reserve(self, transfers: Sequence[int]) -> None:
        floor.reserve(self.books, transfers)

    @in_turn
    def validate(self, closes: Sequence[Close]) -> Sequence[Closed]:
        return floor.validate(self.books, closes)

    @in_turn
    def count(self, product: int, location: int, lot: int | None, counted_m: int, token: str) -> None:
        counting.count(self.books, product, location, lot, counted_m, token)

    @in_turn
    def move_goods(
        self, token: str, warehouse: int, product: int, lot: int | None, qty_m: int, source: int, target: int, note: str
    ) -> GoodsMoved:
        self._stock(warehouse)
        return moving.move_goods(self.books, token, (product, lot, qty_m), source, target, note)

    @in_turn
    def post_notes(self, notes: Sequence[TransferNote]) -> None:
        floor.post_notes(self.books, notes)

    @in_turn
    def create_package(self, token: str, name: str, package_type: int | None, weight_g: int | None) -> int:
        return floor.create_package(self.books, token, name, package_type, weight_g)

    @in_turn
    def keep_todo(self, todo: ToDo) -> int:
        return cases.keep_todo(self.books, todo)

    @in_turn
    def find_todo(self, on: Document, token: str) -> int | None:
        return cases.find_todo(self.books, on, token)

    @in_turn
    def finish_todo(self, todo: int, feedback: str) -> bool:
        return cases.finish_todo(self.books, todo, feedback)

    @in_turn
    def todos(self, ids: Sequence[int]) -> Sequence[ToDoNow]:
        return cases.todos(self.books, ids)

    @in_turn
    def post_note(self, on: Document, token: str, text: str) -> None:
        cases.post_note(self.books, on, token, text)

    @in_turn
    def attach(self, photo: Photo) -> int:
        return cases.attach(self.books, photo)

    @in_turn
    def addressees(self, transfers: Sequence[int]) -> Sequence[Addressee]:
        return mending.addressees(self.books, transfers)

    @in_turn
    def changed_addresses(self, warehouse: int, since_ms: int) -> Sequence[int]:
        self._stock(warehouse)
        return [row.id for row in self.books.pickings.values() if row.site == warehouse and row.state != "cancel"]

    @in_turn
    def measures(self, products: Sequence[int]) -> Sequence[Measures]:
        return mending.measures(self.books, products)

    @in_turn
    def customer(self, order: int) -> OdooCustomer:
        return customers_told.customer(self.books, order)

    @in_turn
    def message_customer(self, order: int, subject: str, body: str, token: str, papers: Sequence[Paper] = ()) -> None:
        customers_told.message_customer(self.books, order, Letter(order, 0, subject, body, tuple(papers)), token)

    @in_turn
    def send_mail(self, mail: Mail) -> None:
        mailing.send_mail(self.books, mail)

    @in_turn
    def shipped(self, warehouse: int, sought: str) -> Sequence[Shipped]:
        self._stock(warehouse)
        return returning.shipped(self.books, warehouse, sought)

    @in_turn
    def create_return(self, token: str, delivery: int, parts: Sequence[ReturnPart]) -> ReturnMade:
        return returning.create_return(self.books, token, delivery, parts)

    @in_turn
    def receive_return(self, receipt: int, parts: Sequence[ReturnPart]) -> Closed:
        return returning.receive_return(self.books, receipt, parts)

    def _stock(self, warehouse: int) -> int:
        site = self.books.sites.get(warehouse)
        if site is None:
            raise OdooRefused(f"stock.warehouse({warehouse}) does not exist")
        return site.stock

    def _transfer(self, row: Picking) -> OdooTransfer:
        moves = [move for move in row.moves if not move.ended]
        return OdooTransfer(
            odoo_id=row.id,
            name=row.name,
            order=row.order,
            order_id=row.order_id,
            op_type=row.type.id,
            carrier=row.wanted.carrier,
            priority=row.wanted.priority,
            deadline=row.wanted.deadline,
            customer_ok=self.books.partners[row.wanted.partner].complete,
            lines=tuple(line for move in moves for line in lines_of(self.books, move, worth(row.wanted, moves))),
            short_m=sum(move.demand_m - move.quantity_m for move in moves),
            ship_to=ship_to(self.books.partners[row.wanted.partner]),
            whole_only=row.wanted.all_at_once,
            segment=row.wanted.segment,
            value=row.wanted.value,
            batch=row.batch,
        )
