"""The readiness report in words: what is wrong, how much of it, what it hits a day, who mends it and how."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.readiness import KINDS, Kind
from warehouse_app.domain.taxonomy import type_of
from warehouse_app.service.looking import Looker, moment_text
from warehouse_app.service.measures import cell
from warehouse_app.service.ports.readiness import KeptGap
from warehouse_app.service.ports.views import Views

SHOWN = 200  # rows of one kind on a page; the file has all of them
LABELS = 500  # in one file
FOR_READING = "(for reading)"  # no field of Odoo is called anything like it: the column is not imported


def readiness_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """All kinds, those with gaps first, the worst of them first."""
    seen, gaps = views.readiness.look(w), {one.kind: one for one in views.readiness.by_kind(w)}
    types = views.rules("case_type", w)
    rows = [
        _row(kind, (seen.counts or {}).get(code, (None, 0)), gaps[code].per_day_m if code in gaps else 0, types, look)
        for code, kind in KINDS.items()
    ]
    rows.sort(key=lambda row: (-(row["found"] > 0), -row["per_day_m"], -row["found"]))
    return {
        "rows": rows if seen.counts else [],
        "read": moment_text(seen.read_at, look) if seen.read_at is not None else "",
        "days": seen.days,
        "waits": seen.asked_at is not None or (seen.read_at is None and not seen.trouble),
        "trouble": seen.trouble,
        "gaps": sum(row["found"] for row in rows),
        "clean": sum(row["of"] is not None and not row["found"] for row in rows),
        "unknown": [row["name"] for row in rows if row["of"] is None] if seen.counts else [],
    }


def kind_page(views: Views, w: int, code: str, look: Looker) -> dict[str, Any]:
    """One kind with its rows.

    Raises:
        Refused: `readiness.unknown`.
    """
    kind, rows = _known(code), views.readiness.gaps(w, code)
    return {
        "code": code,
        "name": look.say(f"gap.{code}"),
        "how": look.say(f"gap_mend.{code}"),
        "owner": look.say(f"owner.{type_of(kind.type, views.rules('case_type', w)).owner}"),
        "file": bool(kind.model),
        "by_number": bool(kind.model) and any(not row.external for row in rows),
        "label": bool(kind.label) and bool(label_fields(kind, rows)),
        "has_detail": any(row.gap.detail for row in rows),
        "has_proposal": any(row.gap.proposal for row in rows),
        "found": len(rows),
        "more": max(len(rows) - SHOWN, 0),
        "rows": [
            {
                "name": row.gap.name, "detail": row.gap.detail, "proposal": row.gap.proposal,
                "per_day": per_day_text(row.gap.per_day_m), "since": moment_text(row.found_at, look),
            }
            for row in rows[:SHOWN]
        ],
    }  # fmt: skip


def all_csv(views: Views, w: int) -> str:
    """Every gap: kind, owner's type, name, what is there, lines a day. No cell begins as a formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    types = views.rules("case_type", w)
    writer.writerow(["kind", "owner", "odoo_model", "odoo_id", "name", "now", "lines_per_day", "found_at"])
    for code, kind in KINDS.items():
        for row in views.readiness.gaps(w, code):
            gap = row.gap
            known = (code, type_of(kind.type, types).owner, kind.model, gap.ref if kind.model else "")
            told = (cell(gap.name), cell(gap.detail), f"{gap.per_day_m / 1000:.3f}", row.found_at)
            writer.writerow([*known, *told])
    return out.getvalue()


def import_csv(views: Views, w: int, code: str) -> str:
    """The gaps of a kind as Odoo imports them.

    Raises:
        Refused: `readiness.unknown`, `readiness.no_file`.
    """
    kind = _known(code)
    if not kind.model:
        raise Refused("readiness.no_file", 404)
    return import_file(kind, views.readiness.gaps(w, code))


def import_file(kind: Kind, rows: Sequence[KeptGap]) -> str:
    """Odoo's id of each row, what is to be filled in, and what one knows it by, under a name no field of Odoo has.

    With External IDs where every row has one; else with database ids (`.id`).
    """
    external = bool(rows) and all(row.external for row in rows)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["id" if external else ".id", *kind.fields, FOR_READING])
    for row in rows:
        given = row.gap.proposal or (row.gap.detail if kind.fields == ("name",) else "")
        fill = [given, *([""] * (len(kind.fields) - 1))]
        writer.writerow([row.external if external else row.gap.ref, *fill, cell(row.gap.name)])
    return out.getvalue()


def labels_of(views: Views, w: int, code: str) -> tuple[str, list[dict[str, str]]]:
    """The design and the labels of a kind whose things lack a barcode: with the one that the file proposes.

    Raises:
        Refused: `readiness.unknown`, `readiness.no_labels`.
    """
    kind = _known(code)
    fields = label_fields(kind, views.readiness.gaps(w, code))
    if not fields:
        raise Refused("readiness.no_labels", 404)
    return kind.label, fields[:LABELS]


def label_fields(kind: Kind, rows: Sequence[KeptGap]) -> list[dict[str, str]]:
    """What stands on each label."""
    named = [(row.gap.proposal, row.gap.name) for row in rows if kind.label and row.gap.proposal]
    if kind.label == "location":
        return [{"number": number, "code": name, "where": ""} for number, name in named]
    return [{"number": number, "sku": name, "name": ""} for number, name in named]


def readiness_rows(views: Views, w: int) -> list[dict[str, Any]]:
    """The report as rows of plain values, for the command line."""
    seen, types = views.readiness.look(w), views.rules("case_type", w)
    hits = {one.kind: one.per_day_m for one in views.readiness.by_kind(w)}
    return [
        {
            "what": code,
            "wrong": "cannot be read" if of is None else found,
            "of": "" if of is None else of,
            "lines a day": per_day_text(hits.get(code, 0)),
            "mended by": type_of(KINDS[code].type, types).owner,
        }
        for code, (of, found) in (seen.counts or {}).items()
    ]


def per_day_text(per_day_m: int) -> str:
    """
    >>> [per_day_text(one) for one in (0, 11, 1500, 25_400)]
    ['0', '< 0.1', '1.5', '25']
    """
    if 0 < per_day_m < 100:
        return "< 0.1"
    return f"{per_day_m / 1000:.1f}".removesuffix(".0") if per_day_m < 10_000 else str(round(per_day_m / 1000))


def _known(code: str) -> Kind:
    if code not in KINDS:
        raise Refused("readiness.unknown", 404)
    return KINDS[code]


def _row(
    kind: Kind, count: tuple[int | None, int], per_day_m: int, types: Mapping[str, Mapping[str, Any]], look: Looker
) -> dict[str, Any]:
    of, found = count
    return {
        "code": kind.code,
        "name": look.say(f"gap.{kind.code}"),
        "of": of,
        "found": found,
        "share": "" if not of else f"{100 * found / of:.0f}" if found * 100 >= of or not found else "< 1",
        "per_day_m": per_day_m,
        "per_day": per_day_text(per_day_m),
        "owner": look.say(f"owner.{type_of(kind.type, types).owner}"),
        "how": look.say(f"gap_mend.{kind.code}"),
        "file": bool(kind.model) and found > 0,
    }
