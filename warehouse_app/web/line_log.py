"""The log: one line for each thing worth telling, as name=value pairs. Secrets are in it at no level."""

from __future__ import annotations

import json
import logging
import sys
import time
from typing import Any

from gunicorn.glogging import Logger

FACTS = (
    "method", "path", "status", "ms", "device", "person", "fault", "event", "kind", "verdict", "wave", "transfer",
    "line",
)  # fmt: skip
_NOISY = ("engineio.server", "socketio.server", "werkzeug", "sqlalchemy", "alembic")


class OneLine(logging.Formatter):
    """`at=… level=… from=… said="…" name=value`; a traceback is folded into the same line."""

    def format(self, record: logging.LogRecord) -> str:
        return " ".join(f"{name}={_plain(value)}" for name, value in _told(record, self).items())


class JsonLine(logging.Formatter):
    """The same facts as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(_told(record, self), default=str)


def _told(record: logging.LogRecord, form: logging.Formatter) -> dict[str, Any]:
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    told: dict[str, Any] = {"at": f"{at}.{int(record.msecs):03d}Z", "level": record.levelname.lower()}
    told |= {"from": record.name, "said": record.getMessage()}
    told |= {name: getattr(record, name) for name in FACTS if getattr(record, name, None) is not None}
    return told | ({"trace": form.formatException(record.exc_info)} if record.exc_info else {})


def configure(level: str, form: str = "line") -> None:
    """Sends everything to standard error, as lines to read or as JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLine() if form == "json" else OneLine())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


class GunicornLog(Logger):  # type: ignore[misc]
    """gunicorn's own words in the same form, and only the important ones; it writes no access log."""

    def setup(self, cfg: Any) -> None:
        self.error_log.setLevel(logging.WARNING)
        self.access_log.disabled = True

    def access(self, *_: Any) -> None:
        """Ours says more; see `access_log`."""


def _plain(value: object) -> str:
    text = str(value)
    plain = text.isascii() and text.isprintable() and not set(text) & set(' "=\\')
    return text if plain and text else json.dumps(text)
