"""What goes on beside the requests: deliver (outbox to Odoo), pull (Odoo to store), clock, notify, sealer, retention.

A thread each.
"""

from warehouse_app.worker.loop import Worker, start

__all__ = ["Worker", "start"]
