"""Many labels at once, as one file: a PDF, or ZPL one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from warehouse_app.printing.designs import design
from warehouse_app.printing.labels import labels_pdf
from warehouse_app.printing.sheets import sheet_pdf
from warehouse_app.printing.zpl import label_zpl

_ON_A4 = frozenset({"card", "practice"})  # cut from a sheet, where they are not printed one by one
_A_LABELS_WIDTH = 170  # mm; what is wider is for a printer of sheets


def run_file(name: str, labels: Sequence[Mapping[str, str]], title: str, form: str) -> bytes:
    """The labels of this design in their order; `form` is pdf or zpl.

    Raises:
        LabelProblem: the design is not known, or a label cannot be drawn.
    """
    if form == "zpl":
        return b"".join(label_zpl(name, fields) for fields in labels)
    return sheet_pdf(name, labels, title) if name in _ON_A4 else labels_pdf(name, labels, title)


def can_be_zpl(name: str) -> bool:
    """Whether a label printer has room for it."""
    return design(name).width <= _A_LABELS_WIDTH
