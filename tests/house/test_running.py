"""What runs the app: settings, commands and files that the unit, the recipe and the compose file name are there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.tools.report import ROOT
from warehouse_app.cli import COMMANDS
from warehouse_app.config import Settings, names

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


def test_the_recipe_builds_from_what_is_there_and_asks_a_page_that_answers() -> None:
    text, project = (
        (RUNNING / "Dockerfile").read_text(),
        tomllib.loads((ROOT / "pyproject.toml").read_text())["project"],
    )
    stages = re.findall(r"^FROM python:(\d+)\.(\d+)\S*(?: AS (\w+))?$", text, re.MULTILINE)
    needed = tuple(int(part) for part in project["requires-python"].removeprefix(">=").split("."))
    assert all((int(major), int(minor)) >= needed for major, minor, _ in stages)
    assert set(re.findall(r"--from=(\w+)", text)) <= {name for *_, name in stages}
    assert set(re.findall(r"\[(\w+)\]\" ", text)) <= set(project["optional-dependencies"])
    port, (asked,) = Settings.model_fields["port"].default, re.findall(r"127\.0\.0\.1:(\d+/\w+)", text)
    assert (re.findall(r"^EXPOSE (\d+)$", text, re.MULTILINE), asked) == ([str(port)], f"{port}/readyz")
    assert text.index("useradd") < text.index("\nUSER ") < text.index("\nCMD ")
    folder = re.findall(r"WAREHOUSE_DATA_DIR=(\S+)", text)
    assert folder == re.findall(r"^VOLUME (\S+)$", text, re.MULTILINE) == re.findall(r"--home (\S+)", text)


def test_the_compose_file_names_services_volumes_and_values_that_it_has() -> None:
    text, page = (RUNNING / "compose.yaml").read_text(), (ROOT / "docs" / "running.md").read_text()
    services, _, volumes = text.partition("\nservices:\n")[2].partition("\nvolumes:")
    there = set(re.findall(r"^  ([\w-]+):", services, re.MULTILINE))
    ((context, recipe),) = re.findall(r"context: (\S+), dockerfile: (\S+) }", text)
    assert (RUNNING / context / recipe).resolve() == RUNNING / "Dockerfile"
    wanted = set(re.findall(r"depends_on: (?:\{ |\[)([\w-]+)", text))
    assert wanted
    assert wanted <= there
    assert set(re.findall(r'volumes: \["([\w-]+):', text)) == set(re.findall(r"([\w-]+): \{\}", volumes))
    told = {name for name in re.findall(r"\$\{(\w+)", text) if name in page or f"export {name}" in text}
    assert told == set(re.findall(r"\$\{(\w+)", text))
    assert set(re.findall(r"@(\w+)/", text)) == set(re.findall(r"HOST: (?!odoo-db)(\w+)", text)) | {"db"}
