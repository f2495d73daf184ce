"""Between the people of a storm: waves given back, totes that stand before the benches, orders that have left."""

from __future__ import annotations

import threading
from collections import deque


class Docks:
    """Totes go from the carts to the benches, one in `every` is packed; of `returns` orders something comes back.

    Whoever takes something either brings it back for later (`again`) or is `done` with it.
    """

    def __init__(self, every: int, returns: int) -> None:
        self._every, self._returns = every, returns
        self._lock, self._totes, self._sent = threading.Lock(), deque[str](), deque[str]()
        self._waves = deque[int]()
        self._in_hand = {"tote": 0, "order": 0}
        self._carts_over = threading.Event()
        self.packed = 0

    def takes(self, tote: str) -> bool:
        """Whether this tote is packed in this storm; the others are the office's to meddle with."""
        return int(tote.rpartition("-")[2]) % self._every == 0

    def give(self, wave: int) -> None:
        """A picker gave it back; whoever has nothing to do goes on with it."""
        self._waves.append(wave)

    def wave(self) -> int | None:
        """The next one to go on with."""
        with self._lock:
            return self._waves.popleft() if self._waves else None

    def bring(self, totes: list[str]) -> None:
        """A cart has come."""
        with self._lock:
            self._totes += [code for code in totes if self.takes(code)]

    def close(self) -> None:
        """No further cart comes."""
        self._carts_over.set()

    def tote(self) -> str | None:
        """The next one to pack; None when there is none just now."""
        return self._take("tote", self._totes)

    def order(self) -> str | None:
        """The next order of which something comes back; None when there is none just now."""
        return self._take("order", self._sent)

    def again(self, kind: str, what: str) -> None:
        """It cannot be done yet, or somebody else goes on with it."""
        with self._lock:
            self._in_hand[kind] -= 1
            (self._totes if kind == "tote" else self._sent).append(what)

    def done(self, kind: str) -> None:
        with self._lock:
            self._in_hand[kind] -= 1

    def send(self, order: str) -> None:
        """An order has left its bench."""
        with self._lock:
            self.packed += 1
            if self.packed <= self._returns:
                self._sent.append(order)

    @property
    def is_closed(self) -> bool:
        return self._carts_over.is_set()

    @property
    def all_packed(self) -> bool:
        with self._lock:
            return self._carts_over.is_set() and not self._totes and not self._in_hand["tote"]

    @property
    def all_back(self) -> bool:
        return self.all_packed and not self._sent and not self._in_hand["order"]

    def _take(self, kind: str, waiting: deque[str]) -> str | None:
        with self._lock:
            if not waiting:
                return None
            self._in_hand[kind] += 1
            return waiting.popleft()
