"""The independent checker: what the handhelds wrote down, the raw rows of the store, and Odoo's own tables."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Rows = Sequence[Sequence[Any]]


@dataclass
class History:
    """All devices' histories: each event as it was done, the verdicts it was answered with, and numbers on paper.

    `paper` is (what it was stuck on, the number): a box by its bench's name, a return by its event. `applied` are the
    cases whose count somebody was told is Odoo's book now.
    """

    did: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    paper: list[tuple[str, str]] = field(default_factory=list)
    applied: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> History:
        """From the JSONL files of a folder."""
        told = cls()
        for path in sorted(folder.glob("*.jsonl")):
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
                if did := row.get("did"):
                    told.did[did["id"]] = did
                if one := row.get("answered"):
                    told.answered[one["id"]].append(one.get("first", one["verdict"]))
                if case := row.get("applied"):
                    told.applied.add(case)
                if stuck := row.get("labelled") or row.get("numbered"):
                    told.paper.append((stuck.get("parcel") or stuck["event"], stuck["number"]))
        return told

    def accepted(self, kind: str) -> dict[str, dict[str, Any]]:
        """The bodies of what was told to count, by event."""
        of_kind = {id_: event["body"] for id_, event in self.did.items() if event["kind"] == kind}
        return {id_: body for id_, body in of_kind.items() if "accepted" in self.answered[id_]}

    def counted(self) -> Counter[int]:
        """Sum accepted less sum reversed, in thousandths by line, as the handhelds were told."""
        accepted = [event for id_, event in self.did.items() if "accepted" in self.answered[id_]]
        found: Counter[int] = Counter()
        for event in accepted:
            body = event["body"]
            if event["kind"] == "pick":
                found[body["line"]] += body["qty_m"]
            taken_back = self.did.get(body.get("event", ""))
            if event["kind"] == "undo" and taken_back and taken_back["kind"] == "pick":
                found[body["line"]] -= taken_back["body"]["qty_m"]
        return +found


@dataclass
class Verdict:
    """What the books say. Nothing in any list: they agree."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def line(self, **figures: int) -> str:
        """As it is printed."""
        said = {"lost": len(self.lost), "doubled": len(self.doubled), "unknown": len(self.unknown)}
        before = {name: figures[name] for name in ("scans", "kills", "odoo_kills")}
        rows = before | said | {"seed": figures["seed"]} | figures
        return " ".join(f"{name.replace('_', '-')} {value}" for name, value in rows.items())

    @property
    def holds(self) -> bool:
        return not (self.lost or self.doubled or self.unknown)


def check_events(history: History, events: Rows, verdict: Verdict) -> None:
    """Every event is there once, with the one verdict its handheld was told each time. `events`: (id, verdict)."""
    kept = Counter(id_ for id_, _ in events)
    said = {str(id_): str(verdict) for id_, verdict in events}
    verdict.lost += [f"event {id_} is not in the store" for id_ in history.did if not kept[id_]]
    verdict.lost += [f"event {id_} was never answered" for id_ in history.did if not history.answered[id_]]
    verdict.doubled += [f"event {id_} is kept {times} times" for id_, times in kept.items() if times > 1]
    for id_, answers in history.answered.items():
        if set(answers) != {said.get(id_)}:
            verdict.unknown.append(f"event {id_} was answered {sorted(set(answers))}, kept as {said.get(id_)}")


def check_lines(counted: Mapping[int, int], lines: Rows, there: Mapping[str, int], edited: set[str],
                verdict: Verdict) -> None:  # fmt: skip
    """Store = Odoo = what handhelds were told. `lines`: (id, source key, picked). `edited` places are left out."""
    here: Counter[str] = Counter()
    for id_, key, picked_m in lines:
        here[key] += picked_m
        _compare(f"line {id_} in the store", counted.get(id_, 0), picked_m, verdict)
    for key in sorted((here.keys() | there.keys()) - edited):
        _compare(f"{key} in Odoo", here[key], there.get(key, 0), verdict)


def check_owned(edited: Iterable[int], cases: set[int], agrees: Callable[[int], bool], verdict: Verdict) -> None:
    """Where somebody meddled in Odoo, either nothing came of it or a case names the transfer: nothing is unowned."""
    verdict.lost += [f"nobody was told of transfer {id_}" for id_ in edited if id_ not in cases and not agrees(id_)]


def check_once(what: str, found: Iterable[Any], verdict: Verdict) -> None:
    """Each of these is there at most once."""
    verdict.doubled += [f"{what}: {one} {times} times" for one, times in Counter(found).items() if times > 1]


def _compare(what: str, want_m: int, found_m: int, verdict: Verdict) -> None:
    if found_m != want_m:
        (verdict.lost if found_m < want_m else verdict.doubled).append(f"{what}: {found_m} instead of {want_m}")
