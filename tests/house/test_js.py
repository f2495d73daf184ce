"""The JavaScript's own tests, run by node: one test here for each file there."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.tools.report import ROOT

FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "tests" / "js").rglob("*.*js")
    if "node:test" in path.read_text(encoding="utf-8")
)
# Our scripts are modules without a package.json beside them; older releases of node 20 must be told.
NODE_ARGS = ["--experimental-detect-module", "--no-warnings", "--test-reporter=tap", "--test"]


def run(node: str, file: str | Path) -> tuple[int, str]:
    """Exit code and TAP of one file of tests."""
    ran = subprocess.run(
        [node, *NODE_ARGS, str(file)], cwd=ROOT, capture_output=True, text=True, timeout=150, check=False
    )
    return ran.returncode, ran.stdout + ran.stderr


def count(tap: str, what: str) -> int:
    """How many tests node counted as `pass`, `fail`, `skipped` or `todo`."""
    found = re.search(rf"^# {what} (\d+)$", tap, re.MULTILINE)
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("file", FILES)
def test_the_tests_of_a_script_pass(node: str, file: str) -> None:
    code, tap = run(node, file)
    assert code == 0, tap
    assert count(tap, "pass") > 0, f"no test ran\n{tap}"
    assert count(tap, "skipped") + count(tap, "todo") == 0, tap


def test_a_test_that_fails_in_node_fails_here(node: str, tmp_path: Path) -> None:
    planted = tmp_path / "planted.test.mjs"
    planted.write_text(
        "import test from 'node:test';\ntest('no', () => { throw new Error('planted'); });\n", encoding="utf-8"
    )
    code, tap = run(node, planted)
    assert code != 0
    assert count(tap, "fail") == 1
    assert "planted" in tap
