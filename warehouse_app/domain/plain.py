"""What a person wrote, on its way to where it is shown as text."""

from __future__ import annotations

from unicodedata import category

_GONE = ("Cc", "Cs")  # control characters, which databases refuse in part, and halves of characters


def as_text(words: str) -> str:
    """The words less what cannot be shown; ends of lines and tabs stay.

    >>> as_text("two\\r\\nlines\\x00 \\ud800"), as_text("<b>^XZ</b>")
    ('two\\nlines ', '<b>^XZ</b>')
    """
    return "".join(sign for sign in words if sign in "\n\t" or category(sign) not in _GONE)
