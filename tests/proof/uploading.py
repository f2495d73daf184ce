"""Handhelds that upload pick after pick and send each again until it is acknowledged, whatever the server does."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.bench.floor import Handheld
from tests.running import headers

PAUSE_S = 0.1  # after nobody answered
PATIENCE_S = 30.0
BATCH = 100


class Uploads:
    """What was acknowledged, by id: ms UTC of the answer."""

    def __init__(self, port: int, handhelds: Sequence[Handheld]) -> None:
        self._port, self._handhelds = port, handhelds
        self._over, self._gone = threading.Event(), False
        self._sent: list[dict[str, Any]] = []
        self.acknowledged: dict[str, int] = {}
        self.sent_again = self.duplicates = 0
        self.refused: list[str] = []

    @contextmanager
    def going(self) -> Iterator[None]:
        """All of them, until the block ends; each then sends what it has begun."""
        threads = [threading.Thread(target=self._one, args=(handheld,)) for handheld in self._handhelds]
        for thread in threads:
            thread.start()
        try:
            yield
        except BaseException:
            self.give_up()
            raise
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def give_up(self) -> None:
        """The server is gone for good: what is not acknowledged stays on its handheld."""
        self._gone = True

    def all_again(self, port: int) -> dict[str, int]:
        """The whole history of each handheld to another server, as after a restore; the verdicts."""
        verdicts: Counter[str] = Counter()
        for handheld in self._handhelds:
            events = [event for event in self._sent if event["wave"] == handheld.wave]
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            for at in range(0, len(events), BATCH):
                body = json.dumps({"events": events[at : at + BATCH]})
                connection.request("POST", "/api/v1/events", body, headers(handheld.token))
                answers = json.loads(connection.getresponse().read())["answers"]
                verdicts.update(answer["verdict"] for answer in answers)
            connection.close()
        return dict(verdicts)

    def wait_for_one(self) -> None:
        """Until one more was acknowledged."""
        before, until = len(self.acknowledged), time.monotonic() + PATIENCE_S
        while len(self.acknowledged) == before:
            assert time.monotonic() < until, self.refused[-1:] or "nothing is acknowledged"
            time.sleep(0.002)

    def _one(self, handheld: Handheld) -> None:
        number, connection = 0, self._connection()
        while not self._over.is_set():
            number += 1
            event = handheld.pick(number)
            self._sent.append(event)
            while not (said := self._send(connection, handheld, event)):
                if self._gone:
                    return
                self.sent_again += 1
                time.sleep(PAUSE_S)
                connection.close()
            self.duplicates += said == "duplicate"
            self.acknowledged[event["id"]] = time.time_ns() // 1_000_000
        connection.close()

    def _send(self, connection: http.client.HTTPConnection, handheld: Handheld, event: dict[str, object]) -> str:
        """The verdict; empty when there was no answer."""
        try:
            connection.request("POST", "/api/v1/events", json.dumps({"events": [event]}), headers(handheld.token))
            answer = connection.getresponse()
            said = json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return ""
        if answer.status != 200:
            self.refused.append(f"{answer.status} {said}")
            return ""
        verdict: str = said["answers"][0].get("first") or said["answers"][0]["verdict"]
        assert verdict == "accepted", said
        return str(said["answers"][0]["verdict"])

    def _connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
