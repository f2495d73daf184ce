"""What lies beside the sealed journal until its time is over, and what was deleted so far."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Table, Text

from warehouse_app.store.tables.base import data, metadata, whole

# What of an event was words, by its path: `store/words.py`. The event's seal does not cover it.
event_words = Table(
    "event_words",
    metadata,
    Column("event", Text, ForeignKey("event.id"), primary_key=True),
    data("words"),
    whole("at"),
)

# A row for each rule, and `run` for the run as a whole: when, and how many rows went since the store was made.
retention = Table("retention", metadata, Column("rule", Text, primary_key=True), whole("at"), whole("gone", default=0))
