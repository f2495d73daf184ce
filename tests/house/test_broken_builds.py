"""Deliberately broken builds: for each promise the app is made to break it, and the tests that guard it must fail.

A build is a copy of the checkout in which one line was changed. (`synchronous=OFF` is planted once more where no check
at the start can see it, in tests/store/test_durability.py; books that do not agree in tests/faults/test_checker.py.)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools.report import ROOT

INTAKE = "tests/service/test_record_events.py"
KEPT = ("warehouse_app", "tests", "static", "templates", "labels", "pyproject.toml")


@dataclass(frozen=True)
class Broken:
    """One line changed, and what must notice."""

    promise: str
    file: str
    line: str
    instead: str
    caught_by: str


BUILDS = [
    Broken(
        "of a return never more is judged than came",
        "warehouse_app/service/judge_return.py",
        "if fact.qty_m > left_to_judge(line.received_m, [line.judged_m]):",
        "if fact.qty_m > line.received_m:",
        "tests/service/test_returns_walks.py::"
        "test_never_more_comes_back_than_was_shipped_nor_is_judged_than_came[sqlite]",
    ),
    Broken(
        "no order is shipped with an open box",
        "warehouse_app/domain/packing.py",
        'return Conflict("pack.box_open") if any(parcel.state == "open" for parcel in filled) else None',
        "return None",
        "tests/unit/domain/test_open_boxes.py",
    ),
    Broken(
        "no box holds another order's goods",
        "warehouse_app/domain/packing.py",
        'return Conflict("pack.foreign") if owners and product not in owners else None',
        "return None",
        "tests/worker/test_packing_walks.py",
    ),
    Broken(
        "no order that the gate holds is on a wave",
        "warehouse_app/store/repositories/pool.py",
        "return (func.coalesce(t.order.c.cleared, 1) == 1) & t.order.c.hold.is_(None)",
        "return t.order.c.hold.is_(None)",
        "tests/worker/test_gate.py",
    ),
    Broken(
        "a scan is refused where it does not belong, by the device itself",
        "static/js/pick/counting.js",
        "if (!at.line.tote || totesOf(sheet, state, at.line).includes(tote)) return put(ctx, tote, [text]);",
        "return put(ctx, tote, [text]);",
        "tests/js/engine.test.js",
    ),
    Broken(
        "no answer to a scan waits for the network",
        "static/js/pick/shell/scanning.js",
        "    return queue.recordAll({ facts, envelope, state, job }).then(",
        "    return fetch('/livez').then(() => queue.recordAll({ facts, envelope, state, job })).then(",
        "tests/js/scanning.test.js",
    ),
    Broken(
        "green is said when the disk has it, not before",
        "static/js/pick/shell/scanning.js",
        "kept !== true && !(await kept)",
        "kept !== true && !kept",
        "tests/js/scanning.test.js",
    ),
    Broken(
        "kept is kept through an empty battery",
        "static/js/device/queue.js",
        "durability: 'strict'",
        "durability: 'relaxed'",
        "tests/browser/test_queue.py::test_a_scan_is_kept_for_good_before_it_is_answered_and_before_green_is_seen",
    ),
    Broken(
        "a book is whole or there is none",
        "static/js/device/books.js",
        "later.length === changes ?",
        "true ?",
        "tests/js/books.test.js",
    ),
    Broken(
        "what is not on the sheet is not taken for goods that are",
        "static/js/pick/lookup.js",
        "const CARDS = new Set(['command',",
        "const CARDS = new Set(['product', 'command',",
        "tests/js/hostile-codes.test.js",
    ),
    Broken(
        "codes back to back never merge",
        "static/js/scan/wedge.js",
        "      this.#flush(true);\n      this.#hold(piece);",
        "      this.#hold(piece);",
        "tests/js/wedge-random.test.js",
    ),
    Broken(
        "more than is asked is refused by the device itself",
        "static/js/pick/counting.js",
        "  if (factor_m > at.left_m) return",
        "  if (false) return",
        "tests/js/random-walk.test.js",
    ),
    Broken(
        "a device forgets a fact only on an answer that names it",
        "static/js/device/ledger.js",
        "row.state === 'waiting' && byId.has(row.id)",
        "row.state === 'waiting'",
        "tests/js/ledger.test.js",
    ),
    Broken(
        "what comes again counts once",
        "warehouse_app/service/record_events.py",
        "    kept = uow.journal.find([id_]).get(id_)\n",
        "    kept, id_ = None, own_id(uow.journal, id_)\n",
        f"{INTAKE}::test_the_same_event_again_counts_once_and_gets_the_first_answer[sqlite]",
    ),
    Broken(
        "what was taken back counts no longer",
        "warehouse_app/domain/picking.py",
        "return _now(line, line.picked_m - done.qty_m, line.told_m)",
        "return _now(line, line.picked_m, line.told_m)",
        "tests/unit/domain/test_picking.py",
    ),
    Broken(
        "a wave taken over refuses what no longer fits",
        "warehouse_app/domain/picking.py",
        "return line.epoch <= epoch",
        "return True",
        f"{INTAKE}::test_a_taken_over_line_refuses_late_facts_and_an_untouched_one_takes_them[sqlite]",
    ),
    Broken(
        "one bad event holds up no other",
        "warehouse_app/service/record_events.py",
        "    except Malformed as bad:\n",
        "    except ZeroDivisionError as bad:\n",
        f"{INTAKE}::test_one_bad_event_does_not_hold_up_its_neighbours[sqlite]",
    ),
    Broken(
        "what does not count has an owner",
        "warehouse_app/service/record_events.py",
        '    elif verdict == "conflict":\n        raise_conflict(device, event, judged, uow)\n',
        "",
        f"{INTAKE}::test_over_the_demand_is_a_conflict_with_a_case_that_names_the_goods[sqlite]",
    ),
    Broken(
        "nothing goes into a box that is not of its order",
        "warehouse_app/domain/packing.py",
        "    if line.packed_m + qty_m > line.due_m:\n",
        "    if False:\n",
        "tests/unit/domain/test_packing.py",
    ),
    Broken(
        "an order with an open box is not shipped",
        "warehouse_app/domain/packing.py",
        'if any(parcel.state == "open" for parcel in filled) else None',
        "if False else None",
        "tests/unit/domain/test_packing.py",
    ),
    Broken(
        "what is made in Odoo has a name by which it is found again",
        "warehouse_app/odoo/loading.py",
        "            record.token,\n",
        "            f'{record.token}_{id(rows)}',\n",
        "tests/contract/test_telling.py::test_lost_answers_make_one_wave",
    ),
    Broken(
        "a count whose answer was lost is looked for before it is made again",
        "warehouse_app/service/correct_count.py",
        "post.odoo.find_count(product, known) if self.sent else None",
        "CountDone(0, 0, 0) if self.sent else None",
        "tests/worker/test_count.py",
    ),
    Broken(
        "a commit waits for the disk",
        "warehouse_app/store/sqlite.py",
        '    "synchronous": "FULL",',
        '    "synchronous": "OFF",',
        "tests/store/test_durability.py::test_an_event_is_on_the_disk_before_it_is_answered",
    ),
    Broken(
        "a scan is acknowledged after its commit",
        "warehouse_app/store/writer.py",
        '            self._driver.execute("COMMIT")\n',
        "            [job.tell() for job in group]\n"
        '            __import__("time").sleep(0.2)\n'
        '            self._driver.execute("COMMIT")\n'
        "            return\n",
        "tests/store/test_durability.py::test_an_event_is_on_the_disk_before_it_is_answered",
    ),
    Broken(
        "never more goes back than was paid",
        "warehouse_app/domain/refunds.py",
        "    if over > 0:\n",
        "    if False:\n",
        "tests/unit/service/test_refund_reckoning.py::"
        "test_whatever_comes_back_in_whatever_order_never_more_goes_back_than_was_paid",
    ),
    Broken(
        "never more is judged than came back",
        "warehouse_app/service/judge_return.py",
        "    if fact.qty_m > left_to_judge(line.received_m, [line.judged_m]):\n",
        "    if False:\n",
        "tests/service/test_returns_walks.py",
    ),
    Broken(
        "a short has an owner",
        "warehouse_app/service/raise_cases.py",
        "    open_case(finding, uow)\n",
        "",
        f"{INTAKE}::test_a_short_opens_a_case_with_owner_and_clock_and_found_goods_close_it[sqlite]",
    ),
]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, with what Python has compiled of it: by its times it knows a line that was changed."""
    folder = tmp_path_factory.mktemp("build")
    for name in KEPT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("*.pyc.*"))
        else:
            shutil.copy(source, folder / name)
    return folder


@pytest.mark.xdist_group("broken builds")
@pytest.mark.parametrize("broken", BUILDS, ids=lambda broken: broken.promise)
def test_a_build_that_breaks_a_promise_is_caught(build: Path, node: str, broken: Broken) -> None:
    changed = build / broken.file
    whole = changed.read_text(encoding="utf-8")
    assert whole.count(broken.line) == 1, "the line to break is not there any more: mend this list"
    changed.write_text(whole.replace(broken.line, broken.instead), encoding="utf-8")
    try:
        assert _fails(build, node, broken.caught_by), f"nothing noticed that {broken.promise} was broken"
    finally:
        changed.write_text(whole, encoding="utf-8")


def _fails(build: Path, node: str, test: str) -> bool:
    """Whether the test ran and failed; a test that cannot be found or started proves nothing."""
    if test.endswith(".js"):
        ran = _run(build, node, "--test", test)
        return ran.returncode == 1 and "# fail 0" not in ran.stdout
    ran = _run(build, sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-o", "addopts=", test)
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    return ran.returncode == 1


def _run(build: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "WAREHOUSE"))}
    return subprocess.run(
        command,
        cwd=build,
        env=environ | {"PYTHONPATH": str(build), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
