"""The wheel as a customer gets it, installed where nothing of the checkout is in reach."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.tools.report import ROOT

SHIPPED = ("warehouse_app", "templates", "static", "labels", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
PLANTED = ("templates/.env", "static/js/debug.log", "labels/.env.local", "warehouse_app/floor.sqlite3")


class Installed(NamedTuple):
    """An environment with our wheel in it: run programs of it with `cwd=empty` and `env=environment`."""

    bin: Path
    empty: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of its programs from the empty folder."""
        program = str(self.bin / command[0])
        return subprocess.run(
            [program, *command[1:]], cwd=self.empty, env=self.environment, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout in which somebody left files that git ignores."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        _copy(ROOT / name, folder / name)
    for name in PLANTED:
        (folder / name).write_text("PASSWORD=left here\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of that copy."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    ran = subprocess.run(build, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """A new virtualenv with the wheel. Its dependencies are ours, by a path file, so that nothing is downloaded."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python), "install", "--quiet"]
    ran = subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    packages = next((folder / "lib").glob("python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("WAREHOUSE_", "PYTHON"))}
    return Installed(folder / "bin", tmp_path_factory.mktemp("empty"), clean)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", ".DS_Store"))
    else:
        shutil.copy(source, target)
