"""The ledger against printers that fail: no label twice that nobody asked for, none lost, whatever happens when."""

from __future__ import annotations

import random

import pytest

from tests.printing.bench import PrintBench, saying
from tests.service.world import NOW, build
from warehouse_app.domain.errors import Refused
from warehouse_app.service.print_answers import Saying, nothing_came_out, once_more, print_state, scanned
from warehouse_app.store import open_store

FAILURES = ("paper_out", "head_open", "ribbon_out", "paused", "mute", "deaf")


def states(bench: PrintBench, number: str) -> list[str]:
    job = bench.job(number)
    return [step.state for step in bench.world.store.read(lambda views: views.printing.steps(job.id))]


def test_a_label_is_queued_with_its_box_sent_once_and_confirmed(bench: PrintBench) -> None:
    number = bench.box()
    assert bench.job(number).state == "queued"
    assert [sent.state for sent in bench.turn()] == ["confirmed"]
    assert bench.turn() == []
    assert (bench.out(number), states(bench, number)) == (1, ["queued", "sent", "confirmed"])


def test_a_box_whose_closing_is_undone_has_no_label(bench: PrintBench) -> None:
    with pytest.raises(ZeroDivisionError):
        bench.world.store.write(lambda uow: (uow.printing.add_label(bench.world.w, "parcel"), 1 // 0))
    assert bench.open() == []


@pytest.mark.parametrize("failure", FAILURES)
def test_a_job_waits_for_a_printer_that_is_not_ready_and_comes_out_once(one: PrintBench, failure: str) -> None:
    setattr(one.main, failure, True)
    number = one.box()
    one.turn()
    assert (one.job(number).state, one.out(number)) == ("queued", 0)
    (printer,) = [row for row in one.world.store.read(lambda v: v.printing.printers(one.world.w)) if row.trouble]
    assert printer.trouble == {"mute": "silent", "deaf": "silent"}.get(failure, failure)
    one.main.mend()
    one.turn()
    assert (one.job(number).state, one.out(number)) == ("confirmed", 1)


def test_the_deputy_prints_only_after_somebody_said_that_nothing_came_out(bench: PrintBench) -> None:
    bench.main.paper_out = True
    number = bench.box()
    for _ in range(3):
        bench.turn()
    assert bench.deputy.printed == []
    first = bench.world.store.write(lambda uow: nothing_came_out(saying(bench, number), True, uow))
    bench.turn()
    assert (len(bench.deputy.printed), bench.job(number).id) == (1, first)
    bench.main.mend()
    bench.turn()
    assert bench.out(number) == 1


def test_said_twice_that_nothing_came_out_is_one_label_more(bench: PrintBench) -> None:
    bench.main.resets_after = 3
    number = bench.box()
    bench.turn()
    assert bench.job(number).state == "unknown"
    bench.main.mend()
    said = saying(bench, number)
    jobs = {bench.world.store.write(lambda uow: nothing_came_out(said, False, uow)) for _ in range(3)}
    assert len(jobs) == 1
    bench.turn()
    assert bench.out(number) == 1


def test_while_one_is_unknown_nothing_else_is_printed_there_and_its_scan_frees_the_printer(bench: PrintBench) -> None:
    bench.main.resets_after, bench.main.prints_before_reset = 3, True
    number, following = bench.box(), bench.box()
    bench.turn()
    bench.main.resets_after = None
    bench.turn()
    assert (bench.job(number).state, bench.out(following)) == ("unknown", 0)
    ahead = bench.world.store.read(lambda views: print_state(f"__floor__.box_{1:032x}", views))
    assert ahead is not None
    assert ahead["ahead"] == number
    bench.answer(number)
    bench.turn()
    assert (bench.out(number), bench.out(following)) == (1, 1)


def test_a_label_the_printer_holds_does_not_come_out_beside_the_one_of_the_deputy(bench: PrintBench) -> None:
    bench.main.empties_after = 1
    bench.main.printed.append(b"another")
    number = bench.box()
    bench.main.empties_after = None
    bench.main.paused = True
    bench.main.buffer.append(number.encode())  # it took the label and stopped
    bench.world.store.write(lambda uow: nothing_came_out(saying(bench, number), True, uow))
    bench.turn()
    bench.main.mend()
    assert bench.out(number) == 1


def test_the_label_of_another_box_is_refused_by_name(bench: PrintBench) -> None:
    number, other = bench.box(), bench.box()
    bench.turn()
    with pytest.raises(Refused) as refused:
        bench.world.store.write(lambda uow: scanned(saying(bench, number), other, uow))
    assert (refused.value.key, refused.value.facts) == ("print.other_label", {"number": number, "scanned": other})


def test_one_that_was_scanned_is_not_printed_again_as_if_it_had_not_come_out(bench: PrintBench) -> None:
    number = bench.box()
    bench.turn()
    bench.answer(number)
    with pytest.raises(Refused, match="there_already"):
        bench.world.store.write(lambda uow: nothing_came_out(saying(bench, number), False, uow))


def test_a_second_print_needs_a_reason_and_says_that_it_is_a_copy(bench: PrintBench) -> None:
    number = bench.box()
    with pytest.raises(Refused, match="not_out"):
        bench.world.store.write(lambda uow: once_more(saying(bench, number), "torn", uow))
    bench.turn()
    with pytest.raises(Refused, match=r"print\.reason"):
        bench.world.store.write(lambda uow: once_more(saying(bench, number), "because", uow))
    first = saying(bench, number)
    bench.world.store.write(lambda uow: once_more(first, "torn", uow))
    with pytest.raises(Refused):
        bench.world.store.write(lambda uow: once_more(first, "torn", uow))  # a second press
    bench.turn()
    assert [b"COPY" in label for label in bench.main.printed] == [False, True]


def test_a_carriers_label_is_printed_again_with_the_same_bytes(bench: PrintBench) -> None:
    body, store = b"^XA^FDthe carrier's own^FS^XZ", bench.world.store
    label = store.write(lambda uow: uow.printing.add_label(bench.world.w, "carrier", body=body, format="zpl"))
    job = store.write(lambda uow: uow.printing.add_job(bench.world.w, bench.printers[0], label, None, None))
    bench.turn()
    store.write(lambda uow: once_more(Saying(job, None, bench.world.w), "torn", uow))
    bench.turn()
    assert bench.main.printed == [body, body]


@pytest.mark.parametrize(("when", "came_out"), [("before", 0), ("after", 1)])
def test_a_server_killed_between_sent_and_confirmed_leaves_the_question_to_a_person(
    bench: PrintBench, when: str, came_out: int
) -> None:
    number = bench.box()
    bench.kill = when
    bench.turn()
    bench.turn()
    assert (bench.job(number).state, bench.out(number)) == ("unknown", came_out)
    bench.answer(number)
    bench.turn()
    assert bench.out(number) == 1


def test_a_label_that_cannot_be_drawn_is_a_case_and_holds_up_no_other(one: PrintBench) -> None:
    store, w = one.world.store, one.world.w
    broken = store.write(lambda uow: uow.printing.add_label(w, "carrier", body=b"<html>", format="pdf"))
    store.write(lambda uow: uow.printing.add_job(w, one.printers[0], broken, None, None))
    number = one.box()
    one.turn()
    one.turn()
    assert (one.out(number), one.job(number).state) == (1, "confirmed")
    assert [row.type for row in store.read(lambda views: views.open_cases(w))] == ["SHP-LABEL"]


def test_a_printer_that_stands_for_two_minutes_is_a_case_until_it_prints(sqlite_copy: str) -> None:
    now = [NOW]
    opened = open_store(sqlite_copy, lambda: now[0])
    bench = PrintBench(build(opened))
    bench.main.head_open = True
    number = bench.box()
    cases = []
    for minutes in (0, 1, 3, 4):
        now[0] = NOW + minutes * 60_000
        bench.turn()
        cases.append([row.type for row in opened.read(lambda views: views.open_cases(bench.world.w))])
    bench.main.mend()
    bench.turn()
    assert cases == [[], [], ["SHP-PRINTER"], ["SHP-PRINTER"]]
    assert (bench.out(number), opened.read(lambda views: views.open_cases(bench.world.w))) == (1, [])
    bench.close()
    opened.close()


def test_the_ledger_cannot_be_rewritten(bench: PrintBench) -> None:
    job = bench.job(bench.box())
    with pytest.raises(ValueError, match="cannot go from queued to unknown"):
        bench.world.store.write(lambda uow: uow.printing.step(job, "unknown", None, None, None))


def storm(bench: PrintBench, seed: int, boxes: int) -> tuple[int, int]:
    """Random failures at random moments; at the end all is mended. (labels twice by themselves, labels lost)."""
    chance = random.Random(seed)
    while len(bench.numbers) < boxes:
        bench.box() if chance.random() < 0.35 else befall(bench, chance)
        bench.turn()
        if chance.random() < 0.4:
            see_to_it(bench, chance)
    return end(bench, chance)


def befall(bench: PrintBench, chance: random.Random) -> None:
    """Something happens to one of the printers, or to the server."""
    zebra = chance.choice([bench.main, bench.main, bench.deputy])
    match chance.randrange(6):
        case 0:
            setattr(zebra, chance.choice(FAILURES), True)
        case 1:
            zebra.resets_after, zebra.prints_before_reset = chance.randrange(1, 12), chance.random() < 0.5
        case 2:
            zebra.empties_after = len(zebra.printed) + 1
        case 3:
            zebra.off()
            bench.turn()
            zebra.on()
        case 4:
            bench.kill = chance.choice(["before", "after"])
        case _:
            zebra.mend()


def see_to_it(bench: PrintBench, chance: random.Random) -> None:
    for job, label in bench.open():
        if job.state == "unknown" or (job.state == "queued" and chance.random() < 0.1):
            bench.answer(str(label.number), chance.random() < 0.3)


def end(bench: PrintBench, chance: random.Random) -> tuple[int, int]:
    bench.kill = None
    for _ in range(400):
        bench.main.mend()
        bench.deputy.mend()
        if not bench.open():
            break
        bench.turn()
        see_to_it(bench, chance)
    twice = sum(max(bench.out(number) - 1 - bench.denied[number], 0) for number in bench.numbers)
    return twice, sum(bench.out(number) == 0 for number in bench.numbers) + len(bench.open())


@pytest.mark.parametrize("seed", range(4))
def test_in_a_storm_of_failures_no_label_comes_out_twice_by_itself_and_none_is_lost(one: PrintBench, seed: int) -> None:
    assert storm(one, seed, 25) == (0, 0)


def test_the_storm_finds_a_build_that_sends_again_by_itself(one: PrintBench) -> None:
    one.retries = True
    twice, _ = storm(one, 1, 8)
    assert twice > 0
