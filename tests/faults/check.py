"""When all is over: devices' histories, the store's raw rows and Odoo's tables against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tests.commands import run
from tests.faults.books import History, Rows, Verdict, check_events, check_lines, check_once, check_owned
from tests.faults.goods_books import check_paper, check_same, check_there, told_boxes, told_returns
from tests.faults.odoo_books import OdooBooks
from tests.faults.site import Site
from tests.faults.told_books import check_applied, check_todos, told_counts

BOX, RETURN = "__floor__.box_", "__floor__."


class Books:
    """What is compared; every check adds to `verdict` what does not agree."""

    def __init__(self, site: Site, edited: set[int], untold: int) -> None:
        self.site, self.edited = site, edited
        self.verdict = Verdict(unknown=[f"{untold} entries were never told to Odoo"] if untold else [])
        self.verdict.lost += [f"{one.name} stopped: {one.problem!r}" for one in site.terminals if one.problem]
        self.history = History.read(site.folder / "histories")
        self.packed = {body["transfer"] for body in self.history.accepted("packed").values()}
        self.odoo_ids = dict(site.rows("SELECT id, odoo_id FROM transfer"))
        self.benches = sorted(self.odoo_ids[id_] for id_ in self.packed)
        walked = site.transfers()
        self.odoo = OdooBooks(site.odoo.client(), sorted({*walked.values(), *self.benches}))
        self.walked = walked

    def check(self) -> dict[str, int]:
        """All of it; how much there was to check."""
        check_events(self.history, self.site.rows("SELECT id, verdict FROM event"), self.verdict)
        self._chain()
        self._lines()
        self._once()
        boxes = self._boxes()
        returns = self._returns()
        counts, todos = self._counts(), self._todos()
        found = {"boxes": boxes, "returns": returns, "counts": counts, "todos": todos}
        return found | {"notes": len(self.odoo.messages())}

    def _chain(self) -> None:
        server = self.site.server
        told = run(server.folder, server.settings, "audit", "verify")
        if told.returncode:
            self.verdict.unknown.append(f"the chain does not verify: {told.stdout} {told.stderr}")

    def _lines(self) -> None:
        among = ", ".join(map(str, self.walked))
        lines = self.site.rows(f"SELECT id, source_key, picked_m FROM line WHERE transfer IN ({among})")
        places = {key for _, key, _ in lines}
        there = {place: qty_m for place, qty_m in self.odoo.picked().items() if place in places}
        others = self.site.places(self.edited)
        check_lines(self.history.counted(), lines, there, others, self.verdict)
        check_owned(self.edited, self.site.cases(), lambda id_: _agree(self.site, id_, lines, there), self.verdict)

    def _once(self) -> None:
        """Notes, batches, activities and backorders."""
        messages = self.odoo.messages()
        check_once("note", messages, self.verdict)
        check_once("batch", self.odoo.batches(), self.verdict)
        check_once("activity", self.odoo.activities(), self.verdict)
        check_once("backorder of", self.odoo.backorders(), self.verdict)
        for words, transfers in (("Packed by", self.benches), ("Picked by", self._picked())):
            check_there(f"note {words}", transfers, [id_ for id_, said in messages if words in said], self.verdict)

    def _picked(self) -> list[int]:
        """Odoo's ids of what was walked and had something picked; not of a walk that goes on in another bin."""
        ended = {id_ for (id_,) in self.site.rows("SELECT id FROM event WHERE kind = 'walked' AND key IS NULL")}
        waves = {event["wave"] for id_, event in self.history.did.items() if event["kind"] == "walked" and id_ in ended}
        among = ", ".join(map(str, waves))
        with_goods = "SELECT 1 FROM line l WHERE l.transfer = t.id AND l.picked_m > 0"
        asked = f"""SELECT DISTINCT t.odoo_id FROM transfer t JOIN tote_use u ON u.transfer = t.id
                    WHERE u.wave IN ({among}) AND EXISTS ({with_goods})"""
        return [id_ for (id_,) in self.site.rows(asked) if id_ not in self.edited]

    def _boxes(self) -> int:
        """Each closed box once, with its goods, weight and number; what left a bench was validated, nothing loose."""
        places = dict(self.site.rows("SELECT id, source_key FROM line"))
        told = told_boxes(self.history, places)
        check_same("box", told, self.odoo.boxes(self.benches), self.verdict)
        numbers = [
            (token.removeprefix(BOX), number) for token, number in self.site.rows("SELECT token, number FROM parcel")
        ]
        numbers += self.site.rows('SELECT event, number FROM "return"')
        check_paper(self.history, numbers, self.verdict)
        check_there("validation of transfer", self.benches, self.odoo.done(self.benches), self.verdict)
        self.verdict.unknown += [f"{qty_m} of {id_} in no box" for id_, qty_m in self.odoo.loose(self.benches).items()]
        return len(told)

    def _returns(self) -> int:
        """Each return one receipt with what was announced and what came, and its notes."""
        kept = {
            event: token.removeprefix(RETURN) for event, token in self.site.rows('SELECT event, token FROM "return"')
        }
        shipped = dict(self.site.rows("SELECT id, move FROM shipped_line"))
        lines = self.site.rows(
            'SELECT r.event, r.id, l.id, l.shipped_line FROM "return" r JOIN return_line l ON l."return" = r.id'
        )
        told = {kept.get(event, event): back for event, back in told_returns(self.history, shipped, lines).items()}
        deliveries = [id_ for (id_,) in self.site.rows("SELECT odoo_id FROM shipped")]
        found = self.odoo.returns(deliveries)
        check_same("return", told, [(name, back) for _, name, back in found], self.verdict)
        messages = self.odoo.messages()
        for words, wanted in (("authorised by", [id_ for id_, _, _ in found]),
                              ("received by", [id_ for id_, _, back in found if back.came])):  # fmt: skip
            check_there(f"note {words}", wanted, [id_ for id_, said in messages if words in said], self.verdict)
        return len(told)

    def _counts(self) -> int:
        """Each count that was applied is one correction in Odoo, as large as it was told."""
        asked = """SELECT o.token, c.difference_m FROM "count" c JOIN outbox o ON o.subject = 'count:' || c.id
                   WHERE o.token IS NOT NULL AND c.done_at IS NOT NULL"""
        told, found = told_counts(self.site.rows(asked)), self.odoo.counts()
        check_same("count", told, found, self.verdict)
        named = """SELECT c.id, o.state FROM "case" c JOIN outbox o ON o.token LIKE c.number || ' %' ORDER BY o.id"""
        check_applied(self.history.applied, dict(self.site.rows(named)), self.verdict)
        return len(found)

    def _todos(self) -> int:
        found = self.odoo.todos()
        check_todos(self.site.rows("SELECT token, turn, state, todo FROM case_mirror"), found, self.verdict)
        return len(found)


def _agree(site: Site, transfer: int, lines: Rows, there: Mapping[str, int]) -> bool:
    """Whether Odoo holds of a transfer what the floor does, so that nobody has to be told anything."""
    places = site.places([transfer])
    here: Counter[str] = Counter()
    for _, key, picked_m in lines:
        here[key] += picked_m
    return all(here[key] == there.get(key, 0) for key in places)
