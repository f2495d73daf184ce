"""Pictures of goods, for devices. An `<img>` brings no token, so a device has it in a cookie too, for these alone.

The address is made of what is in the picture: it never shows another one and may be kept for good.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from warehouse_app.bootstrap import Services


def blueprint(services: Services) -> Blueprint:
    """The route to them."""
    pictures = Blueprint("pictures", __name__)

    @pictures.get("/p/<sha>")
    def picture(sha: str) -> Response:
        found = services.store.read(lambda views: views.picture(sha))
        if found is None:
            abort(404)
        answer = Response(found.body, content_type=found.type)  # told by its bytes; `nosniff` is on every answer
        answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return answer

    return pictures
