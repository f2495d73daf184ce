"""The words people read. `python -m tests.tools.wording [checkout]` exits 1 on a breach.

`static/lang/en.json` is flat, sorted and free of shouting, and so is every other language; what else is asked of those
is in `translations`. Every key that a template or script names outright is in the catalogue.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.tools import report, translations

_UNWANTED = re.compile(r"!|\bplease\b|\bsuccessful(?:ly)?\b|\boops\b", re.IGNORECASE)
_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_NAMED = re.compile(r"(?<![\w.$])t\(\s*(['\"])([A-Za-z0-9_.-]+)\1\s*[,)]")


def check(root: Path) -> tuple[list[str], str]:
    """Breaches of all catalogues, and of those who name their keys."""
    folder = root / "static" / "lang"
    if not (folder / "en.json").is_file():
        return ["static/lang/en.json is missing"], "no wording"
    words = _catalogue(folder / "en.json")
    breaches, drafts = [], []
    for path in sorted(folder.glob("*.json")):
        found, own = list(_own_breaches(path, _catalogue(path))), _catalogue(path)
        if path.stem != "en":
            found += translations.breaches(path.stem, words, own)
            drafts += [f"{path.stem} lacks {n}" for n in [len(translations.missing(words, own))] if n]
        breaches += [f"static/lang/{path.name}: {what}" for what in found]
    breaches += _unknown_keys(root, words)
    return breaches, ", ".join([f"{len(words)} sentences in {len(list(folder.glob('*.json')))} language(s)", *drafts])


def _catalogue(path: Path) -> dict[str, str]:
    loaded: dict[str, str] = json.loads(report.text(path))
    return loaded


def _own_breaches(path: Path, words: dict[str, str]) -> Iterator[str]:
    pairs = json.loads(report.text(path), object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    yield from (f"{key} is there twice" for key in sorted({key for key in keys if keys.count(key) > 1}))
    if keys != sorted(keys):
        wrong = next(key for key, right in zip(keys, sorted(keys), strict=True) if key != right)
        yield f"keys are not sorted, from {wrong}"
    for key, text in words.items():
        if not str(text).strip():
            yield f"{key} says nothing"
        elif not _KEY.fullmatch(key):
            yield f"{key} is not of the form area.name"
        elif found := _UNWANTED.search(text):
            yield f"{key}: we do not say '{found.group()}'"


def _unknown_keys(root: Path, words: dict[str, str]) -> Iterator[str]:
    for path in report.sources(root, "templates", ".html") + report.sources(root, "static/js", ".js"):
        source = report.text(path)
        for found in _NAMED.finditer(source):
            if found.group(2) not in words:
                line = source.count("\n", 0, found.start()) + 1
                yield f"{path.relative_to(root).as_posix()}:{line}: {found.group(2)} is not in en.json"


if __name__ == "__main__":
    raise SystemExit(report.run("wording", check))
