"""Telling Odoo of exceptions: one to-do each while it is open, and one note when it is over.

    open                            a to-do: whose it is and by when; written again when that changes; and its photos
    over                            the to-do is done with the reason, and one note tells it all
    over before anybody was told    nothing: what lasts for a moment only is no news

Only what is about a transfer or an order can be shown there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from warehouse_app.service.close_wave import token
from warehouse_app.service.deliver import Errand, Post
from warehouse_app.service.look_at_todos import note_todo
from warehouse_app.service.ports.mirrored import CaseToTell, Mirrored, State
from warehouse_app.service.ports.odoo import Document, OdooRefused, Photo, ToDo, ToDoNow
from warehouse_app.service.ports.outbox import Job
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.service.told_words import feedback_of, story_of, todo_of, token_of

_AS_IT_IS = ("refused", "left")


@dataclass(frozen=True, slots=True)
class Show:
    """An errand: the exception is open, and Odoo shows it so."""

    jobs: Sequence[Job]
    case: CaseToTell
    on: Document
    kept: Mirrored
    now: int

    def tell(self, post: Post) -> None:
        todo = todo_of(self.case, self.on, self.kept.token, post.say, self.now)
        if not post.cases:
            post.write(lambda uow: _finish(uow, self, "refused"))
            return
        if self.kept.told == _mark(todo) and self.kept.photos >= len(self.case.photos):
            post.write(lambda uow: uow.outbox.finish(self.jobs))
        elif (found := self._touched(post)) is not None:
            post.write(lambda uow: self._note_touched(uow, *found))
        else:
            self._keep(post, todo)

    def refused(self, uow: UnitOfWork, words: str) -> None:
        """Somebody owns it all the same: its history says that Odoo does not show it."""
        _refuse(uow, self, "refused", words)

    def _keep(self, post: Post, todo: ToDo) -> None:
        """Where Odoo will not have this owner (somebody who left, say), the to-do is the app's own."""
        try:
            made = post.odoo.keep_todo(todo)
        except OdooRefused as no:
            if todo.owner is not None:
                return self._keep(post, replace(todo, owner=None))
            words = str(no)
            return post.write(lambda uow: _refuse(uow, self, "refused", words))
        _attach(post, self)
        mark = _mark(todo_of(self.case, self.on, self.kept.token, post.say, self.now))
        return post.write(lambda uow: self._note(uow, made, mark))

    def _touched(self, post: Post) -> tuple[int, ToDoNow | None] | None:
        """What people did with the to-do there meanwhile; None: nothing, or there is none yet."""
        if self.kept.todo is None:
            return None
        now = next(iter(post.odoo.todos([self.kept.todo])), None)
        return None if now is not None and not now.is_done else (self.kept.todo, now)

    def _note_touched(self, uow: UnitOfWork, todo: int, now: ToDoNow | None) -> None:
        uow.outbox.finish(self.jobs)
        note_todo(uow, self.case.id, todo, now)

    def _note(self, uow: UnitOfWork, made: int, mark: str) -> None:
        count = self.kept.made + (made != self.kept.todo)
        there = replace(self.kept, state="there", todo=made, made=count, told=mark)
        uow.mirror.keep(self.case.id, replace(there, photos=len(self.case.photos)))
        uow.outbox.finish(self.jobs)


@dataclass(frozen=True, slots=True)
class End:
    """An errand: the exception is over."""

    jobs: Sequence[Job]
    case: CaseToTell
    on: Document
    kept: Mirrored

    def tell(self, post: Post) -> None:
        todo = self.kept.todo or post.odoo.find_todo(self.on, self.kept.token)
        try:
            if todo is not None and post.cases:
                _attach(post, self)
                post.odoo.finish_todo(todo, feedback_of(self.case, post.say))
                post.odoo.post_note(self.on, token("note", self.kept.token), story_of(self.case, post.say))
        except OdooRefused as no:
            words = str(no)
            return post.write(lambda uow: _refuse(uow, self, "over", words))
        return post.write(lambda uow: _finish(uow, self, "over"))

    def refused(self, uow: UnitOfWork, words: str) -> None:
        _refuse(uow, self, "over", words)


def plan_case(uow: UnitOfWork, jobs: Sequence[Job], fence: int) -> Errand | None:
    """What Odoo is to hear of the exception now. Kept before it is sent: whether there may be a to-do of it."""
    leased = uow.outbox.lease(jobs, fence)
    case = uow.mirror.case(leased[0].about) if leased else None
    if case is None or case.on is None:
        uow.outbox.finish(leased)
        return None
    kept = case.mirrored
    if case.is_over:
        if kept is not None and kept.state not in ("refused", "over"):
            return End(leased, case, case.on, kept)
    elif kept is None or kept.state == "over":
        turn = 0 if kept is None else kept.turn + 1
        begun = Mirrored(token_of(case, case.on, turn), turn)
        uow.mirror.keep(case.id, begun)
        return Show(leased, case, case.on, begun, uow.now)
    elif kept.state not in _AS_IT_IS:
        return Show(leased, case, case.on, kept, uow.now)
    uow.outbox.finish(leased)
    return None


def _attach(post: Post, errand: Show | End) -> None:
    """What is new of the photos hangs at the document, each once, though the exception returns."""
    case = errand.case
    for number, name in enumerate(case.photos[errand.kept.photos :], start=errand.kept.photos + 1):
        found = post.write(lambda uow, name=name: uow.mirror.photo(name))  # type: ignore[misc]
        if found is not None:
            mime, body = found
            file = f"{case.number} {number}.{mime.rpartition('/')[2].replace('jpeg', 'jpg')}"
            post.odoo.attach(Photo(token("photo", errand.on.odoo_id, case.key, name), errand.on, file, mime, body))


def _finish(uow: UnitOfWork, errand: Show | End, state: State) -> None:
    uow.mirror.keep(errand.case.id, replace(errand.kept, state=state))
    uow.outbox.finish(errand.jobs)


def _refuse(uow: UnitOfWork, errand: Show | End, state: State, words: str) -> None:
    uow.cases.note(errand.case.id, "odoo_refused", None, {"words": words})
    _finish(uow, errand, state)


def _mark(todo: ToDo) -> str:
    return sha256(repr(todo).encode(errors="replace")).hexdigest()[:16]
