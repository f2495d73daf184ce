"""Docs that can fail: commands, answers of the intake, and links are compared with what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.tools.report import ROOT
from warehouse_app.cli import warehouse_app
from warehouse_app.web.permissions import TABLE

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
INTAKE = [
    ROOT / "warehouse_app" / name
    for name in (
        "service/record_events.py",
        "service/beside.py",
        "service/returns.py",
        "service/pack_facts.py",
        "domain/picking.py",
        "domain/packing.py",
        "domain/facts.py",
    )
]
KEY = re.compile(r'"((?:event|fact|pick|short|undo|walk|wave|line|epoch|pack|return|count|move)\.[a-z_]+)"')
# What people do, as the page says it, and the route that does it.
DOINGS = {
    "claim and pick a wave": "waves.claim",
    "print the cards of the practice wave": "cards.practice",
    "look something up": "look.what",
    "pack, print labels, load trucks": "packing.open_",
    "take goods back": "returns.what",
    "see the board and its exceptions": "board.page",
    "answer exceptions": "cases.answer",
    "look after exceptions, raise them": "case_desk.listed",
    "see the pool, hold orders": "holds.hold",
    "release waves, give them, take them back": "release.release_one",
    "find orders and read their story": "orders.page",
    "agree to what goes against a rule": "approvals.agree",
    "hand the shift over": "handover.sign",
    "look at measures": "measures.page",
    "settle what was not delivered": "undelivered.write_it_off",
    "set when the trucks leave": "cutoffs.trucks",
    "change reasons, owners and clocks": "reasons.change",
    "see what is awaited back": "returns.listed",
    "enrol, rename and revoke devices": "devices.shut_out",
    "let people in and look after them": "people.add",
}


def commands(group: click.Command, *path: str) -> Iterator[str]:
    """`user add`, `serve`... as they are typed."""
    if not isinstance(group, click.Group):
        yield " ".join(path)
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
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


def test_who_may_do_what_is_told_as_the_server_enforces_it() -> None:
    page = (ROOT / "docs" / "people-and-devices.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z, ]+) \| `/.* \| ([a-z, ]+) \|$", page, re.MULTILINE)
    enforced = {what: frozenset[str]().union(*(way.roles for way in TABLE[of])) for what, of in DOINGS.items()}
    assert {what: frozenset(who.split(", ")) for what, who in rows} == enforced


def test_every_page_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.parent.name == "docs" and f"(docs/{page.name})" not in readme] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
