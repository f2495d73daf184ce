"""What runs the app: settings, commands and files that the unit, the recipe and the compose file name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tools.report import ROOT
from warehouse_app.cli import COMMANDS
from warehouse_app.config import names

RUNNING = ROOT / "docs" / "running"
FILES = [path for path in sorted(RUNNING.iterdir()) if path.is_file()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_and_command_it_names_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"WAREHOUSE_[A-Z_]+", text)) <= set(names())
    called = re.findall(r"(?:bin/warehouse-app |\[?\"?warehouse-app\"?, \"?)([a-z-]+)", text)
    assert called
    assert set(called) <= set(COMMANDS)


def test_the_recipe_copies_what_the_wheel_is_made_of() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \./?\S*$", (RUNNING / "Dockerfile").read_text(), re.MULTILINE)
    found = {name for line in copied for name in line.split()}
    assert found >= {"pyproject.toml", "README.md", "LICENSE", "warehouse_app", "templates", "static", "labels"}
    assert all((ROOT / name).exists() for name in found)


def test_all_of_them_are_told_of() -> None:
    page = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert [path.name for path in FILES if f"running/{path.name}" not in page] == []
