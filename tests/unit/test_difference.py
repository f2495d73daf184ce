"""What is written to Odoo so that a transfer looks as wanted, and what Odoo may show half way."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse_app.odoo.difference import changes, is_foreign
from warehouse_app.service.ports.odoo import LineNow, TransferNow, WantedLine, WantedTransfer

PLACE = {"move": 7, "product": 1, "location": 4, "lot": None}
BOXES = (None, 21, 22, 23)


def transfer(lines: dict[int | None, int], reserved_m: int = 0) -> TransferNow:
    """So much picked in each box of one place, and so much reserved for somebody on the way."""
    held = [(box, qty_m, True) for box, qty_m in lines.items() if qty_m] + [(None, reserved_m, False)] * bool(
        reserved_m
    )
    rows = tuple(
        LineNow(at, PLACE["move"], 1, 4, None, None, qty_m, picked, box)  # type: ignore[arg-type]
        for at, (box, qty_m, picked) in enumerate(held, 100)
    )
    return TransferNow(5, "WH/OUT/5", "assigned", 2, None, 0, None, None, 0, (), rows, None, ())


def wanted(lines: dict[int | None, int], *written: dict[int | None, int]) -> WantedTransfer:
    def state(boxes: dict[int | None, int]) -> tuple[WantedLine, ...]:
        return tuple(WantedLine(**PLACE, quantity_m=qty_m, result_package=box) for box, qty_m in boxes.items())  # type: ignore[arg-type]

    return WantedTransfer(5, state(lines), tuple(state(before) for before in written))


def after(now: TransferNow, want: WantedTransfer, only_new: bool) -> TransferNow:
    """Odoo after the lines that are made, and after the changed ones too."""
    lines = {line.odoo_id: line for line in now.lines}
    for at, change in enumerate(changes(now, want)):
        w = change.wanted
        if change.line is None:
            lines[900 + at] = LineNow(900 + at, w.move, 1, 4, None, None, w.quantity_m, w.picked, w.result_package)
        elif not only_new:
            old = lines[change.line]
            box = old.result_package if change.result_package is None else change.result_package or None
            picked = old.picked if change.picked is None else change.picked
            qty_m = old.quantity_m if change.quantity_m is None else change.quantity_m
            lines[change.line] = replace(old, quantity_m=qty_m, picked=picked, result_package=box)
    return replace(now, lines=tuple(line for line in lines.values() if line.quantity_m or line.picked))


fillings = st.dictionaries(st.sampled_from(BOXES), st.integers(1, 4).map(lambda n: n * 1000), max_size=4)


@settings(max_examples=400)
@given(fillings, fillings.filter(bool), st.sampled_from((0, 3000)))
def test_half_a_write_never_looks_like_somebody_else_s(
    before: dict[int | None, int], boxes: dict[int | None, int], reserved_m: int
) -> None:
    now, want = transfer(before, reserved_m), wanted(boxes, before)
    half = after(now, want, only_new=True)
    assert not is_foreign(half, want)
    whole = after(half, want, only_new=False)
    assert changes(whole, want) == []
    found = {line.result_package: line.quantity_m for line in whole.lines if line.picked and line.quantity_m}
    assert found == boxes
