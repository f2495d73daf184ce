"""Every acceptance case is answered: by vectors, by a named test, or with the reason why not yet or never."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.tools.report import ROOT

VECTORS = ROOT / "tests" / "vectors"
TABLE: dict[str, dict[str, Any]] = json.loads((VECTORS / "acceptance.json").read_text(encoding="utf-8"))
NUMBERS = 58  # of the cases; there are gaps between them
MADE = {
    "pick.bad.${entry.problem}": ("empty", "too_long", "control", "check_digit", "separator", "sscc", "layout.de"),
    "pick.help.${askOf(ctx.sheet, ctx.state)}": ("location", "product"),
    "pick.undo.${event.kind}": ("pick", "short"),
}
_ANSWER = re.compile(r"\| (?:conflict|invalid|accepted) \|")
UNREACHED = {"pick.not_counted"}  # the book refused what the engine asked for: no input leads there


def _all() -> list[dict[str, Any]]:
    files = sorted(path for path in VECTORS.glob("*/*.json") if path.parent.name != "sheets")
    return [vector for path in files for vector in json.loads(path.read_text(encoding="utf-8"))]


def _cited() -> set[str]:
    return {number for vector in _all() for number in re.findall(r"\d+", vector["cites"])}


def test_each_case_is_proven_by_what_the_table_names_or_says_why_not() -> None:
    assert len(TABLE) == NUMBERS
    cited = _cited()
    for number, row in TABLE.items():
        assert row.keys() & {"vector", "test", "later", "ours"}, number
        assert not row.get("vector") or number in cited, f"no vector cites {number}"
        path, _, name = row.get("test", "").partition("::")
        assert not path or name in (ROOT / path).read_text(encoding="utf-8"), row["test"]


def test_a_vector_cites_a_case_there_is_and_the_table_says_so() -> None:
    assert {number for number in _cited() if not TABLE.get(number, {}).get("vector")} == set()


def test_every_verdict_the_engine_can_give_is_in_a_vector() -> None:
    seen = {step["verdict"] for vector in _all() if "inputs" in vector for step in vector["expect"]}
    scripts = [path for path in (ROOT / "static/js/pick").glob("*.js") if path.stem not in ("app", "view")]
    said = {key for path in scripts for key in re.findall(r"['`](pick\.[^'`\s]+)['`]", path.read_text("utf-8"))}
    made = {pattern.partition("$")[0] + end for pattern in said & MADE.keys() for end in MADE[pattern]}
    assert {key for key in said if "$" in key} <= MADE.keys()
    assert {key for key in said if "$" not in key} - seen - UNREACHED == set()
    assert made - seen == set()


def _told() -> list[str]:
    """The keys of the table of docs/events.md that says what counts."""
    table = [row for row in (ROOT / "docs/events.md").read_text("utf-8").splitlines() if _ANSWER.search(row)]
    return sorted({key for row in table for key in re.findall(r"`([a-z_]+\.[a-z_]+)`", row.split(" | ")[0])})


def test_the_verdicts_of_the_server_are_listed() -> None:
    assert len(_told()) >= 35


@pytest.mark.parametrize("key", _told())
def test_every_verdict_of_the_server_is_proven_by_a_vector_or_a_test(key: str) -> None:
    tests = [
        path for kind in ("*.py", "*.json") for path in (ROOT / "tests").rglob(kind) if path.parent.name != "house"
    ]
    assert any(re.search(rf"[\"']{re.escape(key)}[\"']", path.read_text("utf-8")) for path in tests)
