"""Routes compiled once for all apps of a run: every web test makes an app of its own, and half of its time was this."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_WAY = "_compile_builder"  # werkzeug's own; where it is gone one day, all is as slow as it was
_known: dict[tuple[Any, ...], Callable[..., Any]] = {}


def compile_once() -> None:
    """From now on rules that are written alike share the function that writes their addresses: it is told its rule."""
    compiled = getattr(Rule, _WAY, None)
    if compiled is None or hasattr(compiled, "once"):
        return

    def once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
        alike = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)
        if alike not in _known:
            _known[alike] = compiled(rule, append_unknown)
        return _known[alike]

    once.once = True  # type: ignore[attr-defined]
    setattr(Rule, _WAY, once)
