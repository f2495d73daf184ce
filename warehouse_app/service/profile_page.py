"""The profile in force in words: since when and until when, who switched it and why, and what each of them does."""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.profiles import NORMAL, PROFILES
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.ports.views import Views
from warehouse_app.service.profiles import CODE, KIND, STATE, profile_now
from warehouse_app.service.rule_words import words_of


def profile_line(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """{code, text}: one line, as the board says it."""
    code, _ = profile_now(views.rules, w, look.now)
    until = until_text(views.rules(STATE, w).get(CODE, {}).get("until"), look) if code != NORMAL else ""
    return {"code": code, "text": " ".join(part for part in (look.say(f"profile.{code}"), until) if part)}


def profile_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """{code, text, said, profiles}: `said` is who switched it and why, `profiles` are those there are to choose."""
    line, bodies = profile_line(views, w, look), views.rules(KIND, w)
    last = next(iter(views.rulebook.versions(w, STATE, CODE)), None)
    said = look.say("profile.said", who=last.person, why=last.why) if last and last.person and last.why else ""
    shown = [(code, look.say(f"profile.{code}"), _does(bodies[code], look)) for code in PROFILES if code in bodies]
    return line | {"said": said if line["code"] != NORMAL else "", "profiles": shown}


def until_text(until: int | None, look: Looker) -> str:
    """`until 18:00`, empty where it is until somebody switches."""
    return look.say("profile.until_time", time=moment_text(until, look)) if until is not None else ""


def _does(body: Any, look: Looker) -> list[str]:
    """What of the settings it changes; one sentence each."""
    said = [("share", body.get("share")), ("every", body.get("every")), ("one_in", body.get("one_in"))]
    texts = [look.say(f"profile.does_{name}", n=value) for name, value in said if value]
    if (decides := body.get("decides") or "set") != "set":
        texts.append(look.say("profile.does_decides", what=words_of("decides", decides, {}, look)))
    if body.get("wait"):
        texts.append(look.say("profile.does_wait", n=body["wait"]))
    if body.get("buffer"):
        texts.append(look.say("profile.does_buffer", n=body["buffer"]))
    return texts or [look.say("profile.does_nothing")]
