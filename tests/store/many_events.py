"""Children that write events and are killed in the middle: `python -m tests.store.many_events URL ANSWERS KILLS SEED`.

Each opens the store, lets four threads keep one event after the other, and writes the id of each to the file ANSWERS
once the store has answered. It is killed (SIGKILL) 0 to 60 ms after its first answer.
"""

import itertools
import os
import signal
import sys
import threading
import time
from pathlib import Path
from random import Random

from tests.store.shop import NOW, entry
from warehouse_app.store import open_store

WRITERS, MOST_S, PATIENCE_S = 4, 0.06, 30.0


def main(url: str, answers: str, kills: str, seed: str) -> None:
    chance = Random(int(seed))
    for life in range(int(kills)):
        before = Path(answers).stat().st_size if life else 0
        child = os.fork()
        if child == 0:
            _write(url, answers, life)
        until = time.monotonic() + PATIENCE_S
        while not (Path(answers).exists() and Path(answers).stat().st_size > before):
            assert time.monotonic() < until, "nothing was kept"
            time.sleep(0.001)
        time.sleep(chance.uniform(0, MOST_S))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _write(url: str, answers: str, life: int) -> None:
    store, said = open_store(url, lambda: NOW), os.open(answers, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    numbers = itertools.count(life * 1_000_000 + 1)

    def keep_on() -> None:
        for number in numbers:
            id_ = f"{number:032x}"
            store.write(lambda uow, id_=id_: uow.journal.append(entry(1, None, id_)))  # type: ignore[misc]
            os.write(said, f"{id_}\n".encode())

    for _ in range(WRITERS):
        threading.Thread(target=keep_on).start()
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
