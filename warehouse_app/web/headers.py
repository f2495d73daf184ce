"""What every answer tells the browser about whom to trust."""

from __future__ import annotations

from flask import Flask, Response

CSP = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self' ws: wss:",
        "object-src 'none'",
        "frame-src 'self' blob:",  # a label is printed from a frame of its own
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # Not `no-referrer`: with it a form of our own is sent with `Origin: null`, and the guard would refuse it.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def install(app: Flask, tls: bool) -> None:
    """Adds the headers to every answer; a page is not stored anywhere unless it says so itself."""

    @app.after_request
    def add(answer: Response) -> Response:
        answer.headers.extend(HEADERS)
        if tls:
            answer.headers["Strict-Transport-Security"] = "max-age=31536000"
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
