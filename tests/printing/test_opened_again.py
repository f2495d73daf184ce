"""A box is opened and closed again: it has one label, the new one, whatever became of the old."""

from __future__ import annotations

import pytest

from tests.printing.bench import PrintBench, saying
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.printing import Sent
from warehouse_app.service.print_answers import nothing_came_out, scanned
from warehouse_app.service.print_jobs import SERVER, depart, settle


def test_a_box_opened_again_before_its_label_came_out_gets_one_label(bench: PrintBench) -> None:
    bench.main.paper_out = True
    number = bench.box()
    bench.turn()
    bench.open_again(number)
    bench.close_again(number)
    bench.main.mend()
    bench.turn()
    assert (bench.out(number), bench.open()) == (1, [])


def test_a_label_the_printer_may_hold_does_not_come_out_beside_that_of_the_box_closed_again(one: PrintBench) -> None:
    number = one.box()
    one.kill = "before"
    one.turn()  # the server died with the label half way
    assert one.job(number).state == "unknown"
    one.open_again(number)
    one.close_again(number)
    one.main.paused = True
    one.main.buffer.append(f"^XA^FD{number}^FS^XZ".encode())
    one.turn()  # paused: nothing leaves, but what it holds is taken back
    one.main.mend()
    assert one.out(number) == 0
    one.turn()
    assert (one.out(number), one.job(number).state) == (1, "confirmed")


def test_taking_a_label_back_does_not_take_another_box_s_label_with_it(one: PrintBench) -> None:
    """The printer is at the next label when the deputy is about to print the lost one."""
    lost, following = one.box(), one.box()
    one.kill = "before"
    one.turn()
    one.world.store.write(lambda uow: nothing_came_out(saying(one, lost), True, uow))
    one.world.store.write(lambda uow: depart(one.job(following).id, SERVER, uow))
    one.main.paused = True
    one.main.buffer.append(f"^XA^FD{following}^FS^XZ".encode())
    one.turn()
    one.main.mend()
    assert (one.out(lost), one.out(following)) == (1, 1)


def test_the_label_of_before_a_box_was_opened_again_is_void_and_its_scan_is_refused(bench: PrintBench) -> None:
    number = bench.box()
    bench.turn()
    old = bench.job(number).id
    bench.answer(number)
    bench.open_again(number)
    assert bench.world.store.read(lambda views: views.printing.job(old)).state == "void"  # type: ignore[union-attr]
    bench.close_again(number)
    with pytest.raises(Refused, match="old_label"):
        bench.world.store.write(lambda uow: scanned(saying(bench, number), number, uow))
    bench.turn()
    bench.answer(number)
    assert (bench.out(number), bench.job(number).state, bench.open()) == (2, "confirmed", [])


def test_a_label_on_its_way_while_its_box_is_opened_and_closed_is_void_in_the_end(one: PrintBench) -> None:
    number = one.box()
    first, store = one.job(number).id, one.world.store
    store.write(lambda uow: depart(first, SERVER, uow))
    one.open_again(number)
    one.close_again(number)
    store.write(lambda uow: settle(first, Sent("unknown", "reset"), uow))
    one.turn()
    before = store.read(lambda views: views.printing.job(first))
    assert before is not None
    assert (before.state, before.reason, one.out(number), one.open()) == ("void", "replaced", 1, [])
