"""The floor app: what happens on a warehouse floor that runs on Odoo."""

__version__ = "0.1.0"
