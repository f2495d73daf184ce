"""The practice wave as this shop's people get it: by the reasons every shop begins with, in each language."""

from __future__ import annotations

from functools import partial
from typing import Any

from warehouse_app.domain.practice import REASON, practice_cards, practice_sheet
from warehouse_app.service.messages import Messages
from warehouse_app.service.shipped_rules import shipped


def practice_waves(words: Messages) -> dict[str, dict[str, Any]]:
    """Sheet and tasks by language."""
    reasons = [(code, body) for kind, code, _, body in shipped() if kind == "reason"]
    return {lang: practice_sheet(partial(words.say, lang), reasons) for lang in words.languages}


def practice_paper(words: Messages, lang: str) -> list[dict[str, str]]:
    """The cards to pin on a wall."""
    return practice_cards(partial(words.say, lang), f"reason.{REASON}")
