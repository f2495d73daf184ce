"""The figures of `health.picture` in Prometheus' text form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Sample = tuple[str, dict[str, Any], float | int | None]
KINDS = ("reconcile", "create", "correct", "close")

HELP = {
    "floor_info": "The running version and the store's generation.",
    "floor_disk_free_bytes": "Room left where the data folder lies.",
    "floor_events_sealed": "Number of the newest sealed event.",
    "floor_events_unsealed": "Events that are not sealed yet.",
    "floor_events_unsealed_oldest_seconds": "Age of the oldest of them.",
    "floor_retention_run_seconds": "Since all was deleted whose time is over.",
    "floor_retention_gone": "Rows deleted or emptied since the store was made.",
    "floor_loop_held": "Whether anybody does this work.",
    "floor_loop_beat_seconds": "Since the last step of this work in this process.",
    "floor_odoo_away_seconds": "Since when Odoo does not answer; 0: it does.",
    "floor_outbox_waiting": "Entries Odoo has yet to hear.",
    "floor_outbox_oldest_seconds": "Age of the oldest of them.",
    "floor_outbox_unknown": "Entries whose answer was lost.",
    "floor_outbox_persons": "Entries that wait for a person.",
    "floor_device_waiting": "Scans a device said it holds.",
    "floor_device_missing": "Numbers of a device that never came.",
}


def text(picture: Mapping[str, Any]) -> str:
    """One block for each figure; a figure that is not known is left out."""
    samples = list(_samples(picture))
    return "".join(_block(name, said, samples) for name, said in HELP.items())


def _block(name: str, said: str, samples: list[Sample]) -> str:
    lines = [f"{name}{_labels(labels)} {value}\n" for of, labels, value in samples if of == name and value is not None]
    return "".join([f"# HELP {name} {said}\n# TYPE {name} gauge\n", *lines]) if lines else ""


def _samples(picture: Mapping[str, Any]) -> Iterator[Sample]:
    yield "floor_info", {"build": picture["build"], "generation": picture["generation"]}, 1
    yield "floor_disk_free_bytes", {}, picture["disk_free"]
    sealed = picture["sealed"]
    yield "floor_events_sealed", {}, sealed["head"]
    yield "floor_events_unsealed", {}, sealed["unsealed"]
    yield "floor_events_unsealed_oldest_seconds", {}, sealed["oldest_s"] or 0
    retention = picture["retention"]
    yield "floor_retention_run_seconds", {}, retention["ran_s"]
    for rule, rows in retention["gone"].items():
        yield "floor_retention_gone", {"rule": rule}, rows
    for loop in picture["loops"]:
        yield "floor_loop_held", {"loop": loop["name"]}, int(loop["held"])
        yield "floor_loop_beat_seconds", {"loop": loop["name"]}, loop["beat_s"]
    for site in picture["warehouses"]:
        yield from _site(site)


def _site(site: Mapping[str, Any]) -> Iterator[Sample]:
    where = {"warehouse": site["warehouse"]}
    yield "floor_odoo_away_seconds", where, site["odoo"]["away_s"]
    lanes = {lane["kind"]: lane for lane in site["lanes"]}
    for kind in KINDS:  # a lane that is empty is a 0: whoever watches must not take silence for health
        lane = lanes.get(kind, {})
        for name in ("waiting", "unknown", "persons"):
            yield f"floor_outbox_{name}", where | {"kind": kind}, lane.get(name, 0)
        yield "floor_outbox_oldest_seconds", where | {"kind": kind}, lane.get("oldest_s") or 0
    for device in site["devices"]:
        of = where | {"device": device["id"]}
        yield "floor_device_waiting", of, device["waiting"]
        yield "floor_device_missing", of, sum(last - first + 1 for first, last in device["gaps"])


def _labels(labels: Mapping[str, Any]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_quoted(str(value))}"' for name, value in labels.items()) + "}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
