"""A child process whose disk takes no more: `python -m tests.store.failing_disk URL`.

Files of this process may not grow beyond a limit, so writing to the log fails with an I/O error (not: disk full). It
prints what the writer said, how many events were kept, and how many after the limit was gone.
"""

import resource
import sys
from pathlib import Path

from tests.store.shop import NOW, entry, open_shop, query
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.store import open_store


def main(url: str) -> None:
    store = open_store(url, lambda: NOW)
    shop = open_shop(store)
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 60_000, most))

    def keep(seq: int) -> None:
        def use_case(uow: UnitOfWork) -> None:
            uow.journal.append(entry(shop.first, seq, raw={"text": "x" * 3_000}))

        store.write(use_case)

    kept, said = 0, ""
    while not said:
        try:
            keep(kept + 1)
            kept += 1
        except Exception as error:
            said = type(error).__name__
    sys.stdout.write(f"{said} {kept == query(store, 'SELECT count(*) FROM event')[0][0]}\n")
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    keep(kept + 1)
    after, whole = query(store, "SELECT count(*) FROM event")[0][0], query(store, "PRAGMA integrity_check")[0][0]
    store.close()
    sys.stdout.write(f"{after - kept} {whole}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
