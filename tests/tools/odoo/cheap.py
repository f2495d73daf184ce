"""Starts Odoo as it is but for one thing: the hash of a password costs it one round, not 600,000.

That is a third of a second of a processor at the first call of a user, and again after each time that Odoo empties
its caches, which is often where tests make users, warehouses and settings. Run by Odoo's own Python, with Odoo's
program and its arguments; nothing else of ours is imported here.
"""

import runpy
import sys
from typing import Any

from passlib import context  # type: ignore[import-untyped]  # of Odoo's virtualenv, not of ours


class Cheap(context.CryptContext):  # type: ignore[misc]
    """Checks every hash there is; what it makes itself takes a moment."""

    def __init__(self, *schemes: Any, **options: Any) -> None:
        super().__init__(*schemes, **{name: 1 if name.endswith("__rounds") else it for name, it in options.items()})

    def verify_and_update(self, secret: Any, hash: Any = None, *more: Any, **named: Any) -> tuple[bool, None]:
        """Nothing is hashed anew at a sign-in: two at once would write the same row, and one would be refused."""
        return self.verify(secret, hash, *more, **named), None


if __name__ == "__main__":
    context.CryptContext = Cheap
    sys.path.pop(0)  # our folder: its modules are named like others
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
