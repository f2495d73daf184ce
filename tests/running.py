"""A server as its users have it: `warehouse-app` in a process of its own, on a free port of this machine."""

from __future__ import annotations

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests import warm
from tests.tools.servers import free_port

START_LIMIT = 60.0
PATIENCE_S = 30  # for an answer: a loaded machine is slow, not wrong


class Server:
    """One running `serve` or `demo`. `kill()` and `start()` may follow each other; the data folder stays."""

    def __init__(self, folder: Path, command: str = "demo", **environ: str) -> None:
        self.folder = folder
        self.command = command
        self.port = free_port()
        self.environ = (
            {name: value for name, value in os.environ.items() if not name.startswith("WAREHOUSE_")}
            | {"WAREHOUSE_PLAN_SECONDS": "0.5"}
            | environ
        )  # the carts of a test's pool may be as they come
        self.process: subprocess.Popen[bytes] | warm.Started | None = None
        self.started_in_s = 0.0

    @property
    def base(self) -> str:
        """The address people would type."""
        return f"{'https' if 'WAREHOUSE_TLS_CERT' in self.environ else 'http'}://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """What the server printed, all starts one after the other."""
        return self.folder / "server.log"

    def start(self, *arguments: str) -> Self:
        """Starts and waits until it answers.

        Raises:
            AssertionError: it ended or did not answer in time; its log is in the message.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        begun = time.perf_counter()
        self.process = self._launch(self.command, "--port", str(self.port), *arguments)
        while not self._answers():
            running = self.process.poll() is None and time.perf_counter() - begun < START_LIMIT
            assert running, self.log.read_text(errors="replace")
            time.sleep(0.02)
        self.started_in_s = time.perf_counter() - begun
        return self

    def _launch(self, *arguments: str) -> subprocess.Popen[bytes] | warm.Started:
        """Warm within a run of the tests, unless it is another checkout's; programs that measure start cold."""
        ours = self.environ.get("PYTHONPATH") == os.environ.get("PYTHONPATH")
        if warm.POSSIBLE and ours and "WAREHOUSE_TEST_RUN" in os.environ:
            return warm.start([*arguments], self.folder, self.environ, self.log)
        command = [sys.executable, "-m", "warehouse_app", *arguments]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command, cwd=self.folder, env=self.environ, stdout=log, stderr=log, start_new_session=True
            )

    def _answers(self) -> bool:
        try:
            return self.get("/livez")[0] == 200
        except OSError:
            return False

    def kill(self) -> None:
        """SIGKILL for the server and all its children: nobody tidies up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """As an admin would end it."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=20)
        until = time.monotonic() + 20
        while _runs(self.process.pid) and time.monotonic() < until:
            time.sleep(0.01)  # a child that is still ending holds the store
        self.process = None

    def enrolment(self) -> str:
        """A fresh code that enrols one device; the demo gives it to visitors."""
        status, codes = self.get("/demo/codes")
        assert status == 200
        code: str = codes["enrolment"]["text"]
        return code

    def get(self, path: str, token: str | None = None) -> tuple[int, Any]:
        """(status, JSON or bytes)."""
        return self.ask("GET", path, None, token)

    def post(self, path: str, body: Any, token: str | None = None) -> tuple[int, Any]:
        return self.ask("POST", path, body, token)

    def ask(self, method: str, path: str, body: Any, token: str | None) -> tuple[int, Any]:
        """One request on a connection of its own, with the device's token where one is given."""
        connection = self._connection()
        try:
            text = None if body is None else json.dumps(body)
            connection.request(method, path, text, headers(token))
            answer = connection.getresponse()
            data = answer.read()
            is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
            return answer.status, json.loads(data) if is_json else data
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        """Over TLS where the server has a certificate, whose authority lies beside it."""
        if certificate := self.environ.get("WAREHOUSE_TLS_CERT"):
            trusted = ssl.create_default_context(cafile=Path(certificate).with_name("ca.pem"))
            return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE_S, context=trusted)
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def __enter__(self) -> Self:
        return self if self.process else self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()


def headers(token: str | None) -> dict[str, str]:
    """What our own pages send along."""
    own = {"X-Floor": "1", "Content-Type": "application/json"}
    return own | ({"Authorization": f"Bearer {token}"} if token else {})


def _runs(group: int) -> bool:
    """Whether a process of this group still runs; False where that cannot be seen.

    One that was killed is a zombie as soon as its first thread is gone; until the last one is, it holds its files.
    """
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _, its_group = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:3]
            if int(its_group) == group and (state not in "ZX" or len(list(path.with_name("task").iterdir())) > 1):
                return True
    return False
