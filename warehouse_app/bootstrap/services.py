"""Everything the app runs on, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from warehouse_app.aside import Here
from warehouse_app.bootstrap.first_key import FirstKey
from warehouse_app.carriers import Carriers, OdoosOwn, OwnLabel
from warehouse_app.config import Settings
from warehouse_app.domain.releasing import Cart
from warehouse_app.domain.retention import Keep
from warehouse_app.domain.sheet import PickingRules
from warehouse_app.live import Live
from warehouse_app.printing.labels import label_pdf
from warehouse_app.service.messages import Messages
from warehouse_app.service.pack_label import ParcelPaper
from warehouse_app.service.ports.aside import Aside
from warehouse_app.service.ports.carriers import Connector
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.hook import Hook
from warehouse_app.service.ports.odoo import Odoo, OdooOffice
from warehouse_app.service.ports.shop import Shop
from warehouse_app.service.ports.store import Store


@dataclass(slots=True)
class Services:
    """The adapters, and the little that is shared between requests.

    `heard` says when each device last asked for anything (device id -> ms UTC): presence, which a restart may
    forget; `beats` when each loop of this process last did a step. `hook` is None where none is set. `aside` computes
    what no scan shall wait for, `planner` carts, for which no label shall wait; `carriers` books parcels. `odoo` is
    None where none is set, `office` where there is no second credential, `shop` where it is not the demo, `odoo_use`
    (how much it is asked: calls, running, waiting, last_minute, pause_s) where there is no real Odoo.
    """

    settings: Settings
    clock: Callable[[], int]
    secret: bytes
    store: Store
    hasher: Hasher
    live: Live
    words: Messages
    close: Callable[[], None]
    odoo: Odoo | None = None
    office: OdooOffice | None = None
    odoo_use: Callable[[], Mapping[str, float]] | None = None
    shop: Shop | None = None
    rules: PickingRules = field(default_factory=PickingRules)
    hook: Hook | None = None
    aside: Aside = field(default_factory=Here)
    planner: Aside = field(default_factory=Here)
    carriers: Connector = field(init=False)
    parcels: ParcelPaper = field(init=False)
    heard: dict[int, int] = field(default_factory=dict)
    beats: dict[str, int] = field(default_factory=dict)
    reach: Callable[[Settings], Odoo] | None = None
    link: Callable[[Services], Services] | None = None
    connected: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parcels = ParcelPaper(self.store, self.settings.parcel_paper, self.settings.gs1_prefix)
        own = OwnLabel(lambda name, fields: self.aside.run(label_pdf, name, fields), self.parcels)
        self.carriers = Carriers(own, dict.fromkeys(self.settings.label_carriers, OdoosOwn(own)))

    @property
    def first_key(self) -> FirstKey:
        """The way in while nobody is admin."""
        return FirstKey(self.settings.data_dir, self.secret)

    @property
    def mends(self) -> OdooOffice | None:
        """For whoever mends something in Odoo by a form; nobody does while the app only observes."""
        return None if self.settings.observes else self.office

    @property
    def keep(self) -> Keep:
        """How long what is known of people is kept here."""
        return keep_of(self.settings)

    @property
    def cart(self) -> Cart:
        """What goes on one cart here."""
        kg, litres = self.settings.cart_kg, self.settings.cart_litres
        limits = kg and kg * 1000, litres and litres * 1000
        return Cart.of(self.rules.mode, self.settings.cart_totes, self.settings.cart_lines, *limits)


def rules_of(settings: Settings) -> PickingRules:
    """How waves are picked under these settings."""
    return PickingRules(mode=settings.picking_mode, last_digits=settings.last_digits)


def keep_of(settings: Settings) -> Keep:
    """How long what is known of people is kept under these settings."""
    days = settings.keep_customer_days, settings.keep_photo_days, settings.keep_person_days
    return Keep(*days, settings.keep_journal_years)
