"""A test whose needs are not met is left out with its reason by hand, and fails in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.report import ROOT

PLANTED = """
from tests.gaps import need
from tests.tools import needs

needs.NEEDS["strace"] = needs.Need("strace", lambda: None, "strace", "")

def test_that_needs_strace():
    need("strace")

def test_that_needs_nothing():
    pass
"""


def run(folder: Path, **environment: str) -> tuple[int, list[str]]:
    """Exit code and lines of pytest over the planted tests, as `make test` would run them."""
    (folder / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.gaps", "-p", "no:cacheprovider", "-q", str(folder)]
    own = {name: value for name, value in os.environ.items() if name != "CI"} | environment
    ran = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout.strip().splitlines()


def test_by_hand_it_is_left_out_and_named_before_the_closing_line(tmp_path: Path) -> None:
    code, lines = run(tmp_path)
    assert code == 0
    assert "Not run: 1 test, because strace is not on this machine." in lines[-4:]
    assert lines[-1].startswith("1 passed, 1 skipped")


def test_in_ci_it_fails(tmp_path: Path) -> None:
    code, lines = run(tmp_path, CI="true")
    assert code == 1
    assert any("in CI no test is left out" in line for line in lines)


@pytest.mark.parametrize("name", ["postgres_url", "redis_url", "node", "chromium"])
def test_the_shared_services_can_be_asked_for(request: pytest.FixtureRequest, name: str) -> None:
    assert request.getfixturevalue(name)
