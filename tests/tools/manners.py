"""Manners that no other tool knows. `python -m tests.tools.manners [checkout]` exits 1 on a breach.

- No registry's host and no path of somebody's machine in a file of ours.
- No test is skipped, expected to fail or run alone: a lack goes through `need` (tests/gaps.py), which reports it.
- No patching: tests put in a fake, they do not reach into a module.
- The domain imports the standard library and biip, and nothing of that which looks at a clock, a network or a disk.
- `warehouse_app/_assets` belongs in a wheel; in a checkout it would win over templates/, static/ and labels/.
"""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.tools import report

# Written in pieces, so that this file does not name what it forbids.
_HOSTS = [
    rf"\b{name}\.{end}\b"
    for end, names in {"com": "nodesource npmjs", "org": "npmjs pypi pythonhosted"}.items()
    for name in names.split()
] + [rf"\b{name}\.debian\.org\b" for name in ("deb", "security", "snapshot")]
_PATHS = [
    rf"(?<![\w.])/(?:work/(?:main|shared|steering|\.library)\b|farm/|root/\.{'pyenv'}\b|tmp/(?:w|studio|bash_jobs)/)"
]
_ANYWHERE = re.compile("|".join(_HOSTS + _PATHS))
_IN_TESTS = re.compile(
    r"pytest\.(?:skip|xfail|importorskip)\(|pytest\.mark\.(?:skip|skipif|xfail)\b|unittest\.(?:skip|mock)\b"
    r"|\bmock\.patch\b|monkeypatch\.setattr\(|\b(?:it|test|describe)\.(?:skip|only|todo)\(|\bmock\.method\("
)
_IMPURE = re.compile(
    r"asyncio|glob|http|io|logging|multiprocessing|os|pathlib|queue|random|requests|secrets|select|shutil|signal|socket"
    r"|sqlite3|ssl|subprocess|tempfile|threading|time|urllib"
)
_TEXT = re.compile(r"\.(?:cfg|css|html|ini|js|json|md|mjs|py|sh|svg|toml|txt|yml)|")


def check(root: Path) -> tuple[list[str], str]:
    """Breaches over every text file of a checkout that is, or could be, committed."""
    paths = [path for path in _ours(root) if _TEXT.fullmatch(path.suffix) and path.is_file() and not path.is_symlink()]
    breaches = [breach for path in paths for breach in _file_breaches(root, path)]
    if (root / "warehouse_app" / "_assets").exists():
        breaches.append("warehouse_app/_assets: remove it; a checkout serves templates/, static/ and labels/")
    return breaches, f"{len(paths)} files read"


def _ours(root: Path) -> list[Path]:
    """What git knows or would add; without git (an unpacked archive), everything but what tools make."""
    if (root / ".git").exists() and shutil.which("git"):
        command = ["git", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"]
        listed = subprocess.run(command, capture_output=True, text=True, check=False)
        if listed.returncode == 0:
            return sorted(root / name for name in listed.stdout.split("\0") if name)
    paths = (path for path in root.rglob("*") if path.is_file())
    return sorted(path for path in paths if not any(map(_made_by_tools, path.relative_to(root).parts)))


def _made_by_tools(part: str) -> bool:
    return part in {".git", "node_modules", "__pycache__", "dist", "build"} or part.endswith(("_cache", "venv"))


def _file_breaches(root: Path, path: Path) -> Iterator[str]:
    name = path.relative_to(root).as_posix()
    if "/vendor/" in name:
        return
    try:
        source = report.text(path)
    except UnicodeDecodeError:
        return
    in_tests = name.startswith("tests/") and path.suffix in (".py", ".js", ".mjs") and path.name != Path(__file__).name
    for number, line in enumerate(source.splitlines(), 1):
        if found := _ANYWHERE.search(line):
            yield f"{name}:{number}: names {found.group()}"
        if in_tests and (found := _IN_TESTS.search(line)):
            yield f"{name}:{number}: {found.group()} (see tests/README.md)"
    if name.startswith("warehouse_app/domain/"):
        yield from _impure_imports(name, source)


def _impure_imports(name: str, source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        for module in _imported(node):
            top = module.partition(".")[0]
            known = top in sys.stdlib_module_names or top == "biip" or module.startswith("warehouse_app.domain")
            if _IMPURE.fullmatch(top) or not known:
                yield f"{name}:{getattr(node, 'lineno', 0)}: the domain imports {module}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        module = node.module or ""
        return [f"{module}.{alias.name}" for alias in node.names] if module == "warehouse_app" else [module]
    return []


if __name__ == "__main__":
    raise SystemExit(report.run("manners", check))
