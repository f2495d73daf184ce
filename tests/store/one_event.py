"""A child process that keeps one event and says so: `python -m tests.store.one_event URL ANSWERS [--careless]`.

It writes `ready` and, after the store answered, `kept` to the file ANSWERS. `--careless` is the planted fault: the
connection is told not to wait for the disk, behind the back of the check.
"""

import os
import sys

from tests.store.shop import NOW, entry, open_shop
from warehouse_app.store import SqliteStore, open_store


def main(url: str, answers: str, *flags: str) -> None:
    store = open_store(url, lambda: NOW)
    assert isinstance(store, SqliteStore)
    shop = open_shop(store)
    if "--careless" in flags:
        store._driver.execute("PRAGMA synchronous = OFF")
    said = os.open(answers, os.O_WRONLY | os.O_CREAT)
    os.write(said, b"ready\n")
    store.write(lambda uow: uow.journal.append(entry(shop.first, 1)))
    os.write(said, b"kept\n")
    os._exit(0)  # closing would write and sync more


if __name__ == "__main__":
    main(*sys.argv[1:])
