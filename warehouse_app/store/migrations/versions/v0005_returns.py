"""Goods coming back: what went out as Odoo tells it, returns with their receipts, and the customers' reasons.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0005_returns.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
