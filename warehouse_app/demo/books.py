"""Everything the double knows, and the set-up an Odoo administrator would do: one row at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

from warehouse_app.demo.ledger import Ledger
from warehouse_app.demo.papers import (
    Activity,
    Attachment,
    Batch,
    Before,
    Counted,
    Employee,
    Letter,
    Note,
    Package,
    Relocated,
    Ways,
)
from warehouse_app.demo.records import Location, Lot, OpType, Partner, Picking, Product, Sale, Site, User
from warehouse_app.demo.stock import Stock
from warehouse_app.service.ports.odoo import Mail, OdooBox, OdooLot, OdooProduct

_CUSTOMERS = 5


class Books:
    """The tables. Ids are handed out per table and start at different numbers, so that a mixed-up id is noticed."""

    def __init__(self, uuid: str, now_ms: int) -> None:
        self.uuid = uuid
        self.clock: Callable[[], int] = lambda: now_ms  # stands still until somebody winds it up
        self.users: dict[int, User] = {}
        self.locations: dict[int, Location] = {_CUSTOMERS: Location(_CUSTOMERS, "Customers", None, "customer")}
        self.sites: dict[int, Site] = {}
        self.products: dict[int, Product] = {}
        self.pictures: dict[int, bytes] = {}
        self.named: set[tuple[str, int]] = set()  # (model, id) with an External ID
        self.kits: dict[int, tuple[tuple[int, int], ...]] = {}  # product -> what it is made of: (product, pieces)
        self.lots: dict[int, Lot] = {}
        self.boxes: dict[int, OdooBox] = {}
        self.partners: dict[int, Partner] = {}
        self.moved: dict[int, int] = {}  # order -> who gets it now, where that is another than its transfers say
        self.pickings: dict[int, Picking] = {}
        self.sales: dict[int, Sale] = {}  # order -> what it says besides
        self.batches: dict[int, Batch] = {}
        self.packages: dict[int, Package] = {}
        self.notes: dict[str, Note] = {}
        self.letters: dict[str, Letter] = {}
        self.mails: dict[str, Mail] = {}
        self.activities: dict[int, Activity] = {}
        self.attachments: dict[int, Attachment] = {}
        self.counts: list[Counted] = []
        self.relocated: list[Relocated] = []
        self.tokens: dict[str, int] = {}
        self.employees: dict[int, Employee] = {}
        self.ways = Ways()
        self.before = Before()
        self.auto_batch: set[int] = set()
        self.labelling, self.labels_at = set[str](), set[int]()  # carriers with a module, types that make labels early
        self.addresses: dict[int, int] = {}  # site -> the partner who has its address
        self.backorder: dict[int, str] = {}  # operation type -> always, never; ask where it is not named
        self.reservation: dict[int, str] = {}  # operation type -> manual, by_date
        self.ledger = Ledger()
        self.stock = Stock(self.lots)
        starts = {"user": 2, "location": 8, "site": 1, "type": 1, "product": 1001, "lot": 301, "partner": 41}
        starts |= {"order": 2001, "picking": 5001, "move": 20001, "line": 60001, "batch": 701}
        starts |= {"package": 8001, "box": 21, "activity": 441, "employee": 61, "attachment": 9001, "credit": 3001}
        self._ids = {table: count(start) for table, start in starts.items()}

    @property
    def now_ms(self) -> int:
        return self.clock()

    @property
    def today(self) -> str:
        """The day as Odoo's expiry rule sees it: an ISO date, UTC."""
        return datetime.fromtimestamp(self.now_ms / 1000, UTC).date().isoformat()

    def once(self, token: str, table: str) -> tuple[int, bool]:
        """The id behind a token, and whether it was handed out just now."""
        new = token not in self.tokens
        if new:
            self.tokens[token] = self.next_id(table)
        return self.tokens[token], new

    def next_id(self, table: str) -> int:
        return next(self._ids[table])

    def add_user(self, login: str, password: str, active: bool = True) -> int:
        user = User(self.next_id("user"), login, password, active)
        self.users[user.id] = user
        return user.id

    def add_employee(
        self, name: str, badge: str | None, pin: str | None, job: str = "", user: int | None = None
    ) -> int:
        employee = Employee(self.next_id("employee"), name, badge, pin, job, user)
        self.employees[employee.id] = employee
        return employee.id

    def add_site(self, code: str, name: str, zone: str, steps: int) -> Site:
        """A warehouse with its stock, and for 2 or 3 steps the place its goods go to first."""
        view = self.add_location(code, None, usage="view")
        stock = self.add_location("Stock", view, f"{code}STOCK")
        first = self._chain(code, view, stock, steps)
        back = OpType(self.next_id("type"), "incoming", _CUSTOMERS, stock, "IN")
        site = Site(self.next_id("site"), code, name, zone, steps, stock, first, back)
        self.sites[site.id] = site
        return site

    def _chain(self, code: str, view: int, stock: int, steps: int) -> OpType:
        """What is done with an order's goods, first thing first: pick, pack, ship, or less."""
        packing = self.add_location("Packing Zone", view, f"{code}PACKING") if steps == 3 else 0
        output = self.add_location("Output", view, f"{code}OUTPUT") if steps > 1 else 0
        out = OpType(self.next_id("type"), "outgoing", output or stock, _CUSTOMERS)
        if steps == 1:
            return out
        pack = OpType(self.next_id("type"), "internal", packing, output, "PACK", out) if steps == 3 else None
        return OpType(self.next_id("type"), "internal", stock, packing or output, "PICK", pack or out)

    def add_location(self, name: str, parent: int | None, barcode: str | None = None, usage: str = "internal") -> int:
        location = Location(self.next_id("location"), name, parent, usage, barcode)
        self.locations[location.id] = location
        return location.id

    def add_product(self, card: OdooProduct) -> int:
        """Keeps the product under a new id; the one on the card is ignored."""
        odoo_id = self.next_id("product")
        self.products[odoo_id] = Product(replace(card, odoo_id=odoo_id))
        return odoo_id

    def add_lot(self, product: int, name: str, expires: str | None = None) -> int:
        odoo_id = self.next_id("lot")
        self.lots[odoo_id] = Lot(OdooLot(odoo_id, product, name, expires))
        return odoo_id

    def add_box(self, card: OdooBox) -> int:
        """Keeps the box under a new id; the one on the card is ignored."""
        odoo_id = self.next_id("box")
        self.boxes[odoo_id] = replace(card, odoo_id=odoo_id)
        return odoo_id

    def add_partner(self, name: str, street: str | None, postcode: str | None, city: str | None) -> int:
        email = f"{name.lower().replace(' ', '.')}@example.com"
        partner = Partner(self.next_id("partner"), name, street, postcode, city, "DE", email=email)
        self.partners[partner.id] = partner
        return partner.id

    def within(self, root: int) -> list[int]:
        """The location and all below it; a parent is always older than its children."""
        found = {root}
        for location in self.locations.values():
            if location.parent in found:
                found.add(location.id)
        return sorted(found)
