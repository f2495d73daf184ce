"""A small checkout that keeps every rule, for tests to plant a breach in."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.report import ROOT

Plant = Callable[[str, str], None]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of one Python file, one script, one stylesheet, one template and one sentence."""
    files = {
        "warehouse_app/__init__.py": '"""The app."""\n',
        "warehouse_app/domain/__init__.py": '"""The domain."""\n',
        "warehouse_app/domain/units.py": "def double(count):\n    return 2 * count\n",
        "static/js/app.js": "export function double(count) {\n  return 2 * count;\n}\n",
        "static/css/app.css": ".stop { color: var(--ink); }\n",
        "static/lang/en.json": '{"app.name": "Floor"}\n',
        "templates/app.html": "<h1>{{ t('app.name') }}</h1>\n",
    }
    for name, source in files.items():
        _write(tmp_path, name, source)
    return tmp_path


@pytest.fixture
def plant(checkout: Path) -> Plant:
    """Write a file into that checkout."""
    return lambda name, source: _write(checkout, name, source)


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A copy of our own package and its contracts, for a breach of layers."""
    shutil.copytree(ROOT / "warehouse_app", tmp_path / "warehouse_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def _write(root: Path, name: str, source: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
