"""Batches made in Odoo are known by transfer and by wave, and the pace a wave was forecast by is kept.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0042_waves.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
