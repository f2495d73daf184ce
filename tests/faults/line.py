"""The line from a handheld to our server, as bad Wi-Fi is: late, cut before or after the commit, twice, dead."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress
from random import Random

# What befalls a request, and how often in a hundred; the rest goes well.
FATES = {
    "late": 6,  # executed, after a while
    "lost": 5,  # executed, and the connection ends without an answer
    "reset": 3,  # executed, and the connection is reset
    "half": 3,  # executed, half of the answer arrives
    "twice": 4,  # executed two times, as a repeating proxy does
    "vanished": 5,  # never executed, and the connection ends
    "dead": 1,  # never executed, and nothing ends: half open
}
LATE_S, DEAD_S = 0.4, 3.0
_CUT = struct.pack("ii", 1, 0)


class Line:
    """A port of this machine in front of another. `calm()` ends the trouble."""

    def __init__(self, behind: int, seed: int) -> None:
        self.behind, self.fates = behind, Counter[str]()
        self._random, self._calm, self._lock = Random(seed), threading.Event(), threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._listen, daemon=True).start()

    def calm(self) -> None:
        self._calm.set()

    def close(self) -> None:
        self._listener.close()

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _fate(self) -> str:
        with self._lock:
            fate = self._random.choices(["well", *FATES], [100 - sum(FATES.values()), *FATES.values()])[0]
            fate = "well" if self._calm.is_set() else fate
            self.fates[fate] += 1
            return fate

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError, http.client.HTTPException):
            client.settimeout(20)
            head, body = _read(client)
            fate = self._fate()
            if fate == "late":
                time.sleep(self._random.random() * LATE_S)
            if fate == "dead":
                self._calm.wait(DEAD_S)
            elif fate != "vanished":
                self._answer(client, fate, head, body)

    def _answer(self, client: socket.socket, fate: str, head: bytes, body: bytes) -> None:
        answer = self._execute(head, body)
        if fate == "twice":
            answer = self._execute(head, body)
        if fate == "reset":
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _CUT)
        elif fate != "lost":
            client.sendall(answer[: len(answer) // 2] if fate == "half" else answer)

    def _execute(self, head: bytes, body: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.behind), timeout=20) as server:
            server.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
            answer = b""
            while more := server.recv(1 << 16):
                answer += more
        return answer


def _read(client: socket.socket) -> tuple[bytes, bytes]:
    """A request: its head without the empty line, and its body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(client)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [row.split(b":")[1] for row in head.split(b"\r\n") if row.lower().startswith(b"content-length:")]
    while len(body) < int((lengths or [b"0"])[0]):
        body += _more(client)
    return head, body


def _more(client: socket.socket) -> bytes:
    data = client.recv(1 << 16)
    if not data:
        raise ConnectionError("the handheld went away")
    return data
