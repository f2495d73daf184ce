"""`warehouse-app plan`: a file in, carts out, without Odoo and without a store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.carts import broken_rules
from tests.commands import run, run_apart

FILE: dict[str, Any] = {
    "layout": {
        "aisles": 3,
        "cells": 10,
        "blocks": 2,
        "aisle_pitch": 4,
        "cell_pitch": 1,
        "end_gap": 1,
        "depot": {"aisle": 0, "end": "front", "distance": 0},
    },
    "cart": {"totes": 2, "units": None, "weight": None, "volume": None},
    "orders": [
        {"id": number, "lines": [{"aisle": number % 3, "cell": number, "units": 1, "weight": 0, "volume": 0}]}
        for number in range(9)
    ],
    "seconds": 0.2,
    "seed": 1,
}


def written(folder: Path, task: object) -> str:
    """Its path."""
    path = folder / "day.json"
    path.write_text(json.dumps(task), encoding="utf-8")
    return str(path)


def test_a_file_becomes_carts(tmp_path: Path) -> None:
    ran = run(tmp_path, {}, "plan", written(tmp_path, FILE))
    assert ran.returncode == 0, ran.stderr
    answer = json.loads(ran.stdout)
    assert list(answer) == ["carts", "metres", "seconds", "unplanned"]
    assert broken_rules(FILE, answer) == []
    assert list(tmp_path.iterdir()) == [tmp_path / "day.json"]


def test_a_wrong_field_is_named_and_nothing_is_planned(tmp_path: Path) -> None:
    ran = run(tmp_path, {}, "plan", written(tmp_path, FILE | {"cart": {"totes": "two"}}))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "cart.totes: must be a number, not 'two'. Nothing was planned.\n"


@pytest.mark.parametrize("text", ["", "{", "\xff", "[" * 100_000])
def test_what_is_not_json_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "day.json"
    path.write_text(text, encoding="latin-1")
    ran = run(tmp_path, {}, "plan", str(path))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.startswith("the file: is not JSON")


def test_a_plan_loads_neither_a_database_nor_a_server(tmp_path: Path) -> None:
    probe = "import sys, warehouse_app.cli.plan as _; print({'sqlalchemy', 'flask', 'odoorpc'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
    assert run_apart(tmp_path, {}, "plan", "missing.json").returncode == 2
