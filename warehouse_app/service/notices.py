"""Mails and calls of the web hook about cases that climbed: each tried until it gets through, or for a day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from warehouse_app.domain.climbing import ANSWER
from warehouse_app.service.deliver import pause_ms
from warehouse_app.service.holding import Holding
from warehouse_app.service.looking import clock_text
from warehouse_app.service.ports.escalation import Mailing, Notice
from warehouse_app.service.ports.hook import Hook, HookFailed
from warehouse_app.service.ports.odoo import Mail, Odoo, OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.store import UnitOfWork

log = logging.getLogger(__name__)

ROWS = 20
LONGEST_MS = 24 * 3_600_000  # a last rung comes again every day anyway


@dataclass(frozen=True, slots=True)
class Desk:
    """What notices are sent with. `say(lang, key, ...)` words them; `spread` gives chances from 0 to 1.

    `base_url`: how people reach the app, for a link.
    """

    holding: Holding
    odoo: Odoo | None
    hook: Hook | None
    say: Callable[..., str]
    spread: Callable[[], float]
    base_url: str | None = None


@dataclass(frozen=True, slots=True)
class _ToSend:
    notice: Notice
    mailing: Mailing
    zone: tzinfo
    now: int
    token: str


def send_notices(desk: Desk) -> bool:
    """Those whose time has come, a few at a time; True: there may be more.

    A line that is down is tried once a round: one of the two does not hold up the other.
    """
    due = desk.holding.write(_due)
    down: set[str] = set()
    for one in due:
        if one.notice.kind in down or not _send(one, desk):
            down.add(one.notice.kind)
    return len(due) == ROWS and not down


def _due(uow: UnitOfWork) -> list[_ToSend]:
    found = uow.escalation.due(ROWS)
    zones = {w: uow.releasing.timetable(w).zone for w in {notice.w for notice in found}}
    return [
        _ToSend(notice, uow.escalation.mailing(notice), zones[notice.w], uow.now, _token(uow, notice))
        for notice in found
    ]


def _token(uow: UnitOfWork, notice: Notice) -> str:
    """The same at each repeat; a store that was restored numbers its notices anew."""
    return f"__floor__.notice_{uow.generation}{notice.id:08x}"


def _send(one: _ToSend, desk: Desk) -> bool:
    """Whether its line works."""
    try:
        state = _call(one, desk) if one.notice.kind == "hook" else _mail(one, desk)
    except OdooRefused as no:
        _done(one, desk, "given_up", str(no))
        log.warning("no mail to person %s about case %s: %s", one.notice.person, one.notice.case, no)
    except (HookFailed, OdooUnreachable, OdooUnknown) as trouble:
        _again(one, desk, str(trouble))
        return False
    else:
        _done(one, desk, state, None)
    return True


def _call(one: _ToSend, desk: Desk) -> str:
    if desk.hook is None:
        return "off"
    link = {"url": f"{desk.base_url}/cases/{one.notice.case}"} if desk.base_url else {}
    desk.hook.post(one.token, one.now, {**one.notice.body, **link, "v": 1, "delivery": one.token})
    return "sent"


def _mail(one: _ToSend, desk: Desk) -> str:
    """Whoever has left, and whatever is over meanwhile, gets none."""
    mailing = one.mailing
    if desk.odoo is None or mailing.user is None or not mailing.is_open:
        return "off"
    subject, lines = _words(one, desk)
    desk.odoo.send_mail(Mail(one.token, mailing.user, subject, lines, one.notice.at, mailing.transfer))
    return "sent"


def _words(one: _ToSend, desk: Desk) -> tuple[str, tuple[str, ...]]:
    body, lang = one.notice.body, one.mailing.lang

    def say(key: str, **args: str) -> str:
        return desk.say(lang, key, **args)

    kind = say(f"case_type.{body['type']}")
    is_waiting = body["clock"] == ANSWER and not body["last"]
    key = "mail.case.subject" if is_waiting else "mail.case.subject_last"
    subject = say(key, number=body["case"], type=kind)
    lines = [say("mail.case.owner", owner=say(f"owner.{body['owner']}"))]
    if body["due_at"] is not None:
        lines.append(say("mail.case.due", at=clock_text(body["due_at"], one.zone)))
    lines.append(say("mail.case.why", team=say(f"owner.{body['duty']}")))
    if desk.base_url:
        lines.append(say("mail.case.link", url=f"{desk.base_url}/cases/{one.notice.case}"))
    return subject, tuple(lines)


def _done(one: _ToSend, desk: Desk, state: str, error: str | None) -> None:
    desk.holding.write(lambda uow: uow.escalation.done(one.notice.id, state, error))


def _again(one: _ToSend, desk: Desk, error: str) -> None:
    def later(uow: UnitOfWork) -> None:
        if uow.now - one.notice.at > LONGEST_MS:
            uow.escalation.done(one.notice.id, "given_up", error)
            log.warning("%s about case %s did not get through for a day: %s", one.notice.kind, one.notice.case, error)
        else:
            uow.escalation.again(one.notice.id, uow.now + pause_ms(one.notice.attempts, desk.spread()), error)

    desk.holding.write(later)
