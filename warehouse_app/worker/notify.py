"""The notify loop: mails and the web hook. It alone waits for them; nothing else does."""

from __future__ import annotations

import random

from warehouse_app.bootstrap import Services
from warehouse_app.service.holding import Holding
from warehouse_app.service.messages import FALLBACK
from warehouse_app.service.notices import Desk, send_notices

EVERY_S = 5.0


class Notify:
    """Sends what waits."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def step(self, holding: Holding) -> float:
        """A few of them; seconds to wait before the next."""
        services = self._services
        desk = Desk(holding, services.odoo, services.hook, self._say, random.random, services.settings.base_url)
        return 0.0 if send_notices(desk) else EVERY_S

    def _say(self, lang: str | None, key: str, **args: str) -> str:
        return self._services.words.say(lang or FALLBACK, key, **args)
