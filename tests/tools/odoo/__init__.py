"""A real Odoo 19 for tests: `python -m tests.tools.odoo install` (see docs/odoo-for-tests.md).

Built from packages into a cache folder outside the checkout, shared by all checkouts of this machine. Module by module:
places (where things lie, stamp, lock), package and python (Odoo and what it runs on), cluster (PostgreSQL), settings,
catalogue, goods and seed (the demo shop, told to Odoo by RPC), templates (databases to copy from), lease and serve
(who uses what, and the server).
"""
