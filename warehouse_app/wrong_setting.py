"""What is said of settings that are wrong: the variable, what was given, what is expected, what to do."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from pydantic import ValidationError

PREFIX = "WAREHOUSE_"
FOR_TESTS = "WAREHOUSE_TEST_"  # what our test suite reads; the app itself never does
# May hold a password: never shown.
SECRET = frozenset({"store_url", "odoo_key", "odoo_admin_key", "metrics_token", "webhook_url", "webhook_secret"})


class WrongSetting(Exception):
    """The app cannot start with these settings; one line a person can act on for each of them."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + field.upper()


def unknown(environ: Mapping[str, str], known: Mapping[str, str]) -> list[str]:
    """A line for each name that looks like a setting and is none."""
    return [
        f"{name}: there is no such setting. {_nearest(name, list(known))}Nothing was started."
        for name in sorted(environ)
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known
    ]


def explain(wrong: ValidationError, environ: Mapping[str, str], expected: Mapping[str, str]) -> list[str]:
    """A line for each value that is wrong; `expected` says of each variable what it takes."""
    return [
        _line(str((error["loc"] or (error["msg"],))[0]), environ, error["input"], expected) for error in wrong.errors()
    ]


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}? " if near else "Remove it, or see docs/configuration.md. "


def _line(field: str, environ: Mapping[str, str], value: object, known: Mapping[str, str]) -> str:
    name = variable(field)
    given = environ.get(name) or (value if isinstance(value, str) else "")
    if not given:
        return f"{name}: not set, expected {known[name]}. Set it, then start again."
    shown = "(not shown)" if field in SECRET else repr(given)
    return f"{name}: given {shown}, expected {known[name]}. Correct it or remove it, then start again."
