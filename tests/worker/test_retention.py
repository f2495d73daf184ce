"""What went stays away: the next pull does not bring it back, and a back-up that still had it loses it again."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from tests.store.shop import query
from tests.store.test_chain import seal
from tests.worker.test_loop import services_of
from tests.worker.yard import Clock, Yard
from warehouse_app.domain.retention import DAY_MS, Keep
from warehouse_app.service import retention
from warehouse_app.service.audit import verify
from warehouse_app.service.holding import take
from warehouse_app.service.pull import pull
from warehouse_app.service.seal import seal_next
from warehouse_app.store import open_store
from warehouse_app.store.backup import restore, save
from warehouse_app.worker.retain import BETWEEN_S, EVERY_S, Retain


def addressed(store: Any) -> list[str]:
    """Names of transfers that still say where they go."""
    rows = query(store, "SELECT name, ship_to FROM transfer ORDER BY name")
    return [name for name, ship_to in rows if ship_to not in (None, "null")]


def shipped(yard: Yard) -> None:
    """One order done in Odoo, one still open."""
    yard.order({0: 3})
    yard.open()
    yard.picker(yard.release()[0]).pick_all()
    yard.settle()
    yard.order({1: 1})
    yard.pull()


def end(yard: Yard, name: str) -> None:
    """Odoo's own people are done with it."""
    (transfer,) = [row.odoo_id for row in yard.floors() if row.name == name]
    yard.rig.someone_validates(transfer)
    yard.pull()


def test_a_pull_does_not_bring_a_deleted_address_back(yard: Yard) -> None:
    shipped(yard)
    there = addressed(yard.store)
    assert len(there) == 2
    end(yard, there[0])
    yard.clock.now += 91 * DAY_MS
    assert retention.run(yard.store, Keep())["addresses"] == 1
    yard.pull()
    yard.pull(with_ids=False)
    pull(yard.port, yard.store)
    assert addressed(yard.store) == there[1:]


def test_a_restored_back_up_loses_it_again_and_the_chain_holds(sqlite_store: Any, clock: Clock, tmp_path: Path) -> None:
    yard = Yard(sqlite_store, clock)
    shipped(yard)
    held = take(yard.store, "seal", "me")
    assert held is not None
    assert seal_next(held, seal)
    there = addressed(yard.store)
    end(yard, there[0])
    save(f"sqlite:///{tmp_path / 'floor.sqlite3'}", tmp_path / "copy.db")
    clock.now += 91 * DAY_MS
    assert retention.run(yard.store, Keep())["addresses"] == 1
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere' / 'floor.db'}"
    restore(tmp_path / "copy.db", elsewhere, clock.now)
    again = open_store(elsewhere, clock)
    assert addressed(again) == there
    assert retention.run(again, Keep())["addresses"] == 1
    assert addressed(again) == there[1:]
    assert verify(again.read, seal).bad is None
    again.close()


def test_the_loop_deletes_piece_by_piece_and_logs_counts_only(
    yard: Yard, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shipped(yard)
    end(yard, addressed(yard.store)[0])
    retain, holding = Retain(services_of(yard, tmp_path)), take(yard.store, "retain", "me")
    assert holding is not None
    with caplog.at_level(logging.INFO, "warehouse_app.worker.retain"):
        assert retain.step(holding) == EVERY_S
        assert caplog.messages == []
        yard.clock.now += 91 * DAY_MS
        holding = take(yard.store, "retain", "me")
        assert holding is not None
        assert (retain.step(holding), retain.step(holding)) == (BETWEEN_S, EVERY_S)
    (line,) = caplog.messages
    assert "addresses 1" in line
    assert "Picker" not in line
