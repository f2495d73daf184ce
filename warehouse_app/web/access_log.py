"""One line a request: what was asked, by which device and person, how it ended and how long it took. No secrets."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, g, request

log = logging.getLogger(__name__)

QUIET = frozenset({"static_files.file", "health.livez", "health.readyz", "health.metrics", "intake.ping"})


def install(app: Flask) -> None:
    """Writes the lines. Paths only: what comes after the `?` may be somebody's."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @app.after_request
    def end(answer: Response) -> Response:
        if request.endpoint not in QUIET:
            log.info("request", extra=_facts(answer))
        return answer


def _facts(answer: Response) -> dict[str, object]:
    caller = g.get("caller")
    known = vars(caller) if caller else {}  # only what was looked up anyway
    device, signed_in = known.get("device"), known.get("signed_in")
    return {
        "method": request.method,
        "path": request.path,
        "status": answer.status_code,
        "ms": round((time.perf_counter() - g.begun) * 1000, 1),
        "device": device.id if device else None,
        "person": signed_in[1].id if signed_in else None,
    }
