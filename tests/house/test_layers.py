"""import-linter objects to a planted breach of the layers of design, so that `layers ok` means something."""

import subprocess
import sys
from pathlib import Path

import pytest

LINT = [
    sys.executable,
    "-c",
    "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo', '--no-cache'])",
]


def lint(skeleton: Path) -> tuple[int, str]:
    """Exit code and words of import-linter over a copy of our package."""
    ran = subprocess.run(LINT, cwd=skeleton, capture_output=True, text=True, check=False)
    return ran.returncode, " ".join(ran.stdout.split())


@pytest.mark.parametrize(
    ("module", "line", "said"),
    [
        ("domain/broken.py", "import flask", "warehouse_app.domain.broken -> flask"),
        ("service/broken.py", "import warehouse_app.config", "warehouse_app.service.broken -> warehouse_app.config"),
        ("store/broken.py", "import warehouse_app.web", "warehouse_app.store.broken -> warehouse_app.web"),
        ("web/broken.py", "import odoorpc", "warehouse_app.web.broken -> odoorpc"),
        ("demo/broken.py", "import warehouse_app.domain", "warehouse_app.demo.broken -> warehouse_app.domain"),
        ("unplaced.py", "", "warehouse_app.unplaced"),
    ],
)
def test_a_planted_breach_of_the_layers_gives_exit_code_1(skeleton: Path, module: str, line: str, said: str) -> None:
    path = skeleton / "warehouse_app" / module
    path.write_text(f"{line}\n", encoding="utf-8")
    code, words = lint(skeleton)
    assert code == 1
    assert said in words
