"""Killed while it writes: the store opens, is whole, and has every event answered. 200 kills: tests/proof/kills.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store.shop import NOW, open_shop, outside
from warehouse_app.store import open_store

KILLS = 10


def test_every_answered_event_is_there_once_after_each_of_ten_kills(url: str, tmp_path: Path) -> None:
    store = open_store(url, lambda: NOW)
    open_shop(store)
    store.close()
    answers = tmp_path / "answers"
    command = [sys.executable, "-m", "tests.store.many_events", url, str(answers), str(KILLS), "6"]
    subprocess.run(command, check=True, timeout=150)
    answered = [line for line in answers.read_text(encoding="ascii").splitlines() if len(line) == 32]
    with outside(url) as connection:
        if url.startswith("sqlite"):
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        kept = list(connection.exec_driver_sql("SELECT id FROM event ORDER BY seq").scalars())
        seqs = list(connection.exec_driver_sql("SELECT seq FROM event ORDER BY seq").scalars())
    assert len(answered) >= KILLS
    assert set(answered) <= set(kept)
    assert len(kept) == len(set(kept))
    assert seqs == list(range(1, len(kept) + 1)), "a number was left out or given twice"
    again = open_store(url, lambda: NOW)
    assert again.read(lambda views: views.count("event")) == len(kept)
    again.close()
