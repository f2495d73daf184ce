"""The places of all locations as a file for a spreadsheet, and back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.layout.hall import MOST_AISLES, MOST_CELLS, Hall
from warehouse_app.domain.layout.placing import Cells, spots_of
from warehouse_app.service.measures import cell
from warehouse_app.service.ports.layouts import PlaceRow

COLUMNS = ("location", "zone", "aisle", "bay", "level", "slot", "aisle_no", "cell")
_MOST_SAID = 20_000


def as_file(hall: Hall, said: Cells, places: Sequence[PlaceRow]) -> str:
    """One row for each location; `aisle_no` and `cell` count from 1, the front left is 1, 1."""
    spots = spots_of(hall, said, [(place.code, place.barcode) for place in places])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for place in places:
        spot = spots.get(place.code)
        named = spot.named if spot else None
        parts = [getattr(named, part, "") for part in COLUMNS[1:6]]
        where = [spot.aisle + 1, spot.cell + 1] if spot else ["", ""]
        writer.writerow([cell(place.code), *map(cell, parts), *where])
    return out.getvalue()


def said_in(text: str, hall: Hall, places: Sequence[PlaceRow]) -> dict[str, tuple[int, int]]:
    """What the file says otherwise than the patterns.

    Raises:
        Refused: `layout.file` (no such columns), `layout.row` (its number, and the location it names).
    """
    known = {place.code: place for place in places}
    found: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(_rows(text), 2):
        code = (row["location"] or "").strip()
        code = code[1:] if code not in known and code.startswith("'") else code
        if not row["aisle_no"] and not row["cell"]:
            continue
        where = _place(row)
        if code not in known or where is None:
            raise Refused("layout.row", 400, {"row": number, "location": code[:60]})
        spot = hall.spot(code, known[code].barcode)
        if spot is None or (spot.aisle, spot.cell) != where:
            found[code] = where
    if len(found) > _MOST_SAID:
        raise Refused("layout.too_large", 400)
    return found


def _rows(text: str) -> Sequence[Mapping[str, str]]:
    head = text.lstrip("\ufeff").splitlines()[:1]
    sign = max(",;\t", key=head[0].count) if head else ","
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=sign, restval="")
    if not {"location", "aisle_no", "cell"} <= set(reader.fieldnames or ()):
        raise Refused("layout.file", 400)
    try:
        return list(reader)
    except csv.Error as wrong:
        raise Refused("layout.file", 400) from wrong


def _place(row: Mapping[str, str]) -> tuple[int, int] | None:
    aisle, at = row["aisle_no"].strip(), row["cell"].strip()
    if not (aisle.isascii() and aisle.isdigit() and at.isascii() and at.isdigit()):
        return None
    place = int(aisle) - 1, int(at) - 1
    return place if 0 <= place[0] < MOST_AISLES and 0 <= place[1] < MOST_CELLS else None
