"""The server killed (SIGKILL) again and again while handhelds upload: it opens, is whole, and has what it acknowledged.

Twelve handhelds send one pick after the other, each again until it is acknowledged; the server is killed 0 to 300 ms
after its first acknowledgement. After each kill, before the next start: `PRAGMA integrity_check` (SQLite), and every
acknowledged event is in the store exactly once. At the end all is sent, the events are those acknowledged, the lines
hold what was picked, and the sealed journal verifies. Prints a JSON object for SQLite, and one for PostgreSQL where it
is installed.

`--kills N` (200), `--seed S`, `--only sqlite|postgresql`.
"""

from __future__ import annotations

import argparse
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, text

from tests.bench.floor import build
from tests.commands import run
from tests.proof.uploading import Uploads
from tests.running import Server
from tests.tools.needs import NEEDS
from tests.tools.servers import start_postgres, stop
from warehouse_app.store.sqlite import driver

HANDHELDS, MOST_S = 12, 0.3
SEALED_WITHIN_S = 200  # a PostgreSQL lease of a server that was killed holds two minutes


def main() -> int:
    """Kills and prints; exit code 1 when anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    asked = parser.parse_known_args()[0]
    held = True
    for name, place in (("sqlite", _sqlite), ("postgresql", _postgres)):
        if asked.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="kills-", dir="/tmp") as folder, place(Path(folder)) as url:
                found = _measure(Path(folder), url, asked.kills, asked.seed) if url else {"left_out": f"no {name}"}
            print(json.dumps({"proof": "kills", "store": name, "seed": asked.seed} | found), flush=True)
            held &= bool(found.get("held", True))
    return 0 if held else 1


def _measure(folder: Path, url: str, kills: int, seed: int) -> dict[str, Any]:
    chance, begun, starts = Random(seed), time.monotonic(), []
    data = {"WAREHOUSE_DATA_DIR": str(folder / "data"), "WAREHOUSE_STORE_URL": url}
    server = Server(folder, "serve", **data, WAREHOUSE_LOG_LEVEL="warning")
    uploads = Uploads(server.port, build(url, HANDHELDS))
    sqlite = url.startswith("sqlite")
    # One picture for all questions: PostgreSQL may still commit what a killed server had sent.
    engine = create_engine(url, module=driver) if sqlite else create_engine(url, isolation_level="REPEATABLE READ")
    broken: list[str] = []
    with uploads.going():
        for _ in range(kills):
            starts.append(server.start().started_in_s)
            uploads.wait_for_one()
            time.sleep(chance.uniform(0, MOST_S))
            server.kill()
            broken += _look(engine, uploads)
        server.start()
    broken += _look(engine, uploads, over=True)
    audit = verified(folder, data)
    server.kill()
    engine.dispose()
    return {
        "kills": kills, "acknowledged": len(uploads.acknowledged), "sent_again": uploads.sent_again,
        "answered_duplicate": uploads.duplicates, "start_s": round(statistics.median(starts), 2),
        "seconds": round(time.monotonic() - begun), "audit": audit, "broken": broken[:5],
        "held": not broken and audit == 0,
    }  # fmt: skip


def _look(engine: Engine, uploads: Uploads, over: bool = False) -> list[str]:
    """What is wrong in the store; nobody has it open."""
    acknowledged = set(uploads.acknowledged)
    with engine.connect() as store:
        kept = list(store.execute(text("SELECT id FROM event WHERE verdict = 'accepted'")).scalars())
        picked = store.execute(text("SELECT coalesce(sum(picked_m), 0) FROM line")).scalar_one()
        whole = [] if engine.name != "sqlite" else store.execute(text("PRAGMA integrity_check")).scalars().all()
    wrong = [f"integrity: {words}" for words in whole if words != "ok"]
    wrong += [f"lost {id_}" for id_ in acknowledged - set(kept)]
    wrong += ["an event twice"] if len(kept) != len(set(kept)) else []
    wrong += [f"picked {picked} of {len(kept)} events"] if picked != len(kept) * 1000 else []
    return wrong + (["more events than acknowledged"] if over and len(kept) != len(acknowledged) else [])


def verified(folder: Path, data: dict[str, str]) -> int:
    """The exit code of `audit verify` once nothing is unsealed; 99 when that takes too long."""
    until = time.monotonic() + SEALED_WITHIN_S
    while time.monotonic() < until:
        said = run(folder, data, "audit", "verify")
        if said.returncode or "not sealed yet: none" in said.stdout:
            return said.returncode
        time.sleep(1)
    return 99


@contextmanager
def _sqlite(folder: Path) -> Iterator[str | None]:
    (folder / "data").mkdir()
    yield f"sqlite:///{folder / 'data' / 'floor.sqlite3'}"


@contextmanager
def _postgres(folder: Path) -> Iterator[str | None]:
    programs = NEEDS["postgresql"].find()
    if not programs:
        yield None
        return
    (folder / "data").mkdir()
    server = start_postgres(Path(programs), folder / "postgres", durable=True)
    with psycopg.connect(f"postgresql://{server.address}/postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE floor")
    try:
        yield f"postgresql+psycopg://{server.address}/floor"
    finally:
        stop(server)


if __name__ == "__main__":
    raise SystemExit(main())
