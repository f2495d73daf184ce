"""The policy of shorts as sentences, with what each row has decided and how often a person decided otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from warehouse_app.domain.rule_checks import Book
from warehouse_app.service.looking import Looker
from warehouse_app.service.ports.rulebook import ShortDecided
from warehouse_app.service.rule_words import name_of, policy_sentence

LATELY_MS = 30 * 24 * 3_600_000


def policy_table(shorts: Sequence[ShortDecided], book: Book, look: Looker) -> dict[str, Any]:
    """As the other kinds of the page of rules, with `says`: how much of all is decided by it."""
    decided = Counter(one.row for one in shorts if one.row is not None)
    overruled = Counter(one.row for one in shorts if one.row is not None and one.by_person)
    alone = sum(one.by_person and one.row is None for one in shorts)
    rows = [
        {
            "code": code,
            "name": name_of("policy", code, look),
            "cells": [policy_sentence(name_of("policy", code, look), body, look), decided[code], overruled[code]],
            "is_own": not body.get("shipped"),
        }
        for code, body in book["policy"].items()
    ]
    return {
        "kind": "policy",
        "title": look.say("rules.kind_policy"),
        "says": look.say("rules.policy_share", all=len(shorts), policy=decided.total(), person=alone),
        "heads": [look.say(f"rules.{name}") for name in ("reads", "decided", "overruled")],
        "groups": [{"title": "", "rows": rows}],
    }
