"""What pages show of the gate: held orders and the straight-through rate, a rule tried on past orders, how rules do."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.gate.judge import HELD, TRIAL, case_key, owner_type, tried
from warehouse_app.domain.gate.rules import RULES, is_off
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.gate_release import is_own, reasons_of
from warehouse_app.service.gate_words import found_text, rule_name
from warehouse_app.service.looking import Looker, age_text
from warehouse_app.service.measures import DAYS as SPANS
from warehouse_app.service.measures import cell
from warehouse_app.service.ports.gate import HeldByGate, RuleCount
from warehouse_app.service.ports.people import Person
from warehouse_app.service.ports.releasing import Rules
from warehouse_app.service.ports.views import Views
from warehouse_app.service.rule_words import gate_sentence, words_of

DAYS, PAST_DAYS, PAST_MOST = 7, 90, 3000
DAY_MS = 86_400_000
COLUMNS = ("now", "trial", "blind", "held", "mended", "let_go", "false", "false_percent", "missed")


def gate_held(views: Views, w: int, person: Person, look: Looker) -> list[dict[str, Any]]:
    """Orders the gate holds, as the release page lists held orders."""
    rules = {kind: views.rules(kind, w) for kind in ("case_type", "override", "let_go")}
    rows = views.gate.held(w)
    due = {case.key: case.due_at for case in views.open_cases(w)} if rows else {}
    return [_held(row, rules, due, person, look) for row in rows]


def gate_line(views: Views, w: int, look: Looker) -> list[str]:
    """How the gate does, in a few short sentences."""
    count = views.gate.count(w, look.now - DAYS * DAY_MS)
    standing = views.gate.standing(w)
    on_trial, blind = (_most(standing, kind) for kind in (TRIAL, "blind"))
    percent = f"{100 * count.through / count.judged:.1f}" if count.judged else ""
    parts = [look.say("gate.through", percent=percent, n=count.judged, days=DAYS) if percent
             else look.say("gate.through_none")]  # fmt: skip
    parts += [look.say("gate.waiting", n=count.waiting)] if count.waiting else []
    parts += [look.say("gate.trial", n=on_trial)] if on_trial else []
    return parts + ([look.say("gate.blind", n=blind)] if blind else [])


def dry_run(views: Views, w: int, code: str, body: Mapping[str, Any], look: Looker) -> list[str]:
    """What a rule would have done with orders of the past, were it on."""
    rows = views.gate.past(w, look.now - PAST_DAYS * DAY_MS, PAST_MOST)
    found = tried(code, body, [(row.facts, row.twin) for row in rows if row.facts is not None], look.now)
    if not rows:
        return [look.say("gate.tried_none")]
    says = [look.say("gate.tried", n=found.orders, held=found.held, blind=found.blind)]
    return says + ([look.say("gate.tried_which", names=", ".join(found.names))] if found.names else [])


def unbound_text(code: str, unbound: Sequence[str], look: Looker) -> str:
    """Why a rule is off whatever it says; empty where it is not."""
    missing = is_off(code, unbound) if code in RULES else ()
    return look.say("gate.unbound", facts=", ".join(look.say(f"fact.{fact}") for fact in missing)) if missing else ""


def gate_table(rules: Mapping[str, Mapping[str, Any]], unbound: Sequence[str], look: Looker) -> dict[str, Any]:
    """The rules of the gate for the page of all rules: each in a sentence, and why it is off where it cannot be on."""
    rows = [
        {
            "code": code,
            "name": rule_name(code, look),
            "cells": [unbound_text(code, unbound, look) or words_of("mode", body.get("mode"), {}, look),
                      gate_sentence(code, body, look)],
            "is_own": not body.get("shipped"),
        }
        for code, body in rules.items()
    ]  # fmt: skip
    heads, title = [look.say("rule_field.mode"), look.say("gate.rule")], look.say("rules.kind_gate")
    return {"kind": "gate", "title": title, "heads": heads, "groups": [{"title": "", "rows": rows}]}


def gate_measured(views: Views, w: int, days: int, look: Looker) -> list[dict[str, Any]]:
    """A row for each rule: what it holds now, and what became of what it held in so many days.

    Raises:
        Refused: `request.malformed`.
    """
    if days not in SPANS:
        raise Refused("request.malformed", 400)
    standing, counts = views.gate.standing(w), views.gate.by_rule(w, look.now - days * DAY_MS)
    return [
        {
            "code": code,
            "name": rule_name(code, look),
            "mode": words_of("mode", body.get("mode"), {}, look),
            **_figures(standing.get(code, {}), counts.get(code, RuleCount())),
        }
        for code, body in views.rules("gate", w).items()
    ]


def gate_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """The same as a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["rule", "mode", *COLUMNS])
    for row in rows:
        writer.writerow([row["code"], cell(str(row["mode"])), *(row[name] for name in COLUMNS)])
    return out.getvalue()


def _figures(now: Mapping[str, int], count: RuleCount) -> dict[str, Any]:
    ended = count.mended + count.let_go
    share = f"{100 * count.false / ended:.1f}" if ended else ""
    figures = (now.get(HELD, 0), now.get(TRIAL, 0), now.get("blind", 0), *astuple(count)[:4], share, count.missed)
    return dict(zip(COLUMNS, figures, strict=True))


def _most(standing: Mapping[str, Mapping[str, int]], kind: str) -> int:
    """Of orders that several rules mean, at least so many are different ones."""
    return max((kinds.get(kind, 0) for kinds in standing.values()), default=0)


def _held(
    row: HeldByGate, rules: Mapping[str, Rules], due: Mapping[str, int | None], person: Person, look: Looker
) -> dict[str, Any]:
    first = row.rules[0]
    times = [at for one in row.rules if (at := due.get(case_key(one.rule, row.order))) is not None]
    left = (min(times) - look.now) // 60_000 if times else None
    types = rules["case_type"]
    owners = dict.fromkeys(look.say(f"owner.{type_of(owner_type(one.rule), types).owner}") for one in row.rules)
    own = [one.rule for one in row.rules if is_own(one.rule, person.roles, types, rules["override"])]
    says = [found_text(one.rule, one.why, look) for one in row.rules]
    size = row.carrier or look.say("board.no_carrier")
    return {
        "id": row.order,
        "order": row.name,
        "reason": " · ".join(rule_name(one.rule, look) for one in row.rules),
        "by": look.say("gate.by_gate"),
        "since": age_text(look.now - row.held_at, look.say),
        "owner": ", ".join(owners),
        "late": left is not None and left < 0,
        "left": "" if left is None else look.say(f"release.answer_{'over' if left < 0 else 'in'}", n=abs(left)),
        "size": " ".join(dict.fromkeys(says)) or size,
        "may": bool(own),
        "reasons": [(code, look.say(f"reason.{code}")) for code in reasons_of(own, rules["let_go"], rules["override"])],
        "rule": first.rule,
    }
