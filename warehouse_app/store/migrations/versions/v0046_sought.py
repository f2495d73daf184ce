"""Transfers by their id in Odoo, and cases by their finding, without looking at all there ever were.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0046_sought.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
