"""`make faults SCANS=300 SEED=1`: forty handhelds scan while everything around them fails; then the books are checked.

Prints one line, `scans N kills K odoo-kills O lost 0 doubled 0 unknown 0 seed S` with the boxes, returns and notes that
were checked behind it, and before it what does not hold.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.books import Verdict
from tests.faults.check import Books
from tests.faults.site import Site
from tests.faults.storm import Storm, meddle
from tests.odoo_server import Farm, RealOdoo
from tests.tools.needs import NEEDS
from tests.tools.odoo import templates
from tests.tools.odoo.places import Places
from tests.tools.servers import start_postgres, stop

LEAST_S, SCANS_PER_S = 24.0, 55
KILLS, ODOO_KILLS = (6, 30), (2, 16)  # at 300 scans, at 10,000 and more
TEMPLATES = {steps: f"floor_{steps}step" for steps in (1, 2, 3)}
SHOWN = 20
LONG = 1000  # scans


def main() -> int:
    """Runs the suite; exit code 1 when anything was lost, doubled or is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, choices=sorted(TEMPLATES), default=1)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument(
        "--kills", type=int, help="so many of the server before it abates; as many as the scans ask for"
    )
    parser.add_argument("--odoo-kills", type=int, help="the same of Odoo")
    parser.add_argument(
        "--keep", type=Path, help="a new folder for histories, store and log of a run that does not hold"
    )
    asked = parser.parse_args()
    folder = NEEDS["odoo"].find()
    if not folder:
        print(json.dumps({"proof": "faults", "left_out": "no real Odoo on this machine: make odoo"}), flush=True)
        return 0
    places = Places(Path(folder))
    with places.lock():
        templates.make(places, TEMPLATES[asked.steps])
    farm = Farm(places)
    try:
        odoo = RealOdoo(farm, farm.copy(TEMPLATES[asked.steps]))
        with tempfile.TemporaryDirectory() as temporary, _store(asked.store, Path(temporary)) as store:
            kills = asked.kills or _many(asked.scans, KILLS), asked.odoo_kills or _many(asked.scans, ODOO_KILLS)
            verdict, line = storm(Path(temporary), odoo, asked.scans, asked.seed, store, kills)
            if asked.keep and not verdict.holds:
                shutil.copytree(temporary, asked.keep)
    finally:
        farm.close()
    for wrong in [*verdict.lost, *verdict.doubled, *verdict.unknown][:SHOWN]:
        print(wrong, file=sys.stderr)
    print(line, flush=True)
    return 0 if verdict.holds else 1


@contextmanager
def _store(kind: str, folder: Path) -> Iterator[str | None]:
    """The URL of an empty database of PostgreSQL, on a server of its own; None for SQLite."""
    if kind == "sqlite":
        yield None
        return
    server = start_postgres(Path(NEEDS["postgresql"].find() or ""), folder / "postgres")
    try:
        yield f"postgresql+psycopg://{server.address}/postgres"
    finally:
        stop(server)


def storm(
    folder: Path,
    odoo: RealOdoo,
    scans: int,
    seed: int,
    store: str | None = None,
    kills: tuple[float, float] | None = None,
) -> tuple[Verdict, str]:
    """One run: what the books say, and the line that tells it. `kills` are of the server and of Odoo."""
    lasts_s = max(LEAST_S, scans / SCANS_PER_S)
    site = Site(folder, odoo, scans, seed, lasts_s, store)
    try:
        kills = kills or (_many(scans, KILLS), _many(scans, ODOO_KILLS))
        trouble = Storm(seed, site.server, odoo.farm, site.weather, lasts_s, kills)
        trouble.begin()
        edited = _work(site, odoo, trouble, seed, is_long=scans >= LONG)
        trouble.end()
        site.line.calm()
        site.drain()
        site.keeper.told.set()  # what differs can be answered now
        site.keeper.join()
        books = Books(site, edited, site.drain())
        checked = books.check()
        scanned = sum(one.scans for one in site.terminals)
        figures = {"scans": scanned, "kills": trouble.kills, "odoo_kills": trouble.odoo_kills, "seed": seed}
        return books.verdict, books.verdict.line(**figures, **checked)
    finally:
        site.close()


def _work(site: Site, odoo: RealOdoo, trouble: Storm, seed: int, is_long: bool) -> set[int]:
    """Until every device has nothing more to do; the transfers the office meddled with.

    What takes several rounds with Odoo (a chain's boxes, what comes back) is done in a storm that abates where the run
    is long, and in calm where it is short: a kill costs it half a minute.
    """
    for one in site.terminals:
        one.start()
    _wait(lambda: sum(not hand.is_alive() for hand in site.hands) >= len(site.hands) / 2)
    edited = meddle(odoo.client, site.unpacked(), Random(seed))
    _wait(lambda: all(not hand.is_alive() for hand in site.hands[1:]))
    site.docks.close()
    trouble.abate() if is_long else trouble.end()
    site.wake.set()  # the device that lay in a drawer for a day
    _wait(lambda: all(not one.is_alive() for one in site.terminals if one is not site.keeper))
    return edited


def _many(scans: int, kills: tuple[int, int]) -> float:
    least, most = kills
    return least + (most - least) * min(1.0, scans / 10_000)


def _wait(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.2)


if __name__ == "__main__":
    raise SystemExit(main())
