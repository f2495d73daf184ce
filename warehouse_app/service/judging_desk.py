"""A return as the desk judges it: of each line what is asked and proposed, and what became of what was judged.

The rules are compiled into the answer, so that the desk proposes without a network too.
"""

from __future__ import annotations

from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.domain.judging_returns import CHOSEN, LANE, PLACED, compiled
from warehouse_app.service.find_returns import Desk, card
from warehouse_app.service.ports.judged import JudgedRow
from warehouse_app.service.ports.odoo import OdooRefused, OdooUnknown, OdooUnreachable
from warehouse_app.service.ports.returns import ReturnCard
from warehouse_app.service.ports.views import Views

KINDS = ("grade", "judge", "judge_question")


def with_judging(desk: Desk, number: str) -> dict[str, Any]:
    """The return of this number, to be judged. What orders lack of its goods is asked of Odoo, where it can be."""
    _ask_lacking(desk, number)

    def read(views: Views) -> dict[str, Any]:
        found = views.returns.card(desk.w, number=number)
        if found is None:
            raise Refused("returns.not_here", 404)
        return judging_card(views, desk.w, found)

    return desk.store.read(read)


def _ask_lacking(desk: Desk, number: str) -> None:
    """What was kept before stays where Odoo is away: the goods still go straight to who lacked them today."""
    site, products, is_bound = desk.store.read(
        lambda views: (
            views.returns.site(desk.w)[0],
            views.returns.judged.products(desk.w, number),
            bool(views.rules("disposition", desk.w).get(LANE, {}).get("place")),
        )
    )
    if desk.odoo is None or not products or not is_bound:
        return
    try:
        rows = desk.odoo.lacking(site, products)
    except (OdooUnreachable, OdooUnknown, OdooRefused):
        return
    desk.store.write(lambda uow: uow.returns.judged.keep_lacking(desk.w, products, rows))


def judging_card(views: Views, w: int, row: ReturnCard) -> dict[str, Any]:
    """The return with `judge` at each line, `judged`, and `dispositions`: what may become of goods, and where then."""
    judged = views.returns.judged.of_return(row.id)
    products = sorted({line.product for line in row.lines})
    book = {kind: views.rules(kind, w) for kind in KINDS}
    names, bins = views.returns.judged.names(products), views.returns.judged.bins(w, products)
    shown = card(row)
    for given, line in zip(shown["lines"], row.lines, strict=True):
        done_m = sum(one.qty_m for one in judged if one.line == line.id)
        given["judge"] = compiled(line.reason, names.get(line.product, ()), book)
        given |= {"judged_m": done_m, "bin": bins.get(line.product)}
    return shown | {"judged": [judged_row(one) for one in judged], "dispositions": _dispositions(views, w)}


def judged_row(one: JudgedRow) -> dict[str, Any]:
    """A judgement as the desk and the office get it."""
    names = ("id", "line", "qty_m", "grade", "disposition", "place", "document", "is_told", "order")
    return {name: getattr(one, name) for name in names}


def _dispositions(views: Views, w: int) -> list[dict[str, Any]]:
    """`place` None: it stays where it came; of what needs none it is None too."""
    bound = views.rules("disposition", w)
    return [
        {"code": code, "place": bound.get(code, {}).get("name") if code in PLACED else None, "stays": code in PLACED
         and not bound.get(code, {}).get("place")}
        for code in CHOSEN
    ]  # fmt: skip
