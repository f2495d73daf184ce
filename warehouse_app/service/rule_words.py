"""Rules in words: what a field says, and the sentence of what follows from a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from warehouse_app.domain.box_papers import paper_of
from warehouse_app.domain.checks import SILENT
from warehouse_app.domain.policy import METRES
from warehouse_app.domain.rule_checks import OWNER, RULE, Body, Book
from warehouse_app.domain.rule_form import field_text
from warehouse_app.domain.rulebook import FLAGS
from warehouse_app.domain.taxonomy import Calendars, Rung, is_clock, rungs_of
from warehouse_app.domain.wave_templates import USUAL
from warehouse_app.service.looking import Looker

NOTHING = "-"
_Key = Callable[[object], str]
_NAMES: Mapping[str, _Key] = {
    "case_type": lambda code: f"case_type.{code}",
    "team": lambda code: f"owner.{code}",
    "hours": lambda code: f"calendar.{code}",
    "cause": lambda code: f"cause.{code}",
    "reason": lambda code: f"reason.{code}",
    "detector": lambda code: f"detector.{code}",
    "policy": lambda code: f"policy.{code}",
    "profile": lambda code: f"profile.{code}",
    "skill": lambda code: f"people.skill_{code}",
    "check": lambda code: f"check_rule.{code}",
    "limit": lambda code: f"check_rule.{code}",
    "question": lambda code: f"check_rule.{code}",
    "return": lambda code: f"return_reason.{code}",
    "return_rule": lambda code: f"return_rule.{code}",
    "carrier": lambda code: f"carrier_rule.{code}",
    "paper": lambda code: f"box_paper.{code}",
    "grade": lambda code: f"grade.{code}",
    "judge": lambda code: f"judge_rule.{code}",
    "judge_question": lambda code: f"judge_question.{code}",
    "refund": lambda code: f"refund_terms.{code}",
    "refund_auto": lambda code: f"refund_auto.{code}",
    "gate": lambda code: f"gate_rule.{code}",
    "fact": lambda code: f"fact.{code}",
    "wave": lambda code: f"wave_rule.{code}",
}
_CHOICES: Mapping[str, _Key] = {
    "severity": lambda value: f"severity.{value}",
    "owner": lambda value: f"owner.{value}",
    "deputy": lambda value: f"owner.{value}",
    "blocks": lambda value: f"blocks.{value}",
    "calendar": lambda value: f"calendar.{value}",
    "kind": lambda value: f"cause_kind.{value}",
    "count": lambda value: f"rule_count.{value}",
    **dict.fromkeys(("photo", "note", "lot"), lambda value: f"rule_count.{value}"),
    "bin": lambda value: f"rule_bin.{value}",
    "opens": lambda value: "rule_count.none" if value == "none" else f"case_type.{value}",
    "elsewhere": lambda value: f"rule_elsewhere.{value}",
    "only": lambda value: f"rule_only.{value}",
    "by": lambda value: f"rule_by.{value}",
    "reason": lambda value: f"reason.{value}",
    "truck": lambda value: f"rule_truck.{value}",
    "other_bin": lambda value: f"rule_other_bin.{value}",
    "does": lambda value: f"rule_does.{value}",
    "decides": lambda value: f"profile_decides.{value}",
    "how": lambda value: f"rule_how.{value}",
    "answers": lambda value: f"return_answer.{value}",
    "because": lambda value: f"return_reason.{value}",
    "becomes": lambda value: f"return_becomes.{value}",
    "fault": lambda value: f"return_fault.{value}",
    "postage": lambda value: f"return_postage.{value}",
    "grade": lambda value: f"grade.{value}",
    "worst": lambda value: f"grade.{value}",
    "disposition": lambda value: f"disposition.{value}",
    "mode": lambda value: f"rule_mode.{value}",
    "size": lambda value: f"rule_size.{value}",
    "lane": lambda value: f"rule_lane.{value}",
    "wave": lambda value: f"wave_rule.{value}",
}
_ALL = (
    "products",
    "carriers",
    "segments",
    "customers",
    "types",
    "channels",
    "classes",
    "methods",
    "countries",
)  # left empty they mean all
_AS_SET = ("share", "one_in", "wait", "buffer")


def name_of(kind: str, code: str, look: Looker) -> str:
    """A rule as people call it; a ladder has no other name than its code."""
    return look.say(_NAMES[kind](code)) if kind in _NAMES else code


def words_of(name: str, value: Any, people: Mapping[int, str], look: Looker) -> str:
    """What a field says."""
    if name in ("answer", "resolve"):
        return clock_words(str(value), look)
    if name in FLAGS:
        return look.say("rule_on.yes" if value else "rule_on.no")
    if name == "members":
        rows = value or ()
        named = [f"{people.get(row['person'], NOTHING)} {row.get('hours') or ''}".strip() for row in rows]
        return ", ".join(named) or look.say("rules.all_with_role")
    if value in (None, "") and name == "wave":
        return look.say(f"wave_rule.{USUAL}")
    if value in (None, ""):
        if name in _AS_SET:
            return look.say("profile.as_set")
        return look.say("rules.all") if name in (*_ALL, "grade", "because", "worst") else NOTHING
    return look.say(_CHOICES[name](value)) if name in _CHOICES else field_text(name, value)


def clock_words(clock: str, look: Looker) -> str:
    """
    `within 5 min of floor hours`; what is no clock is shown as it was written.
    """
    if clock == "truck" or not is_clock(clock):
        return look.say("clock.truck") if clock == "truck" else clock
    figure, unit = (clock[1:-1], clock[-1]) if clock[-1].isalpha() else (clock[1:], "m")
    return look.say(f"clock.{clock[0]}", time=look.say(f"clock.{unit}", n=figure))


def sentence(kind: str, code: str, book: Book, calendars: Calendars, people: Mapping[int, str], look: Looker) -> str:
    """What follows from a rule that is right, for whoever is about to save it."""
    body, name = book[kind][code], name_of(kind, code, look)
    if kind == "case_type":
        return " ".join(_of_type(name, code, body, book, calendars, look))
    if kind == "ladder":
        texts = [_shared(rung, look) for rung in rungs_of(body["rungs"])[1:]]
        return look.say("rule_say.ladder", name=name, rungs="; ".join(texts) or NOTHING)
    if kind == "policy":
        return policy_sentence(name, body, look)
    if kind == "gate":
        return gate_sentence(code, body, look)
    if kind == "wave":
        return cart_sentence(name, body, look)
    known = {field: words_of(field, body.get(field), people, look) for field in _FIELDS[kind]}
    if kind == "skill":
        known["products"] = body.get("products") or NOTHING  # none, not all
    key = _off(kind, body) or (f"reason_{body.get('bin') or 'none'}" if kind == "reason" else kind)
    key = f"paper_{paper_of(code)}" if key == "paper" else key
    silent = look.say("rule_say.limit_silent") if key == "limit" and code in SILENT and not body.get("stops") else ""
    return " ".join(filter(None, (look.say(f"rule_say.{key}", name=name, **known), silent)))


def _off(kind: str, body: Body) -> str | None:
    """The key for a rule that is switched off."""
    if body.get("on", True):
        return None
    own = ("detector", "skill", "return_rule", "carrier", "paper", "segment", "refund_auto")
    return f"{kind}_off" if kind in own else "judge_off" if kind in _JUDGING else "check_off"


_JUDGING = ("grade", "judge", "judge_question")
_FIELDS = {
    "skill": ("products", "places", "level", "grams"),
    "profile": ("share", "every", "one_in", "decides", "wait", "buffer"),
    "team": ("calendar", "deputy", "members"), "hours": ("week",), "cause": ("kind",),
    "reason": ("count", "photo", "opens", "pieces", "value", "elsewhere"), "detector": ("minutes",),
    "check": (*_ALL[:4], "amount"), "limit": (*_ALL[1:4], "percent", "grams", "boxes", "stops"),
    "question": (*_ALL[:4], "how", "says"),
    "segment": (*_ALL[4:], "size", "lane", "wave", "boost", "value_from", "value_to"),
    "return": ("fault", "photo", "postage", "ask", "keep", "becomes"),
    "return_rule": ("answers", "because", "fault", "days", "worth", *_ALL[:4]),
    "carrier": ("carrier", "must", "segments", "countries", "products", "weight_from", "weight_to", "longest",
                "value_from", "value_to", "costs"),
    "paper": (*_ALL[:4], "countries"),
    "grade": ("straight",),
    "judge": ("grade", "because", "products", "disposition"),
    "judge_question": ("says", "products"),
    "refund": ("less_a", "less_b", "less_c", "less_d", "fee", "freight", "ask_worn"),
    "refund_auto": ("upto", "worst", "fault", "paid"),
}  # fmt: skip


def cart_sentence(name: str, body: Body, look: Looker) -> str:
    """What goes on a cart, what stays apart on it, and how long it waits."""
    limits = [
        f"{look.say(f'rule_field.{one}')} {body[one]}"
        for one in ("totes", "lines", "units", "kilos", "litres")
        if body.get(one)
    ]
    parts = [look.say("rule_say.wave", name=name, limits=", ".join(limits) or look.say("rule_say.wave_open"))]
    parts += [look.say(f"rule_say.wave_{one}") for one in ("zones", "urgent") if body.get(one)]
    waits = body.get("waits") or 0
    return " ".join([*parts, look.say("rule_say.wave_waits" if waits else "rule_say.wave_goes", n=waits)])


def gate_sentence(code: str, body: Body, look: Looker) -> str:
    """What a rule of the gate looks at, whether it holds, and for whom."""
    figures = {name: body.get(name) for name in ("figure", "low", "high", "discount", "within", "free")}
    names = {name: words_of(name, body.get(name), {}, look) for name in ("carriers", "countries", "channels")}
    known = names | {name: "" if value is None else value for name, value in figures.items()}
    about = [look.say(f"gate_about.{name}", names=names[name]) for name in ("countries", "channels") if body.get(name)]
    parts = [look.say(f"gate_says.{code}", **known), *about, look.say(f"gate_mode.{body.get('mode') or 'off'}")]
    return " ".join(parts)


def policy_sentence(name: str, body: Body, look: Looker) -> str:
    """A row of the policy, read from left to right: for which orders, why, what is left, when, where, and what then."""
    if not body.get("on"):
        return look.say("rule_say.policy_off", name=name)
    parts = [look.say(f"policy_say.only_{body.get('only') or 'any'}")]
    if body.get("segment"):
        parts.append(look.say("policy_say.segment", segment=body["segment"]))
    if body.get("reason"):
        parts.append(look.say("policy_say.reason", reason=look.say(f"reason.{body['reason']}")))
    least, most = body.get("left_from") or 0, 100 if body.get("left_to") is None else body["left_to"]
    if (least, most) != (0, 100):
        worth = "_worth" if body.get("by") == "worth" else ""
        key = f"policy_say.left{worth}" if most else "policy_say.left_none"
        parts.append(look.say(key, least=least, most=most))
    if (truck := body.get("truck") or "any") != "any":
        parts.append(look.say(f"policy_say.truck_{truck}", minutes=body.get("ahead") or 0))
    if (place := body.get("other_bin") or "any") != "any":
        metres = METRES if body.get("metres") is None else body["metres"]
        parts.append(look.say(f"policy_say.bin_{place}", metres=metres))
    return look.say("rule_say.policy", when=", ".join(parts), does=look.say(f"rule_does.{body['does']}"))


def _of_type(name: str, code: str, body: Body, book: Book, calendars: Calendars, look: Looker) -> Iterator[str]:
    owner = look.say(f"owner.{body['owner']}")
    yield look.say(
        "rule_say.case_type",
        name=name,
        owner=owner,
        answer=clock_words(body["answer"], look),
        resolve=clock_words(body["resolve"], look),
    )
    rungs = rungs_of(book["ladder"][body["ladder"]]["rungs"])[1:]
    if rungs:
        texts = [_climbed(rung, body, calendars, look) for rung in rungs]
        yield look.say("rule_say.rungs", rungs="; ".join(texts))
    if body["blocks"] != "none":
        yield look.say("rule_say.blocks", blocks=look.say(f"blocks.{body['blocks']}"))
    yield look.say("rule_say.closes", closes=look.say(f"closes.{code}"))
    yield look.say("rule_say.otherwise", otherwise=look.say(f"otherwise.{code}"))


def _climbed(rung: Rung, body: Body, calendars: Calendars, look: Looker) -> str:
    """Who hears of it after how long; a clock that hangs on a truck has no length of its own."""
    if rung.minutes is None and body["answer"] == "truck":
        return _shared(rung, look, body)
    minutes = rung.minutes if rung.minutes is not None else calendars.minutes(body["answer"]) * rung.share
    return _heard("", rung, look, body, time=span_text(minutes))


def _shared(rung: Rung, look: Looker, body: Body | None = None) -> str:
    if rung.minutes is not None:
        return _heard("", rung, look, body, time=span_text(rung.minutes))
    return _heard("_share", rung, look, body, share=round(rung.share * 100))


def _heard(part: str, rung: Rung, look: Looker, body: Body | None, **facts: Any) -> str:
    if rung.who == RULE:
        return look.say(f"rule_say.by_rule{part}", **facts)
    who = body.get(rung.who) if body is not None and rung.who in (OWNER, "deputy") else rung.who
    return look.say(f"rule_say.rung{part}", who=look.say(f"owner.{who}"), **facts)


def span_text(minutes: float) -> str:
    """
    >>> [span_text(minutes) for minutes in (5, 2.5, 60, 450)]
    ['5 min', '2:30 min', '1:00 h', '7:30 h']
    """
    whole, seconds = divmod(round(minutes * 60), 60)
    if whole >= 60:
        return f"{whole // 60}:{whole % 60:02} h"
    return f"{whole}:{seconds:02} min" if seconds else f"{whole} min"
