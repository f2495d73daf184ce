"""A wave as large as they come, grown from the sheet of a small one, and what a picker who errs never scans on it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

LOTS = 5  # of each line's goods, each with a label of its own
PER_STOP, PER_TOTE = 2, 6


def grown(sheet: dict[str, Any], lines: int) -> dict[str, Any]:
    """The sheet with so many lines of the demo's own kind: goods with three codes and five lots each, one to three
    pieces, two lines a stop, six a tote.
    """
    big = deepcopy(sheet) | {"stops": [], "totes": [], "products": {}, "lots": {}, "lines": [], "known": {}}
    big["codes"] = {code: entry for code, entry in sheet["codes"].items() if entry["what"] in ("command", "reason")}
    for number in range(lines):
        if number % PER_STOP == 0:
            _stop(big, number // PER_STOP)
        if number % PER_TOTE == 0:
            _tote(big, number // PER_TOTE)
        _line(big, sheet, number)
    return big


def scans(sheet: dict[str, Any]) -> Iterator[str]:
    """Every scan of the walk, from the first place to the last tote."""
    stop = None
    for line in sheet["lines"]:
        if line["stop"] != stop:
            stop = line["stop"]
            yield sheet["stops"][stop]["code"]
        for _ in range(line["demand_m"] // 1000):
            yield sheet["products"][str(line["product"])]["code"]
        yield line["tote"]


def _stop(big: dict[str, Any], number: int) -> None:
    code = f"Q-{number:03d}-1"
    big["stops"].append({"location": 7000 + number, "code": code, "parts": code.split("-"), "check": code})
    big["codes"][code] = {"what": "location", "location": 7000 + number}


def _tote(big: dict[str, Any], number: int) -> None:
    code = f"T-{8000 + number}"
    big["totes"].append({"code": code, "slot": number + 1, "transfer": 9000 + number, "order": f"S{number:05d}"})
    big["codes"][code] = {"what": "tote", "tote": code}


def _line(big: dict[str, Any], sheet: dict[str, Any], number: int) -> None:
    like, id_ = sheet["lines"][number % len(sheet["lines"])], 5000 + number
    goods = sheet["products"][str(like["product"])] | {"sku": f"QQ-{number}", "code": _ean(number), "whole": True}
    big["products"][str(id_)] = goods
    for code, factor_m in ((_ean(number), 1000), (f"QQ-{number}", 1000), (f"QC-{number}", 12_000)):
        big["codes"][code] = {"what": "product", "product": id_, "factor_m": factor_m, "lot": None}
    for lot in range(id_ * LOTS, (id_ + 1) * LOTS):
        big["lots"][str(lot)] = {"name": f"LQ{lot}", "expires": "2027-03-01"}
        big["codes"][f"LQ{lot}"] = {"what": "product", "product": id_, "factor_m": 1000, "lot": lot}
    demand_m = 1000 * (1 + number % 3)
    tote = big["totes"][-1]
    own = {"id": id_, "stop": len(big["stops"]) - 1, "product": id_, "lot": None, "demand_m": demand_m}
    own |= {"picked_m": 0, "short_m": 0, "tote": tote["code"], "slot": tote["slot"], "max_m": demand_m}
    big["lines"].append({**like, **own, "steps": ["location", "product", "quantity", "tote"]})


def _ean(number: int) -> str:
    digits = f"20{number:010d}"
    return digits + str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10)
