"""The manners that only we know are kept, and a breach is named."""

import subprocess
from pathlib import Path

import pytest

from tests.gaps import need
from tests.house.conftest import Plant
from tests.tools import manners


def breaches(checkout: Path) -> list[str]:
    """What the check says of a checkout."""
    return manners.check(checkout)[0]


def test_a_small_checkout_has_manners(checkout: Path) -> None:
    assert breaches(checkout) == []


# Joined here, so that this file does not name what it forbids.
@pytest.mark.parametrize(
    "named",
    [".".join(["files", "pythonhosted", "org"]), ".".join(["pypi", "org"]), ".".join(["deb", "debian", "org"]),
     ".".join(["registry", "npmjs", "org"]), "/".join(["", "work", "main"]), "/".join(["", "tmp", "w", "x"])],
)  # fmt: skip
def test_a_registry_or_a_path_of_somebodys_machine_is_named(checkout: Path, plant: Plant, named: str) -> None:
    plant("docs/install.md", f"# Install\n\nfrom {named}\n")
    found = breaches(checkout)
    assert len(found) == 1
    assert found[0].startswith("docs/install.md:3: names ")


def test_a_path_that_only_resembles_one_passes(checkout: Path, plant: Plant) -> None:
    plant(
        "docs/install.md", f"see docs{'/'.join(['', 'work', 'main'])} and static{'/'.join(['', 'farm', 'hand.svg'])}\n"
    )
    assert breaches(checkout) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("tests/web/test_a.py", "@pytest.mark." + "skip"),
        ("tests/web/test_a.py", "    pytest." + "skip('later')"),
        ("tests/web/test_a.py", "@pytest.mark." + "xfail(strict=True)"),
        ("tests/web/test_a.py", "from unittest." + "mock import Mock"),
        ("tests/web/test_a.py", "    monkeypatch." + "setattr(app, 'now', later)"),
        ("tests/js/a.test.js", "test." + "only('one', () => {});"),
        ("tests/js/a.test.js", "  it." + "skip('later', () => {});"),
    ],
)
def test_a_test_that_is_left_out_or_patched_is_named(checkout: Path, plant: Plant, name: str, line: str) -> None:
    plant(name, f"{line}\n")
    assert breaches(checkout)[0].startswith(f"{name}:1: ")


@pytest.mark.parametrize(
    "line", ["import flask", "from time import time", "import os.path", "from warehouse_app import config"]
)
def test_the_domain_imports_neither_libraries_nor_the_outside_world(checkout: Path, plant: Plant, line: str) -> None:
    plant("warehouse_app/domain/clock.py", f"{line}\n")
    assert breaches(checkout)[0].startswith("warehouse_app/domain/clock.py:1: the domain imports ")


def test_the_domain_imports_itself_biip_and_pure_modules(checkout: Path, plant: Plant) -> None:
    plant(
        "warehouse_app/domain/pure.py",
        "import datetime\nfrom biip import parse\nfrom . import units\nfrom warehouse_app.domain.units import double\n",
    )
    assert breaches(checkout) == []


def test_assets_of_a_wheel_do_not_belong_in_a_checkout(checkout: Path, plant: Plant) -> None:
    plant("warehouse_app/_assets/templates/old.html", "old\n")
    assert breaches(checkout) == ["warehouse_app/_assets: remove it; a checkout serves templates/, static/ and labels/"]


def test_what_git_ignores_is_not_read(checkout: Path, plant: Plant) -> None:
    subprocess.run([need("git"), "init", "--quiet", str(checkout)], check=True)
    plant(".gitignore", "notes/\n")
    plant("notes/mine.md", "/".join(["", "work", "main"]))
    assert breaches(checkout) == []
