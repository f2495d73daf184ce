"""Why the app does not start."""

from __future__ import annotations


class CannotStart(Exception):
    """The app cannot start as things are; the message says what to do."""
