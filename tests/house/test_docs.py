"""Docs that can fail: commands, answers of the intake, and links are compared with what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.tools.report import ROOT
from warehouse_app.cli import warehouse_app

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
INTAKE = [
    ROOT / "warehouse_app" / name
    for name in ("service/record_events.py", "service/returns.py", "domain/picking.py", "domain/facts.py")
]
KEY = re.compile(r'"((?:event|fact|pick|short|undo|walk|wave|line|epoch|return)\.[a-z_]+)"')


def commands(group: click.Command, *path: str) -> Iterator[str]:
    """`user add`, `serve`... as they are typed."""
    if not isinstance(group, click.Group):
        yield " ".join(path)
        return
    for name, command in group.commands.items():
        yield from commands(command, *path, name)


@pytest.mark.parametrize("command", list(commands(warehouse_app)))
def test_every_command_is_in_the_readme(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    group, _, name = command.partition(" ")
    listed = re.search(rf"`warehouse-app {group}([^`]*)`", readme)
    assert listed, command
    assert not name or name in re.split(r"[ \\|]+", listed[1]), command


@pytest.mark.parametrize("key", sorted({key for page in INTAKE for key in KEY.findall(page.read_text("utf-8"))}))
def test_every_answer_of_the_intake_is_described(key: str) -> None:
    assert f"`{key}`" in (ROOT / "docs" / "events.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
