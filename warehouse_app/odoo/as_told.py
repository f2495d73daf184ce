"""A transfer as Odoo would have it, had it been told what the floor did. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from zlib import crc32

from warehouse_app.odoo.difference import Change, Place
from warehouse_app.service.ports.observing import AsTold, Call
from warehouse_app.service.ports.odoo import LineNow, QuantNow, TransferNow, WantedLine, WantedTransfer


def place(line: LineNow | WantedLine) -> Place:
    """What lines are known by; their ids change."""
    return line.move, line.location, line.lot, line.package


def overlaid(now: TransferNow, told: AsTold | None) -> TransferNow:
    """As it would be; one that somebody ended in Odoo is as they left it."""
    if told is None or now.state in ("done", "cancel"):
        return now
    touched = {place(line) for line in told.lines}
    lines = (*(line for line in now.lines if place(line) not in touched), *told.lines)
    state = "done" if told.is_done else now.state
    return _summed(replace(now, batch=None if told.is_done else told.batch or now.batch, lines=lines, state=state))


def with_changes(now: TransferNow, todo: Sequence[Change]) -> TransferNow:
    """After these changes; a line that would be made has an id below zero."""
    lines = {line.odoo_id: line for line in now.lines}
    for change in todo:
        if change.line is None:
            made = _made(change)
            lines[made.odoo_id] = made
        else:
            lines[change.line] = _changed(lines[change.line], change)
    return _summed(replace(now, lines=tuple(line for line in lines.values() if line.quantity_m or line.picked)))


def is_theirs(real: TransferNow, want: WantedTransfer) -> bool:
    """Whether somebody in Odoo picked for a move of these: nothing of ours is there."""
    moves = {line.move for line in want.lines}
    return any(line.picked and line.move in moves for line in real.lines)


def as_calls(todo: Sequence[Change]) -> tuple[Call, ...]:
    """What would be sent for these changes: the new lines in one call, the others in one."""
    made = [_values(change) | {"move": change.wanted.move} for change in todo if change.line is None]
    kept = [change for change in todo if change.line is not None]
    calls = [Call("stock.move.line", "load", (), {"rows": made})] if made else []
    if kept:
        ids, rows = tuple(change.line or 0 for change in kept), [_values(change) for change in kept]
        calls.append(Call("stock.move.line", "web_save_multi", ids, {"rows": rows}))
    return tuple(calls)


def quant_without(found: QuantNow, key: tuple[int, int, int | None], told: Iterable[AsTold]) -> QuantNow:
    """The bin's goods without those of transfers that would be done, and with what would be picked and open."""
    left_m = picked_m = 0
    for one in told:
        lines = [line for line in one.lines if (line.product, line.location, line.lot) == key and not line.package]
        taken_m = sum(line.quantity_m for line in lines if line.picked)
        left_m, picked_m = left_m + taken_m * one.is_done, picked_m + taken_m * (not one.is_done)
    return QuantNow(found.quantity_m - left_m, max(found.reserved_m - left_m, 0), found.picked_open_m + picked_m)


def _summed(now: TransferNow) -> TransferNow:
    """The moves as their lines add up to."""
    held: Counter[int] = Counter()
    for line in now.lines:
        held[line.move] += line.quantity_m
    picked = {line.move for line in now.lines if line.picked}
    moves = [replace(one, quantity_m=held[one.odoo_id], picked=one.odoo_id in picked) for one in now.moves]
    return replace(now, moves=tuple(moves))


def _made(change: Change) -> LineNow:
    wish = change.wanted
    where = (wish.move, wish.product, wish.location, wish.lot, wish.package)
    return LineNow(-1 - crc32(change.token.encode()), *where, wish.quantity_m, wish.picked, wish.result_package)


def _changed(line: LineNow, change: Change) -> LineNow:
    return replace(
        line,
        quantity_m=line.quantity_m if change.quantity_m is None else change.quantity_m,
        picked=line.picked if change.picked is None else change.picked,
        result_package=line.result_package if change.result_package is None else change.result_package or None,
    )


def _values(change: Change) -> dict[str, object]:
    said = {"quantity": change.quantity_m, "picked": change.picked, "result_package_id": change.result_package}
    values: dict[str, object] = {name: value for name, value in said.items() if value is not None}
    return values if change.quantity_m is None else values | {"quantity": change.quantity_m / 1000}
