"""A thousand labels of each design, with what people and worse send, read back by two scanners from PDF and from ZPL;
and how long a thousand parcel labels in one PDF take.

`--labels N` (1000) of each, `--seed S` (1), `--only NAME`. Exit code 1 where a scanner read anything else than what
was to be printed.
"""

from __future__ import annotations

import argparse
import random
import time

from tests.printing.reading import expected, random_fields, seen_on_pdf, seen_on_zpl, without_gs1, zbar, zxing
from warehouse_app.printing.designs import design, names
from warehouse_app.printing.labels import labels_pdf
from warehouse_app.printing.runs import can_be_zpl
from warehouse_app.printing.zpl import label_zpl

AT_MOST_S = 5


def main() -> int:
    """1 when anything was read wrong, or the document took too long."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--labels", type=int, default=1000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--only")
    asked, _ = ask.parse_known_args()
    wrong = sum(_design(name, asked.labels, asked.seed) for name in ([asked.only] if asked.only else names()))
    return int(_document() > AT_MOST_S or wrong > 0)


def _design(name: str, labels: int, seed: int) -> int:
    chance, paper, wrong, pictures = random.Random(f"{name} {seed}"), design(name), 0, 0
    for _ in range(labels):
        fields = random_fields(paper, chance)
        wanted = expected(paper, fields)
        seen = seen_on_pdf(name, fields) + seen_on_zpl(name, fields)
        pictures += len(seen)
        found = len(seen) == 1 + can_be_zpl(name)
        found = found and all(zxing(one) == wanted and zbar(one) == without_gs1(wanted) for one in seen)
        if not found:
            wrong += 1
            print(f"  wrong: {name} {fields!r}"[:400])
    print(
        f"{name:<16}{labels} labels, {pictures} pictures, {len(expected(paper, fields))} codes each: {wrong} wrong",
        flush=True,
    )
    return wrong


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
