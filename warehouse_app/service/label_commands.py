"""What the command line asks for labels: rows to be put into words and drawn there, beside the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from warehouse_app.domain.errors import Refused
from warehouse_app.service.labels import label_rows
from warehouse_app.service.ports.hasher import Hasher
from warehouse_app.service.ports.store import Store
from warehouse_app.service.ports.views import Views

Rows = list[dict[str, Any]]


def labels_of(store: Store, _hasher: Hasher, kind: str, wanted: Sequence[str]) -> Rows:
    """What stands on the labels of a kind; of a `slip` what it is made of.

    Raises:
        Refused: `warehouse.none`, and what `label_rows` refuses.
    """
    return store.read(lambda views: _rows(kind, wanted, views))


def _rows(kind: str, wanted: Sequence[str], views: Views) -> Rows:
    known = views.warehouses()
    if not known:
        raise Refused("warehouse.none", 409)
    w = known[0][0]
    if kind == "slip":
        return [_slip(name, w, views) for name in wanted]
    return label_rows(kind, wanted, w, views)


def _slip(name: str, w: int, views: Views) -> dict[str, Any]:
    found = views.labels.slip(w, name)
    if found is None:
        raise Refused("label.unknown", 404, {"kind": "slip", "code": name[:40]})
    return asdict(found)
