"""The demo's first morning: a shop behind the Odoo port, its people in the store, its waves on the floor.

The shop is the double's, or that of a real Odoo made for trying; people, totes and timetable are the demo's own.
"""

from __future__ import annotations

from dataclasses import replace

from warehouse_app.bootstrap.errors import CannotStart
from warehouse_app.bootstrap.services import Services
from warehouse_app.demo import demo_shop, open_odoo, shipped_orders
from warehouse_app.demo.trucks import departures
from warehouse_app.domain.errors import Refused
from warehouse_app.service.devices import enrolment_code
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.pull import Pulled
from warehouse_app.service.release_waves import release_waves
from warehouse_app.service.seed import seed

CART = 8  # totes of one cart
MOST_LINES = 40
CODE_MINUTES = 10 * 60


def fill(services: Services) -> Services:
    """These services with the demo behind them. Done again on a kept store it adds only what is new.

    The double begins anew each time, so it is told again what a kept store has.

    Raises:
        CannotStart: the real Odoo that was to be tried is not there.
    """
    now = services.clock()
    shop, odoo = demo_shop(now), services.odoo
    if odoo is None:
        odoo = double = open_odoo(services.settings.demo_seed, now)
        shop = replace(shop, shipped=shipped_orders(double))
    services = replace(services, odoo=odoo, shop=shop)
    pulled = _seed(services)
    trucks: dict[str | None, int] = dict(departures(now).items())

    def release(uow: UnitOfWork) -> None:
        release_waves(pulled.warehouses[0], CART, MOST_LINES, trucks, uow)

    services.store.write(release)
    if services.settings.double:
        services.store.write(lambda uow: uow.telling.start_over())
    return services


def _seed(services: Services) -> Pulled:
    assert services.odoo is not None
    assert services.shop is not None
    try:
        return seed(services.store, services.odoo, services.shop, services.hasher.make)
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
