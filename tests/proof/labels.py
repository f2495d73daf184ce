"""A thousand labels of each design, with what people and worse send, read back by two scanners from PDF and from ZPL;
and how long a thousand parcel labels in one PDF take.

`--labels N` (1000) of each, `--seed S` (1), `--only NAME`, `--jobs N` (1) processes at once. `--kept FILE`: what was
read is noted there hundred by hundred, and what is noted is not read again. Exit code 1 where a scanner read anything
else than what was to be printed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.printing.reading import expected, random_fields, seen_on_pdf, seen_on_zpl, without_gs1, zbar, zxing
from warehouse_app.printing.designs import design, names
from warehouse_app.printing.labels import labels_pdf
from warehouse_app.printing.runs import can_be_zpl
from warehouse_app.printing.zpl import label_zpl

AT_MOST_S = 5
PART = 100  # labels that are read, or read again, together
Part = tuple[str, int, int, int]
"""Design, seed, the number of the part, how many labels it has."""


def main() -> int:
    """1 when anything was read wrong, or the document took too long."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--labels", type=int, default=1000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--only")
    ask.add_argument("--jobs", type=int, default=1)
    ask.add_argument("--kept", type=Path)
    asked, _ = ask.parse_known_args()
    wanted = [asked.only] if asked.only else names()
    wrong = sum(
        _told(name, Counter(found)) for name, found in _read(wanted, asked.labels, asked.seed, asked.jobs, asked.kept)
    )
    return int(_document() > AT_MOST_S or wrong > 0)


def _read(
    wanted: list[str], labels: int, seed: int, jobs: int, kept: Path | None
) -> Iterator[tuple[str, dict[str, int]]]:
    """Each design as soon as all of it was read, and what was found."""
    lines = kept.read_text("utf-8").splitlines() if kept and kept.is_file() else []
    known = {tuple(row.pop("part")): row for row in map(json.loads, lines)}
    parts = {name: list(_parts(name, labels, seed)) for name in wanted}
    with ProcessPoolExecutor(jobs) as pool:
        for name, its in parts.items():
            work = {pool.submit(read_part, part): part for part in its if part not in known}
            for done in as_completed(work):
                known[work[done]] = done.result()
                if kept is not None:
                    with kept.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({"part": work[done], **known[work[done]]}) + "\n")
            yield name, sum((Counter(known[part]) for part in its), Counter())


def _parts(name: str, labels: int, seed: int) -> Iterator[Part]:
    for first in range(0, labels, PART):
        yield name, seed, first // PART, min(PART, labels - first)


def read_part(part: Part) -> dict[str, int]:
    """How many labels, pictures and wrong ones."""
    name, seed, number, labels = part
    chance, paper, found = random.Random(f"{name} {seed} {number}"), design(name), Counter[str]()
    for _ in range(labels):
        fields = random_fields(paper, chance)
        wanted = expected(paper, fields)
        seen = seen_on_pdf(name, fields) + seen_on_zpl(name, fields)
        is_right = len(seen) == 1 + can_be_zpl(name)
        is_right = is_right and all(zxing(one) == wanted and zbar(one) == without_gs1(wanted) for one in seen)
        found += Counter(labels=1, pictures=len(seen), codes=len(wanted), wrong=int(not is_right))
        if not is_right:
            print(f"  wrong: {name} {fields!r}"[:400], flush=True)
    return dict(found)


def _told(name: str, found: Counter[str]) -> int:
    print(f"{name:<16}{found['labels']} labels, {found['pictures']} pictures, {found['codes']} codes: "
          f"{found['wrong']} wrong", flush=True)  # fmt: skip
    return found["wrong"]


def _document() -> float:
    to = "Zuzana Škvorecká\nNordstraße 17b\n01097 Dresden\nGermany"
    rows = [
        {
            "number": f"P-{n:07d}",
            "order": f"S{n:05d}",
            "carrier": "DHL",
            "to": to,
            "from": "Nordlager",
            "weight": "3.4 kg",
        }
        | {"n_of_m": "1/1"}
        for n in range(1000)
    ]
    begun, worked = time.perf_counter(), time.process_time()
    size = len(labels_pdf("parcel", rows, "Parcels"))
    took, worked = time.perf_counter() - begun, time.process_time() - worked
    begun = time.perf_counter()
    told = sum(len(label_zpl("parcel", row)) for row in rows)
    as_zpl = time.perf_counter() - begun
    print(f"1000 parcels in one PDF: {took:.2f} s (at most {AT_MOST_S} s), {worked:.2f} of a processor, {size} bytes")
    print(f"the same as ZPL: {as_zpl:.2f} s, {told / 1e6:.1f} MB")
    return took


if __name__ == "__main__":
    raise SystemExit(main())
