"""What was walked of late and what is still to be walked, on both databases."""

from __future__ import annotations

from dataclasses import replace

from tests.store.shop import NOW, Shop, transfer
from warehouse_app.domain.labour import Walked


def test_waves_that_were_walked_are_measured_by_their_lines_and_minutes(shop: Shop) -> None:
    held = shop.held()
    shop.store.write(lambda uow: uow.floor.save_wave(replace(held, state="claimed", epoch=1, person=shop.ana)))
    shop.store.write(lambda uow: uow.floor.save_wave(replace(held, state="walked", epoch=1, person=shop.ana)))
    found = shop.store.read(lambda views: views.labour.walked(shop.w, 0, 10))
    assert [(one.lines, one.metres) for one in found] == [(3, None)]
    assert isinstance(found[0], Walked)
    assert shop.store.read(lambda views: views.labour.walked(shop.w, NOW * 2, 10)) == []


def test_what_is_ahead_is_told_by_wave_and_for_the_pool_by_carrier(shop: Shop) -> None:
    rows = [transfer(n, (n * 10, n % 3 + 1, 1000), carrier="DPD" if n == 5 else "DHL") for n in (3, 4, 5)]
    shop.store.write(lambda uow: uow.catalogue.keep_transfers(shop.w, rows))
    (wave,) = shop.store.read(lambda views: views.labour.on_waves(shop.w))
    assert (wave.carrier, wave.lines, wave.of) == ("DHL", 3, 3)
    pool = {one.carrier: (one.lines, one.orders) for one in shop.store.read(lambda views: views.labour.in_pool(shop.w))}
    assert pool == {"DHL": (2, 2), "DPD": (1, 1)}
