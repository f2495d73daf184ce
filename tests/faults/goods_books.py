"""The checker's second half: boxes, what was shipped, and what came back. Devices' histories against store and Odoo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.books import History, Rows, Verdict, check_once

Goods = Counter[Any]


@dataclass(frozen=True)
class Box:
    """A closed box: `weight_g`, and thousandths by whatever tells goods apart."""

    number: str
    weight_g: int | None
    goods: Goods = field(default_factory=Counter)


@dataclass(frozen=True)
class Back:
    """A return: what was announced of which thing shipped, and what came (None: nothing has yet)."""

    announced: Goods
    came: Goods | None = None


def told_boxes(history: History, places: Mapping[int, str]) -> dict[str, Box]:
    """The boxes that devices were told are closed, by their benches' names. `places` says where a line's goods are."""
    boxed, numbers = history.accepted("boxed"), dict(history.paper)
    for body in history.accepted("unboxed").values():
        boxed.pop(body["event"], None)
    goods: dict[str, Goods] = {}
    for body in boxed.values():
        goods.setdefault(body["parcel"], Counter())[places[body["line"]]] += body["qty_m"]
    closed = history.accepted("box_closed").values()
    return {
        body["parcel"]: Box(
            numbers.get(body["parcel"], ""), body["weight_g"], goods.get(body["parcel"], Counter[Any]())
        )
        for body in closed
    }


def told_returns(history: History, shipped: Mapping[int, int], lines: Rows) -> dict[str, Back]:
    """What devices were told comes back, by its event, in moves of Odoo.

    `shipped` is the move of a line shipped, `lines` are (event of the return, the return, its line, the line shipped).
    """
    came: dict[int, Goods] = {}
    move_of = {line: shipped[of] for _, _, line, of in lines}
    for body in history.accepted("return_received").values():
        goods = came.setdefault(body["return"], Counter())
        for line in body["lines"]:
            goods[move_of[line["line"]]] += line["qty_m"]
    ids = {event: id_ for event, id_, _, _ in lines}
    return {
        event: Back(_announced(body, shipped), came.get(ids.get(event, 0)))
        for event, body in history.accepted("return_authorised").items()
    }


def _announced(body: Mapping[str, Any], shipped: Mapping[int, int]) -> Goods:
    goods: Goods = Counter()
    for line in body["lines"]:
        goods[shipped[line["line"]]] += line["qty_m"]
    return goods


def check_same(what: str, told: Mapping[str, Any], found: Sequence[tuple[str, Any]], verdict: Verdict) -> None:
    """Each thing told is found once and as it was told, and nothing else is found."""
    check_once(what, (name for name, _ in found), verdict)
    there = dict(found)
    verdict.lost += [f"{what} {name} is not there" for name in told if name not in there]
    verdict.doubled += [f"{what} {name} was told by nobody" for name in there if name not in told]
    verdict.unknown += [
        f"{what} {name}: {there[name]} instead of {thing}"
        for name, thing in told.items()
        if name in there and there[name] != thing
    ]


def check_paper(history: History, numbers: Rows, verdict: Verdict) -> None:
    """A number stands on one thing for ever, whatever was printed twice. `numbers`: (what has it, the number)."""
    check_once("number", (number for _, number in numbers), verdict)
    check_once("number on paper", (number for _, number in set(history.paper)), verdict)
    kept = {str(what): str(number) for what, number in numbers}
    verdict.lost += [
        f"number {number} on {what} is {kept.get(what)} in the store"
        for what, number in set(history.paper)
        if kept.get(what) != number
    ]


def check_there(what: str, wanted: Iterable[Any], found: Iterable[Any], verdict: Verdict) -> None:
    """Each of these is there exactly once; further ones are none of ours to judge."""
    times = Counter(found)
    verdict.lost += [f"{what} {one} is not there" for one in wanted if not times[one]]
    verdict.doubled += [f"{what} {one}: {times[one]} times" for one in wanted if times[one] > 1]
