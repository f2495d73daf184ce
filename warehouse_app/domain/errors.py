"""Refusals: what a person is told when the floor cannot do what was asked."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """Something was asked that cannot be done; nothing was changed.

    `key` names the wording (`error.<key>.text`, `.safe`, `.next` in the catalogue), `facts` fill it, and
    `status` is the HTTP answer it becomes.
    """

    def __init__(self, key: str, status: int = 409, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.facts = dict(facts or {})
