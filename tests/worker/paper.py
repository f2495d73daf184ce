"""Somebody at a bench with a wave that was walked on paper: what was printed of it, and entering it."""

from __future__ import annotations

from typing import Any

from tests.worker.packer import Packer, packer
from tests.worker.yard import RULES, Ground, Picker
from warehouse_app.domain.pack_sheet import PackingRules
from warehouse_app.service.pack import OpenOrder
from warehouse_app.service.paper import open_scanned
from warehouse_app.service.paper_sheet import PaperWave, paper_waves


def printed(ground: Ground) -> list[PaperWave]:
    """All open waves on paper."""
    return ground.store.read(lambda views: paper_waves(views, ground.w, lambda key, **_: key))


class Paper(Picker):
    """Enters a wave as its sheet says; `packer` is the same person at the same bench."""

    packer: Packer

    def open(self, code: str, take: bool = False) -> dict[str, Any]:
        """Scans the head of the paper or a line of it, or what opens an order: then that is the packer's."""
        command = OpenOrder(code, self.device, self.person, take)
        said = self.yard.store.write(lambda uow: open_scanned(command, RULES, PackingRules(), uow))
        self.sheet, self.packer.sheet = said.get("paper", self.sheet), said.get("sheet", self.packer.sheet)
        return said

    def enter(self, code: str, qty_m: int | None = None) -> None:
        """The line of this barcode: all of it, or so much, and the rest is short."""
        line = next(one for one in self.lines if one["id"] == self.sheet["paper"]["lines"][code])
        open_m = line["demand_m"] - line["picked_m"]
        if qty_m != 0:
            self.pick(line, open_m if qty_m is None else qty_m, over="paper")
        if qty_m is not None:
            self.short(line, open_m - qty_m)

    def box_what_was_counted(self) -> str:
        """What the sheet of the open order says was counted, into one box that leaves; its name."""
        counted = {one["line"]: one["qty_m"] for one in self.packer.sheet["counted"]}
        assert counted == {line["id"]: line["demand_m"] for line in self.packer.sheet["lines"]}
        (name,) = self.packer.pack_all()
        return name


def at_bench(ground: Ground, name: str = "Ben") -> Paper:
    """Somebody new at a new bench."""
    ben = packer(ground, name)
    paper = Paper(ground, ben.device, ben.person, ben.session, {})
    paper._seqs = ben._seqs  # one device, one row of numbers
    paper.packer = ben
    return paper
