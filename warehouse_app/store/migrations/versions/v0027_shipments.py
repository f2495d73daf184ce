"""Parcels have tracking numbers and a manifest; trucks that are late and cartons that are used up are kept.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0027"
down_revision = "0022"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0027_shipments.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
