"""What the set-up assistant keeps in the data folder: settings in one file, secrets in files of their own.

All of them are readable by their owner only, and each is whole or as it was: written beside, then moved over.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from warehouse_app import config
from warehouse_app.bootstrap.errors import CannotStart

KEY, CERTIFICATES = "odoo.key", "odoo-ca.pem"
_HEAD = "# Kept by the set-up assistant. Variables of the environment go before it: docs/configuration.md\n"


def keep(folder: Path, changed: Mapping[str, str | None]) -> None:
    """Changes settings in the file, by field; None takes one out.

    Raises:
        CannotStart: the folder takes no file; nothing was changed.
        WrongSetting: the file that is there cannot be read.
    """
    kept = config.kept_in(folder)
    for field, value in changed.items():
        name = config.variable(field)
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
    keep_file(folder / config.FILE, _HEAD + "".join(f"{name}={value}\n" for name, value in sorted(kept.items())))


def keep_file(path: Path, text: str) -> None:
    """Writes a file that only this user may read.

    Raises:
        CannotStart: it cannot be written; what was there stays.
    """
    beside = path.with_name(path.name + ".new")
    try:
        beside.unlink(missing_ok=True)
        opened = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as problem:
        raise CannotStart(f"{path} cannot be written ({problem}). Nothing was changed.") from problem
