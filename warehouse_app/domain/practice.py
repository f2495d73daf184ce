"""The practice wave: made up, the same for everybody, and of no warehouse.

Its ids are below zero and its codes begin with `TRY-`, so that nothing of it can be taken for the shop's. It is
compiled like any other sheet and handed out as a file; nobody claims it, and no fact of it is ever sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from warehouse_app.domain import cards
from warehouse_app.domain.picking import Wave
from warehouse_app.domain.sheet import PickingRules, SheetFacts, SheetLine, SheetProduct, SheetTote, compile_sheet

Say = Callable[..., str]
Reasons = Iterable[tuple[str, Mapping[str, Any]]]

WAVE = -1
PLACES = ("TRY-01-1", "TRY-01-2", "TRY-02-1", "TRY-02-2")
TOTES = ("TRY-T1", "TRY-T2", "TRY-T3")
# Shape and hue; named by cards.practice_goods_<n>. The last lies in the second place and is on no line.
GOODS = (("box", 130), ("bottle", 75), ("can", 25), ("bag", 210), ("jar", 40), ("bottle", 0))
WRONG = f"TRY-G{len(GOODS)}"
REASON = "RC-EMPTY"
# Place, goods, pieces, slot: what there is to take.
_LINES = ((0, 0, 1, 1), (1, 1, 2, 2), (1, 2, 6, 1), (2, 3, 1, 3), (2, 4, 3, 2), (3, 0, 2, 3))
# What is to be tried, at which line. Nothing lies at the line that is to be told short.
TASKS = (
    {"do": "wrong", "line": -2, "code": WRONG},
    {"do": "undo", "line": -2},
    {"do": "count", "line": -3},
    {"do": "skip", "line": -4},
    {"do": "short", "line": -5, "reason": REASON},
)


def practice_sheet(say: Say, reasons: Reasons) -> dict[str, Any]:
    """The sheet in the words of `say`, and what is to be tried on it."""
    goods = [_product(number, say) for number in range(1, len(GOODS) + 1)]
    facts = SheetFacts(
        wave=Wave(WAVE, 0, say("cards.practice_name"), "claimed", 1, None, None),
        sheet_no=1,
        carrier=None,
        cutoff_at=None,
        lines=tuple(_line(at, *row) for at, row in enumerate(_LINES, start=1)),
        products=tuple(goods[:-1]),
        neighbours=((goods[-1], PLACES[1]),),
        reasons=tuple(reasons),
        totes=tuple(SheetTote(code, slot, -slot, _order(slot)) for slot, code in enumerate(TOTES, start=1)),
    )
    return {"sheet": compile_sheet(facts, PickingRules(), "practice"), "tasks": list(TASKS)}


def practice_cards(say: Say, reason: str) -> list[dict[str, str]]:
    """What is printed for it, one A4 page: where to pin it, what it is, and the cards that are tried."""
    found = [(cards.PRACTICE, "cards.practice_start", "cards.practice")]
    found += [(code, "cards.practice_place", code) for code in PLACES]
    found += [(f"TRY-G{n}", "cards.practice_goods", f"cards.practice_goods_{n}") for n in range(1, len(GOODS) + 1)]
    found += [(code, "cards.practice_tote", str(slot)) for slot, code in enumerate(TOTES, start=1)]
    found += [(cards.PRINTED[do][1], "cards.practice_command", f"cards.{do}") for do in ("undo", "short", "skip")]
    found.append((REASON, "cards.practice_command", reason))
    return [{"number": number, "kind": say(kind, at=_lies(number)), "word": say(word)} for number, kind, word in found]


def _lies(code: str) -> str:
    """Where these goods are pinned."""
    at = {PLACES[place] for place, goods, *_ in _LINES if code == f"TRY-G{goods + 1}"}
    return ", ".join(sorted(at)) or PLACES[1]


def _line(at: int, place: int, goods: int, pieces: int, slot: int) -> SheetLine:
    return SheetLine(
        id=-at,
        location=-1 - place,
        location_code=PLACES[place],
        location_barcode=PLACES[place],
        rank=at,
        product=-1 - goods,
        lot=None,
        lot_name=None,
        lot_expires=None,
        demand_m=pieces * 1_000,
        picked_m=0,
        short_m=0,
        tote=TOTES[slot - 1],
        slot=slot,
        transfer=-slot,
        order=_order(slot),
    )


def _product(number: int, say: Say) -> SheetProduct:
    code = f"TRY-G{number}"
    shape, hue = GOODS[number - 1]
    return SheetProduct(
        -number, code, say(f"cards.practice_goods_{number}"), "pieces", True, shape, hue, ((code, 1_000),)
    )


def _order(slot: int) -> str:
    return f"TRY-{slot}"
