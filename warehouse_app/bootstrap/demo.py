"""The demo's first morning: a shop behind the Odoo port, its people in the store, its waves on the floor.

The shop is the double's, or that of a real Odoo made for trying; people, totes and timetable are the demo's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.bootstrap.services import Services
from warehouse_app.demo import SLOTS, Office, demo_shop, open_odoo, pack_some, return_places, shipped_orders
from warehouse_app.domain.errors import Refused
from warehouse_app.domain.layout.hall import Door
from warehouse_app.hashing import Argon2
from warehouse_app.service.devices import enrolment_code
from warehouse_app.service.layout_form import first_plan
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import Pulled
from warehouse_app.service.release_waves import Release, proposals_of, release
from warehouse_app.service.save_layout import put_on_map
from warehouse_app.service.seed import seed

RELEASED = 3  # the first third of the pool; the rest is the supervisor's to release
CODE_MINUTES = 10 * 60
PUBLIC_KIB = 64  # the PINs of a demo's people stand on its first page: guessing them need not be made dear


def fill(services: Services) -> Services:
    """These services with the demo behind them. Done again on a kept store it adds only what is new.

    The double begins anew each time, so it is told again what a kept store has.

    Raises:
        CannotStart: the real Odoo that was to be tried is not there.
    """
    now = services.clock()
    shop, odoo, places = demo_shop(now), services.odoo, {}
    if odoo is None:
        odoo = double = open_odoo(services.settings.demo_seed, now)
        pack_some(double.books)
        places = return_places(double.books)
        double.books.labelling |= set(services.settings.label_carriers)
        shop = replace(shop, shipped=shipped_orders(double))
        double.books.ledger.prepaid = True
        services = replace(services, office=Office(double.books, double.lock))
    services = replace(services, odoo=odoo, shop=shop)
    pulled = _seed(services)
    services.store.write(lambda uow: _layout(pulled.warehouses[0], uow))
    services.store.write(lambda uow: _release_some(pulled.warehouses[0], services, uow))
    services.store.write(lambda uow: _shelves(pulled.warehouses[0], uow))
    services.store.write(lambda uow: _places(places, uow))
    if services.settings.double:
        services.store.write(lambda uow: uow.telling.start_over())
    return services


def _layout(w: int, uow: UnitOfWork) -> None:
    """The hall as its names tell it, unless somebody has drawn or given up one; the depot stands before aisle B."""
    layouts = uow.catalogue.layouts
    plan = first_plan(layouts.places(w))
    if plan is not None:
        hall = replace(plan, aisle_mm=3_500, cell_mm=1_200, doors=(Door(min(1, len(plan.aisles) - 1), mm=3_000),))
        uow.releasing.ship_rule("layout", "hall", 1, hall.as_body())
    kept = layouts.hall(w)
    if kept is not None:
        put_on_map(w, kept, layouts.said(w), uow)


def _release_some(w: int, services: Services, uow: UnitOfWork) -> None:
    """The first morning only: on a kept floor the supervisor has decided what is released."""
    cart = services.cart
    pool = proposals_of(w, cart, uow)
    if pool and not uow.releasing.has_waves(w):
        release(Release(w, cart, first=-(-len(pool) // RELEASED), anyway=True), uow)


def _shelves(w: int, uow: UnitOfWork) -> None:
    for kind, shelf, codes in SLOTS:
        uow.slots.add(w, kind, shelf, codes)


def _places(places: Mapping[str, tuple[int, str]], uow: UnitOfWork) -> None:
    """Where goods go that came back; what somebody bound otherwise stays."""
    for rank, (code, (place, name)) in enumerate(places.items(), start=1):
        uow.releasing.ship_rule("disposition", code, 1, {"place": place, "name": name, "rank": rank})


def _seed(services: Services) -> Pulled:
    assert services.odoo is not None
    assert services.shop is not None
    try:
        return seed(services.store, services.odoo, services.shop, Argon2(services.secret, PUBLIC_KIB).make)
    except Refused as other:
        raise CannotStart(
            "This demo's folder was filled from another shop. Start a new morning, without --keep."
        ) from other
    except (OdooRefused, OdooUnreachable, OdooUnknown) as trouble:
        raise CannotStart(
            f"The Odoo to try it on cannot be read ({trouble}). Nothing was started. `warehouse-app check` says more."
        ) from trouble


def demo_code(services: Services, name: str) -> str:
    """A new enrolment code for a visitor, good for one device within the day."""
    w = services.store.read(lambda views: views.warehouses()[0][0])
    return services.store.write(lambda uow: enrolment_code(name, w, None, services.hasher, uow, CODE_MINUTES))
