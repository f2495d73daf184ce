"""The print agent: fetches labels over HTTPS, outwards only, and prints them in order on the printer of one station.

Its ledger on the disk says of each job what was begun before anything left, so that a restart repeats nothing: what was
begun and not ended is told as unknown, and a person says whether it came out.
"""

from __future__ import annotations

import http.client
import json
import random
import sqlite3
import ssl
import time
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from warehouse_app.service.ports.printing import Sent, Spooler

IDLE_S, AGAIN_S, MOST_S, TIMEOUT_S = 1.0, 2.0, 30.0, 20.0
KEPT = 1000  # jobs that are over and still known by name
_SCHEMA = """
CREATE TABLE IF NOT EXISTS ledger (name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS job (token TEXT PRIMARY KEY, id INTEGER NOT NULL, state TEXT, trouble TEXT,
    told INTEGER NOT NULL DEFAULT 0);
"""


class Away(Exception):
    """The server does not answer now, or not as it should; nothing was lost."""


class Denied(Exception):
    """The server says no, in its own words: somebody has to see to it."""


class Ledger:
    """What this agent has begun and how it ended; on the disk before anybody is told."""

    def __init__(self, path: Path) -> None:
        self._disk = sqlite3.connect(path, isolation_level=None)
        self._disk.execute("PRAGMA synchronous=FULL")
        self._disk.executescript(_SCHEMA)
        row = self._disk.execute("SELECT name FROM ledger").fetchone()
        self.name: str = row[0] if row else uuid4().hex
        if row is None:
            self._disk.execute("INSERT INTO ledger VALUES (?)", (self.name,))

    def close(self) -> None:
        self._disk.close()

    def knows(self, token: str) -> bool:
        return self._disk.execute("SELECT 1 FROM job WHERE token = ?", (token,)).fetchone() is not None

    def begin(self, token: str, job: int) -> None:
        self._disk.execute("INSERT OR IGNORE INTO job (token, id) VALUES (?, ?)", (token, job))

    def drop(self, token: str) -> None:
        """Nothing left after all."""
        self._disk.execute("DELETE FROM job WHERE token = ?", (token,))

    def end(self, token: str, sent: Sent) -> None:
        self._disk.execute("UPDATE job SET state = ?, trouble = ? WHERE token = ?", (sent.state, sent.trouble, token))

    def told(self, token: str) -> None:
        self._disk.execute("UPDATE job SET told = 1 WHERE token = ?", (token,))
        self._disk.execute("DELETE FROM job WHERE told = 1 AND rowid <= (SELECT max(rowid) - ? FROM job)", (KEPT,))

    def begun(self) -> list[str]:
        """Begun and not ended: whoever began it is gone."""
        return [row[0] for row in self._disk.execute("SELECT token FROM job WHERE state IS NULL ORDER BY rowid")]

    def untold(self) -> list[tuple[str, int, Sent]]:
        rows = self._disk.execute(
            "SELECT token, id, state, trouble FROM job WHERE told = 0 AND state IS NOT NULL ORDER BY rowid"
        )
        return [(token, job, Sent(state, trouble)) for token, job, state, trouble in rows]


class Server:
    """The floor app, asked by its address with the device's token. No redirect is followed, no proxy asked."""

    def __init__(self, url: str, token: str, authority: Path | None = None) -> None:
        self._url, self._token = urlsplit(url.rstrip("/")), token
        if self._url.scheme not in ("http", "https") or not self._url.hostname:
            raise ValueError(url)
        self._trust = ssl.create_default_context(cafile=authority) if self._url.scheme == "https" else None

    def ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Raises Away, Denied."""
        headers = {"Content-Type": "application/json", "X-Floor": "1", "Authorization": f"Bearer {self._token}"}
        try:
            with closing(self._line()) as line:
                line.request("POST", f"{self._url.path}/api/v1/{path}", json.dumps(body), headers)
                answer = line.getresponse()
                status, said = answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError) as trouble:
            raise Away(f"{type(trouble).__name__}: {trouble}") from trouble
        if status in (200, 201) and isinstance(said, dict):
            return said
        if status >= 500 or status == 429 or not isinstance(said, dict):
            raise Away(f"answered {status}")
        error = said.get("error") or {}
        raise Denied(" ".join(str(error.get(part, "")) for part in ("text", "safe", "next")).strip() or f"{status}")

    def _line(self) -> http.client.HTTPConnection:
        host, port = self._url.hostname or "", self._url.port
        if self._trust is None:
            return http.client.HTTPConnection(host, port, timeout=TIMEOUT_S)
        return http.client.HTTPSConnection(host, port, timeout=TIMEOUT_S, context=self._trust)


class Agent:
    """Prints for one station. `way` opens a printer by its address and what it takes."""

    def __init__(self, server: Server, ledger: Ledger, station: str, way: Callable[[str, str], Spooler]) -> None:
        self._server, self._ledger, self._station, self._way = server, ledger, station, way
        for token in ledger.begun():
            ledger.end(token, Sent("unknown", "reset"))

    def turn(self) -> Sent | None:
        """One label, or None where nothing is to be printed. Raises Away, Denied."""
        self._tell()
        job = self._ask("next").get("job")
        if job is None:
            return None
        if self._ledger.knows(job["token"]):  # it was begun here and its end is told: the server will see to it
            return Sent("queued")
        spooler = self._way(job["address"], job["format"])
        for lost in job["recall"]:
            spooler.recall(lost)
        sent = spooler.send(b64decode(job["body"]), job["token"], lambda: self._departs(job))
        if self._ledger.knows(job["token"]):
            self._ledger.end(job["token"], sent)
            self._tell()
        else:
            self._ask(f"jobs/{job['id']}/settle", state="queued", trouble=sent.trouble)
        return sent

    def run(self, is_over: Callable[[], bool], say: Callable[[str], None]) -> None:
        """Until it is told to stop; what goes wrong is said once."""
        wait, told = IDLE_S, ""
        while not is_over():
            try:
                sent = self.turn()
                words = sent.trouble or "" if sent else told if wait == AGAIN_S else ""
                wait = IDLE_S if sent is None else 0.0 if sent.state == "confirmed" else AGAIN_S
            except Away as away:
                words, wait = f"the server is away, nothing is lost: {away}", _longer(wait)
            except Denied as denied:
                words, wait = str(denied), _longer(wait)
            if words and words != told:
                say(words)
            told = words
            time.sleep(wait)

    def _departs(self, job: Mapping[str, Any]) -> bool:
        """Written down here, then there. Where the server does not say yes nothing leaves, and so it never began."""
        self._ledger.begin(job["token"], job["id"])
        try:
            may_go = self._ask(f"jobs/{job['id']}/depart")["go"] is True
        except (Away, Denied):
            self._ledger.drop(job["token"])
            raise
        if not may_go:
            self._ledger.drop(job["token"])
        return may_go

    def _tell(self) -> None:
        for token, job, sent in self._ledger.untold():
            try:
                now = self._ask(f"jobs/{job}/settle", state=sent.state, trouble=sent.trouble)["state"]
            except Denied:  # the job is of another printer now, or of another shop: nobody waits for it
                now = "void"
            if now == "queued":  # the server never heard that it began, and so nothing left
                self._ledger.drop(token)
            else:
                self._ledger.told(token)

    def _ask(self, path: str, **more: Any) -> dict[str, Any]:
        return self._server.ask(f"print-agent/{path}", {"station": self._station, "ledger": self._ledger.name} | more)


def _longer(wait: float) -> float:
    """Twice as long, up to half a minute, and not all agents at once."""
    return min(max(wait, 0.5) * 2, MOST_S) * random.uniform(0.8, 1.2)
