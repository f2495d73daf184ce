"""A simulated packing bench: opens totes, fills, weighs, closes and labels boxes, takes over from other benches."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.docks import Docks
from tests.faults.terminal import STUBBORN_S, Badge, Terminal

LATER = ("pack.behind", "pack.not_picked")  # Odoo or a handheld is not so far yet


@dataclass
class Order:
    """What lies on the bench: its sheet and the box in hand."""

    sheet: dict[str, Any]
    box: str
    is_filled: bool = False


class Bench(Terminal):
    """Packs what stands before it until no cart comes any more."""

    def __init__(self, badge: Badge, port: int, history: Path, seed: int, docks: Docks) -> None:
        super().__init__(badge, port, history, seed)
        self._docks = docks
        self._left = set[str]()

    def work(self) -> None:
        since = time.monotonic()
        while not self._docks.all_packed:
            if (tote := self._docks.tote()) and self._serve(tote):
                since = time.monotonic()
            elif not self._docks.is_closed:
                since = time.monotonic()  # there may be nothing to do yet
                time.sleep(0.3)
            elif time.monotonic() - since > STUBBORN_S:
                raise TimeoutError(f"waits for {tote}")
            else:
                time.sleep(0.2)

    def _serve(self, tote: str) -> bool:
        """One order, or what is done of it before the packer is called away. False when it cannot be packed yet."""
        if tote in self._left:
            self.flush()  # a bench knows by itself what it has done and not sent; this one asks for the sheet
        sheet = self._open(tote)
        if sheet is None:
            self._docks.again("tote", tote)
            return False
        open_ = [parcel["key"] for parcel in sheet["parcels"] if parcel["state"] == "open" and parcel["items"]]
        order = Order(sheet, open_[0] if open_ else self._new(), is_filled=bool(open_))
        if not self._fill(order):
            self._left.add(tote)
            self._docks.again("tote", tote)
            return True
        for box in [order.box, *open_[1:]] if order.is_filled else open_[1:]:
            self._close(order, box)
        self._finish(order)
        self._docks.done("tote")
        return True

    def _open(self, tote: str) -> dict[str, Any] | None:
        """The sheet. Where another bench has the order that is said first, and it is taken over then."""
        status, answer = self.insist("/api/v1/pack/open", {"code": tote})
        if status == 409 and answer["error"]["key"] == "pack.elsewhere":
            status, answer = self.insist("/api/v1/pack/open", {"code": tote, "take": True})
        if status == 409 and answer["error"]["key"] in LATER:
            return None
        assert status == 200, (tote, status, answer)
        return dict(answer["sheet"])

    def _fill(self, order: Order) -> bool:
        """Everything into boxes; False when the packer was called away and has left it to another bench."""
        is_called_away = self._random.random() < 0.15
        for line in order.sheet["lines"]:
            left_m = line["demand_m"] - line["packed_m"]
            while left_m > 0:
                part_m = left_m if self._random.random() < 0.7 else min(1000, left_m)
                self._put_in(order, line["id"], part_m)
                left_m -= part_m
            if self._random.random() < 0.4:
                self.send()
            if is_called_away and self._random.random() < 0.5:
                return False
        return True

    def _put_in(self, order: Order, line: int, qty_m: int) -> None:
        event = self._fact(order, "boxed", line=line, parcel=order.box, qty_m=qty_m, code="x")
        if self._random.random() < 0.1:
            self._fact(order, "unboxed", line=line, event=event)
            self._fact(order, "boxed", line=line, parcel=order.box, qty_m=qty_m, code="x")
        order.is_filled = True
        if self._random.random() < 0.15:
            self._close(order, order.box)
            order.box, order.is_filled = self._new(), False

    def _close(self, order: Order, box: str) -> None:
        kinds = [None, *[kind["id"] for kind in order.sheet["boxes"]]]
        weight_g = self._random.randint(50, 9000)
        self._fact(order, "box_closed", parcel=box, box=self._random.choice(kinds), weight_g=weight_g)

    def _finish(self, order: Order) -> None:
        """Labels, and the order leaves the bench; its boxes go on the truck."""
        self.flush()
        status, afresh = self.insist(f"/api/v1/pack/transfers/{order.sheet['transfer']}")
        assert status == 200, (status, afresh)
        boxes = [parcel for parcel in afresh["sheet"]["parcels"] if parcel["state"] == "closed"]
        for parcel in boxes:
            status, label = self.insist(f"/api/v1/pack/parcels/{parcel['key']}/label")
            assert (status, label[:4]) == (200, b"%PDF"), (parcel, status, label[:200])
            self.note(labelled={"parcel": parcel["key"], "number": parcel["number"]})
        packed = self._fact(order, "packed")
        self.flush()
        for parcel in boxes:
            self.did("loaded", {"parcel": parcel["key"]})
        if self.verdicts[packed] == "accepted":
            self._docks.send(order.sheet["order"])

    def _fact(self, order: Order, kind: str, **body: Any) -> str:
        return self.did(kind, {"transfer": order.sheet["transfer"], **body}, epoch=order.sheet["epoch"])

    def _new(self) -> str:
        return f"{self._random.getrandbits(128):032x}"
