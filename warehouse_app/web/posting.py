"""A form of the office: its use case, then the page it stands on again; what was refused is said on that page."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, redirect

from warehouse_app.bootstrap import Services
from warehouse_app.domain.errors import Refused
from warehouse_app.service.ports.store import UnitOfWork
from warehouse_app.web.language import language


class PostedPage:
    """A page and all its forms. `page` draws it, `back` is its path."""

    def __init__(self, services: Services, back: str, page: Callable[[Services, Refused | None], str]) -> None:
        self._services, self._back, self._page = services, back, page

    def show(self) -> str:
        return self._page(self._services, None)

    def do(self, use_case: Callable[[UnitOfWork], object]) -> Response:
        """303 back to the page; where it was refused the page itself, with the refusal's status."""
        try:
            self._services.store.write(use_case)
        except Refused as refused:
            return make_response(self._page(self._services, refused), refused.status)
        return make_response(redirect(self._back, 303))


def refusal(services: Services, refused: Refused | None) -> dict[str, str] | None:
    """What a page says of it: text, what is safe, what to do next; None where nothing was refused."""
    return services.words.refusal(language(services), refused.key, refused.facts) if refused else None
