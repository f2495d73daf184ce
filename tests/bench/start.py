"""How long the server takes to start, what memory it holds, and what a handheld loads at first.

Prints one JSON object each: seconds from the command to the first answer (demo, shop and all, and an empty `serve`),
resident memory in MB of all its processes, and bytes over the wire of all that `/pick/` loads, compressed.
"""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import tempfile
from pathlib import Path

import brotli

from tests.running import Server


def main() -> int:
    """Measure and print; exit code 1 when a handheld's first load is over 100 kB."""
    with tempfile.TemporaryDirectory() as folder:
        with Server(Path(folder) / "empty", "serve") as server:
            _say(bench="start", what="serve, empty store", seconds=round(server.started_in_s, 2))
            files = first_load(server.port)  # without the scanner that only the demo has
        with Server(Path(folder) / "demo") as server:
            _say(bench="start", what="demo, shop filled", seconds=round(server.started_in_s, 2))
            _say(bench="memory", what="demo", rss_mb=round(_memory_kb(server) / 1024, 1))
    total = sum(files.values())
    _say(
        bench="first_load", bytes=total, files=len(files), largest=dict(sorted(files.items(), key=lambda f: -f[1])[:5])
    )
    return 0 if total <= 100_000 else 1


def _say(**figures: object) -> None:
    print(json.dumps(figures), flush=True)


def _memory_kb(server: Server) -> int:
    assert server.process is not None
    group = ["ps", "-o", "rss=", "-g", str(server.process.pid)]
    return sum(int(line) for line in subprocess.run(group, capture_output=True, text=True, check=True).stdout.split())


def first_load(port: int) -> dict[str, int]:
    """Bytes of each file that a handheld loads on its first visit, by path: the page and what its worker keeps."""
    worker = brotli.decompress(_get(port, "/pick/sw.js"))
    paths = json.loads(re.search(rb"FILES = (\[[^\]]*\])", worker)[1])  # type: ignore[index]
    return {path: len(_get(port, path)) for path in ["/pick/", "/pick/sw.js", *paths] if path}


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate, br"})
    answer = connection.getresponse()
    data = answer.read()
    assert answer.status == 200, (path, answer.status)
    return data


if __name__ == "__main__":
    raise SystemExit(main())
