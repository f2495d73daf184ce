"""What must be changed so that a transfer looks as wanted, and whether somebody else has written in it. Pure.

A place is (move, location, lot, package); the port's WantedTransfer says how places are meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from warehouse_app.service.ports.odoo import LineNow, TransferNow, WantedLine, WantedTransfer

Place = tuple[int, int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One line to be written: `line` is Odoo's, or None for one to be made. A field that is None stays as it is.

    `result_package` 0 takes the goods out of their box.
    """

    transfer: int
    wanted: WantedLine
    line: int | None
    quantity_m: int | None
    picked: bool | None
    result_package: int | None

    @property
    def token(self) -> str:
        """The name a made line is found by: the same wish for the same place has the same one."""
        w = self.wanted
        key = (w.move, w.location, w.lot, w.package, w.picked, w.result_package if w.picked else None)
        return f"__floor__.line_{sha256(repr(key).encode()).hexdigest()[:32]}"


@dataclass(frozen=True, slots=True)
class _Target:
    """What one line of a place shall hold."""

    quantity_m: int
    picked: bool
    result_package: int | None

    def fits(self, line: LineNow) -> tuple[bool, bool, bool]:
        """How well a line serves already; the best sorts last."""
        box = line.result_package == self.result_package or not self.picked
        return line.picked == self.picked, box, line.quantity_m == self.quantity_m


def is_foreign(now: TransferNow, wanted: WantedTransfer) -> bool:
    """Whether a picked quantity of a move we touched is none that we wrote or want."""
    states = [_picked(state) for state in (wanted.lines, *wanted.written)]
    moves = {line.move for state in (wanted.lines, *wanted.written) for line in state}
    found = _picked(line for line in now.lines if line.move in moves)
    ours = [*states, Counter()] if not wanted.written else states
    return any(found[key] not in {state[key] for state in ours} for key in {*found, *(k for s in states for k in s)})


def changes(now: TransferNow, wanted: WantedTransfer) -> list[Change]:
    """What to write, what gives goods back before what takes some."""
    wishes: dict[Place, list[WantedLine]] = defaultdict(list)
    for line in wanted.lines:
        wishes[_place(line)].append(line)
    found = [
        change
        for place, lines in wishes.items()
        for change in _at(now.odoo_id, lines, [line for line in now.lines if _place(line) == place])
    ]
    found += _let_go(now, wanted, wishes)
    held = {line.odoo_id: line.quantity_m for line in now.lines}
    return sorted(found, key=lambda change: (change.quantity_m or 0) - held.get(change.line or 0, 0))


def _let_go(now: TransferNow, wanted: WantedTransfer, wishes: Mapping[Place, object]) -> list[Change]:
    """What Odoo reserved in other places for a move of which all is picked: nobody comes for it, and with it Odoo would
    not validate. So where a bin was corrected, Odoo reserved anew, and a picker without a network found the goods.
    """
    picked = Counter[int]()
    for line in wanted.lines:
        picked[line.move] += line.quantity_m if line.picked else 0
    full = {move.odoo_id for move in now.moves if 0 < move.demand_m <= picked[move.odoo_id]}
    return [
        Change(now.odoo_id, replace(_as_wanted(line), quantity_m=0), line.odoo_id, 0, None, None)
        for line in now.lines
        if line.move in full and line.quantity_m and not line.picked and _place(line) not in wishes
    ]


def _as_wanted(line: LineNow) -> WantedLine:
    return WantedLine(line.move, line.product, line.location, line.lot, line.quantity_m, line.picked, line.package)


def _at(transfer: int, wishes: Sequence[WantedLine], there: Sequence[LineNow]) -> list[Change]:
    """What stays in its box keeps its line, and new lines are for new boxes.

    Lines are made before others are changed, in a call of its own. Should that be all that arrives, each box of the
    place still holds what it did or what it shall: nothing looks as if somebody else had written it.
    """
    free, result = list(there), []
    targets = _targets(wishes, sum(line.quantity_m for line in there))
    for target in sorted(targets, key=lambda target: not any(target.fits(line)[:2] == (True, True) for line in there)):
        line = max(free, key=target.fits, default=None)
        if line is not None:
            free.remove(line)
        result += _to(transfer, wishes[0], line, target)
    for line in free:
        result += _to(transfer, wishes[0], line, _Target(0, False, None))
    return result


def _targets(wishes: Sequence[WantedLine], held_m: int) -> list[_Target]:
    """One line per box for what is picked; one for what is kept, of which there is never more than Odoo has left."""
    boxes: Counter[int | None] = Counter()
    for wish in wishes:
        if wish.picked:
            boxes[wish.result_package] += wish.quantity_m
    targets = [_Target(quantity_m, True, box) for box, quantity_m in boxes.items() if quantity_m or len(boxes) == 1]
    kept = min(sum(wish.quantity_m for wish in wishes if not wish.picked), max(held_m - boxes.total(), 0))
    return [*targets, _Target(kept, False, None)] if kept else targets


def _to(transfer: int, wish: WantedLine, line: LineNow | None, target: _Target) -> list[Change]:
    wanted = WantedLine(
        wish.move,
        wish.product,
        wish.location,
        wish.lot,
        target.quantity_m,
        target.picked,
        wish.package,
        target.result_package,
    )
    if line is None:
        return [Change(transfer, wanted, None, target.quantity_m, target.picked, target.result_package)]
    quantity_m = target.quantity_m if line.quantity_m != target.quantity_m else None
    picked = target.picked if line.picked != target.picked else None
    box = (target.result_package or 0) if target.picked and line.result_package != target.result_package else None
    if (quantity_m, picked, box) == (None, None, None):
        return []
    return [Change(transfer, wanted, line.odoo_id, quantity_m, picked, box)]


def _place(line: WantedLine | LineNow) -> Place:
    return line.move, line.location, line.lot, line.package


def _picked(lines: Iterable[WantedLine | LineNow]) -> Counter[tuple[Place, int | None]]:
    """Picked quantities by place and box; nothing found counts as nothing."""
    found: Counter[tuple[Place, int | None]] = Counter()
    for line in lines:
        if line.picked:
            found[_place(line), line.result_package] += line.quantity_m
    return found
