"""The budgets on size object to what outgrows them, and to nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.conftest import Plant
from tests.tools import budgets, report
from tests.tools.functions import Function, javascript_functions, python_functions


def python_of(lines: int) -> str:
    """A Python file of so many lines, with one short function."""
    return "def one():\n    return 1\n" + "x = 1\n" * (lines - 2)


def script_of(lines: int) -> str:
    """A script of so many lines, with one short function."""
    return "function one() {\n  return 1;\n}\n" + "export const x = 1;\n" * (lines - 3)


def test_a_small_checkout_is_within_its_budgets(checkout: Path) -> None:
    breaches, summary = budgets.check(checkout)
    assert breaches == []
    assert "1 functions (median 2, longest 2); JavaScript 1 files (median 3, longest 3)" in summary


@pytest.mark.parametrize(("name", "source"), [("warehouse_app/big.py", python_of), ("static/js/big.js", script_of)])
def test_a_file_may_have_300_lines_and_not_301(
    checkout: Path, plant: Plant, name: str, source: Callable[[int], str]
) -> None:
    plant(name, source(300))
    assert not [breach for breach in budgets.check(checkout)[0] if name in breach]
    plant(name, source(301))
    assert f"{name}: 301 lines, 300 allowed" in budgets.check(checkout)[0]


def test_the_median_file_may_not_pass_80_lines(checkout: Path, plant: Plant) -> None:
    for number in range(4):
        plant(f"warehouse_app/middling{number}.py", python_of(81))
    assert "Python files: the median has 81 lines, 80 allowed" in budgets.check(checkout)[0]


def test_empty_files_do_not_pull_the_median_down(checkout: Path, plant: Plant) -> None:
    for number in range(4):
        plant(f"warehouse_app/middling{number}.py", python_of(81))
        plant(f"warehouse_app/empty{number}.py", "")
    assert "Python files: the median has 81 lines, 80 allowed" in budgets.check(checkout)[0]


def test_a_python_function_may_have_40_lines_and_not_41(checkout: Path, plant: Plant) -> None:
    plant("warehouse_app/long.py", "def fits():\n" + "    x = 1\n" * 39 + "\n\ndef outgrown():\n" + "    x = 1\n" * 40)
    assert "warehouse_app/long.py:43: outgrown has 41 lines, 40 allowed" in budgets.check(checkout)[0]
    assert not [breach for breach in budgets.check(checkout)[0] if "fits" in breach]


def test_a_script_function_may_have_40_lines_and_not_41(checkout: Path, plant: Plant) -> None:
    plant("static/js/long.js", "const outgrown = () => {\n" + "  tick();\n" * 39 + "};\n")
    assert "static/js/long.js:1: outgrown has 41 lines, 40 allowed" in budgets.check(checkout)[0]


def test_the_median_function_may_not_pass_8_lines(checkout: Path, plant: Plant) -> None:
    plant("warehouse_app/nine.py", "".join(f"def nine{n}():\n" + "    x = 1\n" * 8 for n in range(3)))
    plant("static/js/nine.js", "".join(f"function nine{n}() {{\n" + "  tick();\n" * 7 + "}\n" for n in range(3)))
    breaches = budgets.check(checkout)[0]
    assert "Python functions: the median has 9 lines, 8 allowed" in breaches
    assert "JavaScript functions: the median has 9 lines, 8 allowed" in breaches


def test_migrations_and_vendored_scripts_are_not_counted(checkout: Path, plant: Plant) -> None:
    plant("warehouse_app/store/migrations/0001.py", python_of(500))
    plant("static/js/vendor/preact.js", script_of(500))
    assert budgets.check(checkout)[0] == []


def test_a_function_inside_a_function_counts_alone_and_in_the_outer_one() -> None:
    source = "def outer():\n    def inner():\n        return 1\n    return inner\n"
    assert python_functions(source) == [Function("outer", 1, 4), Function("inner", 2, 2)]


def test_a_stub_without_a_body_is_no_function() -> None:
    assert python_functions('def stub() -> int: ...\n\n\ndef told() -> int:\n    """What it is."""\n') == []


def test_every_kind_of_script_function_is_found() -> None:
    source = """class Queue {
  push(fact) { this.facts.push(fact); }
  *each() { yield 1; }
}
export async function send() { return 1; }
const named = function () { return 1; };
const arrow = (x) => { return x; };
list.map((x) => x + 1);
list.map((x) =>
  x + 1);
"""
    found = [(function.name, function.lines) for function in javascript_functions(source)]
    assert found == [("push", 1), ("each", 1), ("send", 1), ("named", 1), ("arrow", 1), ("(unnamed)", 2)]


def test_a_breach_is_printed_and_gives_exit_code_1(
    checkout: Path, plant: Plant, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report.run("budgets", budgets.check, checkout) == 0
    plant("warehouse_app/big.py", python_of(301))
    assert report.run("budgets", budgets.check, checkout) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[1] == "warehouse_app/big.py: 301 lines, 300 allowed"
    assert printed[2].startswith("budgets: 1 to mend; Python ")
