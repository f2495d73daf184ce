"""`make faults SCANS=300 SEED=1`: forty handhelds scan while everything around them fails; then the books are checked.

Prints one line, `scans N kills K odoo-kills O lost 0 doubled 0 unknown 0 seed S`, and before it what does not hold.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tests.faults.books import History, OdooBooks, Rows, Verdict, check_events, check_lines, check_once, check_owned
from tests.faults.site import Site
from tests.faults.storm import Storm, meddle
from tests.odoo_server import Farm, RealOdoo
from tests.tools.needs import NEEDS
from tests.tools.odoo import templates
from tests.tools.odoo.places import Places
from tests.tools.servers import start_postgres, stop

LEAST_S, SCANS_PER_S = 24.0, 55
KILLS, ODOO_KILLS = (6, 30), (2, 16)  # at 300 scans, at 10,000 and more
TEMPLATES = {1: "floor_1step", 3: "floor_3step"}
SHOWN = 20


def main() -> int:
    """Runs the suite; exit code 1 when anything was lost, doubled or is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, choices=sorted(TEMPLATES), default=1)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
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
            verdict, line = storm(Path(temporary), odoo, asked.scans, asked.seed, store)
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


def storm(folder: Path, odoo: RealOdoo, scans: int, seed: int, store: str | None = None) -> tuple[Verdict, str]:
    """One run: what the books say, and the line that tells it."""
    lasts_s = max(LEAST_S, scans / SCANS_PER_S)
    site = Site(folder, odoo, scans, seed, lasts_s, store)
    try:
        trouble = Storm(
            seed,
            site.server,
            odoo.farm,
            site.weather,
            lasts_s / _many(scans, KILLS),
            lasts_s / _many(scans, ODOO_KILLS),
        )
        trouble.begin()
        for hand in site.hands:
            hand.start()
        _wait(lambda: sum(not hand.is_alive() for hand in site.hands) >= len(site.hands) / 2)
        edited = meddle(odoo.client, sorted(site.transfers().values()), Random(seed))
        _wait(lambda: all(not hand.is_alive() for hand in site.hands[1:]))
        site.wake.set()  # the device that lay in a drawer for a day
        site.hands[0].join()
        trouble.end()
        site.line.calm()
        verdict = check(site, edited, site.drain())
        scanned = sum(hand.scans for hand in site.hands)
        return verdict, verdict.line(scans=scanned, kills=trouble.kills, odoo_kills=trouble.odoo_kills, seed=seed)
    finally:
        site.close()


def check(site: Site, edited: set[int], untold: int) -> Verdict:
    """Histories, store and Odoo against each other."""
    verdict = Verdict(unknown=[f"{untold} entries were never told to Odoo"] if untold else [])
    verdict.lost += [f"a handheld stopped: {hand.problem!r}" for hand in site.hands if hand.problem]
    history, ours = History.read(site.folder / "histories"), site.transfers()
    books = OdooBooks(site.odoo.client(), list(ours.values()))
    check_events(history, site.rows("SELECT id, verdict FROM event"), verdict)
    among = ", ".join(map(str, ours))
    lines = site.rows(f"SELECT id, source_key, picked_m FROM line WHERE transfer IN ({among})")
    there = books.picked()
    check_lines(history.counted(), lines, there, site.places(edited), verdict)
    check_owned(edited, site.cases(), lambda id_: _agree(site, id_, lines, there), verdict)
    check_once("note", books.notes(), verdict)
    check_once("batch", books.batches(), verdict)
    check_once("backorder of", books.backorders(), verdict)
    return verdict


def _agree(site: Site, transfer: int, lines: Rows, there: Mapping[str, int]) -> bool:
    """Whether Odoo holds of a transfer what the floor does, so that nobody has to be told anything."""
    places = site.places([transfer])
    here: Counter[str] = Counter()
    for _, key, picked_m in lines:
        here[key] += picked_m
    return all(here[key] == there.get(key, 0) for key in places)


def _many(scans: int, kills: tuple[int, int]) -> float:
    least, most = kills
    return least + (most - least) * min(1.0, scans / 10_000)


def _wait(holds: Callable[[], bool]) -> None:
    while not holds():
        time.sleep(0.2)


if __name__ == "__main__":
    raise SystemExit(main())
