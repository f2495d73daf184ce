"""The form of the layout: what stands in its fields, and the plan they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.layout.hall import ENDS, SIDES, Door, Hall, TooLarge, surveyed
from warehouse_app.domain.layout.names import WrongPattern, proposed
from warehouse_app.domain.layout.walking import as_given
from warehouse_app.domain.layout.ways import NOWHERE
from warehouse_app.domain.routing.layout import Stop
from warehouse_app.service.ports.layouts import PlaceRow

DOORS = 3
PATTERN_MAX, PATTERNS = 80, 8
_LENGTHS = ("aisle_mm", "cell_mm", "gap_mm")

Texts = Mapping[str, str]


def texts_of(hall: Hall) -> dict[str, str]:
    """The fields as they stand for a hall."""
    ways = {way: ", ".join(name for name, leads in hall.one_way.items() if leads == way) for way in ("up", "down")}
    lengths = {name: _metres(getattr(hall, name)) for name in _LENGTHS}
    doors: dict[str, str] = {}
    for number, door in enumerate(hall.doors):
        name = hall.aisles[door.aisle] if door.aisle < len(hall.aisles) else ""
        doors |= {f"door{number}": name, f"end{number}": door.end, f"away{number}": _metres(door.mm)}
    fixed = {"patterns": "\n".join(hall.patterns), "sides": hall.sides, "blocks": str(hall.blocks)}
    return fixed | ways | lengths | doors


def first_plan(places: Sequence[PlaceRow]) -> Hall | None:
    """What the app proposes for these names; None where they say nothing of places."""
    patterns = proposed(place.code for place in places)
    if not patterns:
        return None
    try:
        found = surveyed(Hall(patterns=tuple(patterns)), _names(places))
        return found if found.aisles else None
    except TooLarge:
        return None


def plan_of(texts: Texts, places: Sequence[PlaceRow]) -> Hall:
    """The hall that the fields mean, with the aisles and bays these locations have.

    Raises:
        Refused: `layout.field` (facts name it), `layout.pattern`, `layout.nothing` (no location fits),
            `layout.too_large`, `layout.no_way` (a one-way aisle that nobody gets out of).
    """
    patterns = tuple(line.strip() for line in texts.get("patterns", "").splitlines() if line.strip())
    if len(patterns) > PATTERNS or any(len(one) > PATTERN_MAX for one in patterns):
        raise Refused("layout.field", 400, {"field": "patterns"})
    plan = Hall(
        patterns=patterns,
        sides=_one_of(texts, "sides", SIDES),
        blocks=int(_one_of(texts, "blocks", ("1", "2"))),
        **{name: _mm(texts, name) for name in _LENGTHS},  # type: ignore[arg-type]
    )
    try:
        hall = surveyed(plan, _names(places))
    except WrongPattern as wrong:
        raise Refused("layout.pattern", 400, {"piece": str(wrong)}) from wrong
    except TooLarge as large:
        raise Refused("layout.too_large", 400) from large
    if not hall.aisles:
        raise Refused("layout.nothing", 400)
    hall = replace(hall, one_way=_one_way(texts, hall), doors=_doors(texts, hall))
    if any(as_given(hall, [Stop(aisle, 0)]) >= NOWHERE for aisle in range(len(hall.aisles))):
        raise Refused("layout.no_way", 400)
    return hall


def _names(places: Sequence[PlaceRow]) -> list[tuple[str, str | None]]:
    return [(place.code, place.barcode) for place in places]


def _one_way(texts: Texts, hall: Hall) -> dict[str, str]:
    found = {}
    for way in ("up", "down"):
        for name in texts.get(way, "").replace(";", ",").split(","):
            if name.strip():
                found[_aisle(name, way, hall)] = way
    return found


def _doors(texts: Texts, hall: Hall) -> tuple[Door, ...]:
    doors = []
    for number in range(DOORS):
        name = texts.get(f"door{number}", "")
        if name.strip():
            aisle = hall.aisles.index(_aisle(name, f"door{number}", hall))
            doors.append(Door(aisle, _one_of(texts, f"end{number}", ENDS), _mm(texts, f"away{number}")))
    return tuple(doors) or (Door(),)


def _aisle(name: str, field: str, hall: Hall) -> str:
    wanted = name.strip().casefold()
    found = next((one for one in hall.aisles if one.casefold() == wanted), None)
    if found is None:
        raise Refused("layout.aisle", 400, {"name": name.strip()[:20], "field": field})
    return found


def _one_of(texts: Texts, name: str, known: Sequence[str]) -> str:
    text = texts.get(name, known[0])
    if text not in known:
        raise Refused("layout.field", 400, {"field": name})
    return text


def _mm(texts: Texts, name: str) -> int:
    """Metres as a person writes them, with a point or a comma."""
    text = texts.get(name, "").strip().replace(",", ".") or "0"
    try:
        metres = float(text)
    except ValueError:
        metres = -1.0
    if not 0 <= metres <= 200:
        raise Refused("layout.field", 400, {"field": name})
    return round(metres * 1000)


def _metres(mm: int) -> str:
    return f"{mm / 1000:.2f}".rstrip("0").rstrip(".")
