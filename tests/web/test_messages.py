"""The catalogue and those who speak from it: every sentence that is asked for is there, and none is there for nobody.

A key is asked for outright ("board.calm"), by a pattern ('severity.' ~ severity, `held.kind.${kind}`, f"owner.{owner}")
or as a refusal, whose key has three sentences. A prompt's key may have a second one, `<key>.why` or `<key>_why`.
"""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORDS: dict[str, str] = json.loads((ROOT / "static/lang/en.json").read_text(encoding="utf-8"))
PARTS = ("text", "safe", "next")

_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_QUOTED = re.compile(rf"""(?<=['"`])({_KEY.pattern})(?=['"`])""")
_FILLED = re.compile(r"`([^`\n]*\$\{[^`\n]*)`")
_HOLE = re.compile(r"\$?\{[^{}]*\}")
_JINJA_PREFIX = re.compile(r"""['"]([a-z_]+\.(?:[\w-]+\.)*\w*)['"]\s*~""")
# How the app refuses: who calls one of these names a refusal.
_REFUSES = {"Refused"}


def texts(folder: str, *suffixes: str) -> str:
    paths = (
        path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes and "vendor" not in path.parts
    )
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@cache
def python() -> list[ast.Module]:
    return [ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "warehouse_app").rglob("*.py"))]


@cache
def literals() -> frozenset[str]:
    """Every text written outright in Python, every key in scripts and templates."""
    quoted = _QUOTED.findall(texts("static/js", ".js") + texts("templates", ".html"))
    constants = {
        node.value
        for tree in python()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return frozenset(constants.union(quoted))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Keys that are put together, by how they are written; refusals have a test of their own."""
    found = {prefix + "{}" for prefix in _JINJA_PREFIX.findall(texts("templates", ".html"))}
    found |= {_HOLE.sub("{}", text) for text in _FILLED.findall(texts("static/js", ".js"))}
    for tree in python():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
                found.add("".join(parts))
    shaped = {text for text in found if re.fullmatch(r"[a-z_]+\.[A-Za-z0-9_.{}-]*", text) and "{}" in text}
    return {
        text: re.compile(re.escape(text).replace(r"\{\}", "[A-Za-z0-9_.-]+"))
        for text in shaped
        if not text.startswith("error.")
    }


def refusals() -> set[str]:
    """The keys of `Refused(...)` in Python."""
    found = set()
    for tree in python():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _REFUSES:
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
    return {str(key) for key in found}


def said_in_python() -> set[str]:
    """Keys that Python hands to `say`."""
    found = set()
    for tree in python():
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if isinstance(node, ast.Call) and name == "say":
                found |= {
                    str(arg.value) for arg in node.args if isinstance(arg, ast.Constant) and "." in str(arg.value)
                }
    return found


def is_wanted(key: str) -> bool:
    if key.startswith("error.") and key.rpartition(".")[2] in PARTS:
        return key.removeprefix("error.").rpartition(".")[0] in literals()
    base = re.sub(r"[._]why$", "", key)
    if base != key and is_wanted(base):
        return True
    return key in literals() or any(pattern.fullmatch(key) for pattern in patterns().values())


def test_every_refusal_has_its_three_sentences() -> None:
    wanted = {f"error.{key}.{part}" for key in refusals() for part in PARTS}
    assert sorted(wanted - WORDS.keys()) == []
    assert len(refusals()) > 30


def test_every_sentence_that_python_says_is_there() -> None:
    assert sorted(said_in_python() - WORDS.keys()) == []
    assert "board.odoo_none" in said_in_python()


def test_every_pattern_finds_a_sentence() -> None:
    areas = {key.partition(".")[0] for key in WORDS}
    mute = [
        text
        for text, pattern in patterns().items()
        if text.partition(".")[0] in areas and not any(map(pattern.fullmatch, WORDS))
    ]
    assert mute == []


def test_no_sentence_is_there_for_nobody() -> None:
    assert [key for key in WORDS if not is_wanted(key)] == []


@pytest.mark.parametrize("part", PARTS)
def test_a_refusal_has_all_its_parts(part: str) -> None:
    keys = {key.rpartition(".")[0] for key in WORDS if key.startswith("error.")}
    assert [key for key in sorted(keys) if f"{key}.{part}" not in WORDS] == []


def test_a_key_of_nobody_is_noticed() -> None:
    assert not is_wanted("board.nobody_says_this")
    assert not is_wanted("error.nobody.raises_this")
    assert is_wanted("board.calm")
