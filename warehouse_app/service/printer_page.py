"""What the page of the printers shows: each with what ails it, who stands where, and labels to be seen to."""

from __future__ import annotations

from typing import Any

from warehouse_app.service.looking import Looker, clock_text
from warehouse_app.service.ports.printing import Label, Printer, PrintJob
from warehouse_app.service.ports.views import Views
from warehouse_app.service.printers import EXAMPLES


def printer_page(views: Views, w: int, look: Looker) -> dict[str, Any]:
    """One picture of warehouse `w`."""
    printers = views.printing.printers(w)
    names = {one.id: one.name for one in printers}
    jobs = views.printing.open_jobs(w)
    waiting = {one.id: sum(job.printer == one.id for job, _ in jobs) for one in printers}
    stations = views.printing.stations(w)
    return {
        "examples": EXAMPLES,
        "printers": [_printer(one, waiting[one.id], look) for one in printers],
        "names": names,
        "stations": [{"name": name, "devices": ", ".join(devices)} for name, devices in stations],
        "devices": [(one.id, one.name) for one in views.devices(w) if not one.revoked],
        "jobs": [_job(job, label, names, look) for job, label in jobs],
    }


def _printer(printer: Printer, waiting: int, look: Looker) -> dict[str, Any]:
    trouble = look.say(f"printer.trouble.{printer.trouble}") if printer.trouble else ""
    return {
        "id": printer.id,
        "name": printer.name,
        "station": printer.station or "",
        "address": printer.address,
        "by": look.say("printers.by_agent" if printer.agent else "printers.by_server"),
        "deputy": printer.deputy,
        "trouble": trouble,
        "since": clock_text(printer.trouble_at, look.zone) if printer.trouble and printer.trouble_at else "",
        "waiting": waiting,
        "is_browser": printer.kind == "browser",
    }


def _job(job: PrintJob, label: Label, names: dict[int, str], look: Looker) -> dict[str, Any]:
    return {
        "id": job.id,
        "number": label.number or look.say("printers.test_label"),
        "has_number": label.number is not None,
        "printer": names.get(job.printer, ""),
        "state": job.state,
        "words": look.say(f"print.state.{job.state}"),
        "why": look.say(f"printer.trouble.{job.reason}") if job.reason else "",
        "at": clock_text(job.changed_at, look.zone),
    }
