"""Making a transfer of the double look as the floor wants it, and seeing whether somebody else wrote in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from warehouse_app.demo.books import Books
from warehouse_app.demo.records import Move, MoveLine, Picking
from warehouse_app.demo.reservation import quant_of, touch
from warehouse_app.service.ports.odoo import OdooRefused, ReconciledStatus, WantedLine, WantedTransfer

_Place = tuple[int, int, int | None, int | None]


def agree(books: Books, want: WantedTransfer) -> ReconciledStatus:
    """Writes what differs; says what became of it. Raises OdooRefused, and then nothing was written."""
    picking = books.pickings.get(want.odoo_id)
    if picking is None:
        return "gone"
    if picking.state in ("done", "cancel"):
        return "done" if picking.state == "done" else "cancelled"
    moves = {move.id: move for move in picking.moves if not move.ended}
    for line in want.lines:
        if line.move not in moves or moves[line.move].product != line.product:
            raise OdooRefused(f"{picking.name} wants nothing of product {line.product} in move {line.move}")
        if line.quantity_m < 0:
            raise OdooRefused("Reserving a negative quantity is not allowed.")
    if _foreign(picking, want):
        return "foreign"
    changed = [_write(books, moves[place[0]], place, want, picking.type.target) for place in _places(want.lines)]
    changed += [_let_go(books, moves[move], want) for move in {line.move for line in want.lines}]
    if any(changed):
        touch(books, picking)
    return "written" if any(changed) else "already"


def _foreign(picking: Picking, want: WantedTransfer) -> bool:
    states = [want.lines, *want.written]
    touched = {line.move for state in states for line in state}
    found = _picked((_place(line), line) for move in picking.moves if move.id in touched for line in move.lines)
    known = [_picked((_place(line), line) for line in state) for state in states]
    if not want.written:
        known.append(Counter())
    keys = set(found).union(*known)
    return any(all(found[key] != state[key] for state in known) for key in keys)


def _write(books: Books, move: Move, place: _Place, want: WantedTransfer, target: int) -> bool:
    """Lines of the place are made anew where they are not as wanted: in Odoo too, a line's id is nothing to keep."""
    there = [line for line in move.lines if _place(line) == place]
    wishes = [line for line in want.lines if _place(line) == place]
    boxes = _picked((place, line) for line in wishes)
    if not boxes and any(line.picked for line in wishes):
        boxes[place, None] = 0  # nothing was found here, and that is said
    left_m = max(sum(line.quantity_m for line in there) - boxes.total(), 0)
    kept_m = min(sum(line.quantity_m for line in wishes if not line.picked), left_m)
    wanted = [(quantity_m, True, box) for (_, box), quantity_m in boxes.items()]
    wanted += [(kept_m, False, None)] if kept_m else []
    if Counter(wanted) == Counter((n.quantity_m, n.picked, n.result_package if n.picked else None) for n in there):
        return False
    for line in there:
        quant_of(books, line).reserved_m -= line.quantity_m
        move.lines.remove(line)
    for quantity_m, picked, box in wanted:
        made = MoveLine(books.next_id("line"), move.id, move.product, place[1], target, place[2], quantity_m, picked)
        made.package, made.result_package = place[3], box
        quant_of(books, made).reserved_m += quantity_m
        move.lines.append(made)
    return True


def _let_go(books: Books, move: Move, want: WantedTransfer) -> bool:
    """What is reserved in other places of a move of which all is picked."""
    picked_m = sum(line.quantity_m for line in want.lines if line.picked and line.move == move.id)
    named = set(_places(want.lines))
    left = [line for line in move.lines if not line.picked and _place(line) not in named]
    if not left or not 0 < move.demand_m <= picked_m:
        return False
    for line in left:
        quant_of(books, line).reserved_m -= line.quantity_m
        move.lines.remove(line)
    return True


def _places(lines: Iterable[WantedLine]) -> list[_Place]:
    return list(dict.fromkeys(_place(line) for line in lines))


def _place(line: WantedLine | MoveLine) -> _Place:
    return line.move, line.location, line.lot, line.package


def _picked(lines: Iterable[tuple[_Place, WantedLine | MoveLine]]) -> Counter[tuple[_Place, int | None]]:
    found: Counter[tuple[_Place, int | None]] = Counter()
    for place, line in lines:
        if line.picked and line.quantity_m:
            found[place, line.result_package] += line.quantity_m
    return found
