"""The first filling of a store: a pull, then what belongs to the app itself: people, totes, reasons, cut-offs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from warehouse_app.domain.people import badge_text
from warehouse_app.service.people import NewPerson, add_person
from warehouse_app.service.ports.odoo import Odoo
from warehouse_app.service.ports.shop import Shop, ShopPerson
from warehouse_app.service.ports.store import Store, UnitOfWork
from warehouse_app.service.pull import Pulled, pull
from warehouse_app.service.shipped_rules import ship_rules


def seed(store: Store, odoo: Odoo, shop: Shop, hash_pin: Callable[[str], str]) -> Pulled:
    """Pulls from `odoo` and keeps the shop in its first warehouse. Done twice it changes nothing but cut-offs.

    Logins are tried on `odoo` and PINs hashed before the store is asked to write: neither is quick.
    """
    pulled = pull(odoo, store)
    hired = [(person, hash_pin(person.pin), _odoo_user(odoo, person)) for person in shop.people]
    store.write(lambda uow: _settle(uow, pulled.warehouses[0], shop, hired))
    return pulled


def _odoo_user(odoo: Odoo, person: ShopPerson) -> int | None:
    if person.login is None or person.password is None:
        return None
    return odoo.authenticate(person.login, person.password)


def _settle(uow: UnitOfWork, w: int, shop: Shop, hired: Sequence[tuple[ShopPerson, str, int | None]]) -> None:
    uow.catalogue.keep_totes(w, shop.totes)
    ship_rules(uow)
    for cutoff in shop.cutoffs:
        uow.catalogue.keep_cutoff(w, cutoff.carrier, cutoff.weekday, cutoff.minute)
    for person, pin_hash, odoo_user in hired:
        if uow.people.by_badge(badge_text(person.badge) or "") is None:
            add_person(NewPerson(person.name, person.roles, person.badge, pin_hash, odoo_user), w, uow)
