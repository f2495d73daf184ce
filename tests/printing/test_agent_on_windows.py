"""The print agent on Windows, as far as it can be tried without one: it starts, and what it would run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from warehouse_app.printing.queue import WINDOWS, Queue, command_in

# What Python has on Linux only, and what cannot be used without it.
_MISSING = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("fcntl", "pwd", "grp", "resource", "termios", "syslog", "gunicorn"):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules.pop(name, None)
sys.argv = "warehouse-app print-agent --station Bench --server https://127.0.0.1:9 --folder agent".split()
from warehouse_app.cli import main
main()
"""


def test_the_agent_starts_where_there_is_nothing_of_linux(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MISSING], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert "There is no agent" in done.stderr, done.stderr
    assert done.returncode == 1


def test_the_bytes_are_copied_to_the_shared_printer() -> None:
    words = Queue("ZEBRA", WINDOWS).words(Path("token.prn"), "token")
    assert words == ["cmd", "/c", "copy", "/y", "/b", "token.prn", "\\\\localhost\\ZEBRA"]


def test_backslashes_of_windows_are_meant_as_they_stand() -> None:
    written = r'cmd /c copy /b "{file}" \\print-server\{queue}'
    assert command_in(written, is_windows=True) == ("cmd", "/c", "copy", "/b", "{file}", r"\\print-server\{queue}")
    assert command_in("lp -d '{queue}' {file}", is_windows=False) == ("lp", "-d", "{queue}", "{file}")
