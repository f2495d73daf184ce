"""Words on their way into a field of Odoo that holds markup."""

from __future__ import annotations

from html import escape

from warehouse_app.domain.plain import as_text


def as_html(words: str) -> str:
    """What a person wrote is shown as they wrote it, whatever it looks like: no markup but the ends of lines is ours.

    >>> as_html("a < b\\n<script>")
    'a &lt; b<br>&lt;script&gt;'
    """
    return "<br>".join(escape(line) for line in as_text(words).split("\n"))
