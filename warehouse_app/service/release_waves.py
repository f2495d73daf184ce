"""Release: ready transfers become waves of one cart, by count; the first truck first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from warehouse_app.service.ports.catalogue import FreeTransfer
from warehouse_app.service.ports.store import UnitOfWork


def release_waves(
    w: int, max_totes: int, max_lines: int, cutoffs: Mapping[str | None, int], uow: UnitOfWork
) -> list[int]:
    """Releases all free transfers of warehouse `w`; returns the ids of the waves.

    A wave holds transfers of one carrier, at most `max_totes` of them and at most `max_lines` lines (a single
    bigger order gets a wave of its own). `cutoffs` are the next departures by carrier in ms UTC. Stops when the
    totes run out: what is left waits for the next release.
    """
    waves: list[int] = []
    for carrier, cart in _carts(uow.catalogue.free_transfers(w), cutoffs, max_totes, max_lines):
        totes = uow.catalogue.free_totes(w, len(cart))
        if len(totes) < len(cart):
            break
        number = f"W-{uow.number('wave', w):04d}"
        loaded = [(transfer.id, tote) for transfer, tote in zip(cart, totes, strict=True)]
        waves.append(uow.catalogue.add_wave(w, number, loaded, carrier, cutoffs.get(carrier)))
        uow.changed("board", "wave", waves[-1])
    return waves


def _carts(
    free: Iterable[FreeTransfer], cutoffs: Mapping[str | None, int], max_totes: int, max_lines: int
) -> Iterator[tuple[str | None, list[FreeTransfer]]]:
    def truck(transfer: FreeTransfer) -> tuple[int, str]:
        return cutoffs.get(transfer.carrier, 2**53), transfer.carrier or ""

    ordered = sorted(free, key=lambda t: (*truck(t), -t.priority, t.first_rank, t.id))
    for _, group in groupby(ordered, key=truck):
        cart: list[FreeTransfer] = []
        for transfer in group:
            if cart and (len(cart) == max_totes or sum(t.lines for t in cart) + transfer.lines > max_lines):
                yield cart[0].carrier, cart
                cart = []
            cart.append(transfer)
        if cart:
            yield cart[0].carrier, cart
