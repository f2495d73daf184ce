"""The checker's third part: counts that became Odoo's book, and the to-dos of exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tests.faults.books import Rows, Verdict, check_once


@dataclass(frozen=True)
class ToDo:
    """One of Odoo's, by its id."""

    id: int
    is_done: bool


def told_counts(rows: Rows) -> dict[str, int]:
    """What Odoo was told of each bin, by the name it was told under. `rows`: (name, difference); no difference leaves
    nothing in Odoo."""
    return {name: difference_m for name, difference_m in rows if difference_m}


def check_applied(applied: Iterable[int], told: Mapping[int, str], verdict: Verdict) -> None:
    """Whoever was told that a count is applied finds that Odoo was told, or a person is to say what then.

    `told`: by case the state of the entry under its number. The case itself may be open again, of a newer count.
    """
    for case in applied:
        if told.get(case) not in ("done", "person"):
            verdict.lost.append(f"the count of case {case} was applied, and is {told.get(case, 'nowhere')}")


def check_todos(kept: Rows, found: Sequence[tuple[str, ToDo]], verdict: Verdict) -> None:
    """An exception has one to-do for each time it was open, done when it is over.

    `kept`: (token, turn, state, Odoo's id) of the last time each was open. Earlier times have names of their own, which
    nobody knows any more, so there may be so many others.
    """
    check_once("to-do", (name for name, _ in found), verdict)
    there = dict(found)
    for token, _, state, todo in kept:
        one = there.pop(token, None)
        if state == "sent":
            verdict.unknown.append(f"nobody knows whether {token} is in Odoo")
        elif state in ("there", "over") and todo is not None:
            verdict.lost += [f"to-do {token} is not in Odoo"] if one is None else []
            wrong = one is not None and (one.id != todo or one.is_done != (state == "over"))
            verdict.unknown += [f"to-do {token} is {one}, kept as {todo}, {state}"] if wrong else []
    earlier = sum(turn for _, turn, _, _ in kept)
    others = [name for name, _ in found if name in there]
    verdict.doubled += [f"to-do {name} is nobody's" for name in others[earlier:]]
    verdict.doubled += [f"{name} was made without a name" for name in others[:earlier] if name.startswith("mail.")]
