"""Who follows the board misses nothing, also when every socket is cut, and asks only when there is something new."""

from __future__ import annotations

from pathlib import Path

from tests.proof.board import follow, raise_alerts
from tests.running import Server

LISTENERS, ALERTS = 10, 5


def test_every_alert_is_at_everybody_also_after_all_sockets_are_cut(tmp_path: Path) -> None:
    with Server(tmp_path / "shop") as server:
        pages = follow(server, LISTENERS)
        calm = raise_alerts(server, pages, ALERTS, "calm")
        assert (calm.missing, len(calm.delays)) == (0, LISTENERS * ALERTS)
        broken = raise_alerts(server, pages, ALERTS, "cut", cut=True)
        assert (broken.missing, len(broken.delays)) == (0, LISTENERS * ALERTS)
        for page in pages:
            page.stop()
    changes = 4 * ALERTS  # a case is several rows of the feed, the demo's own floor moves too
    assert calm.questions <= LISTENERS * changes, "hints of a moment become one question"
