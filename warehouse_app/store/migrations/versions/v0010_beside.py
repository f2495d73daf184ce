"""Beside the walk: what a count was compared with, and goods moved from one place to another.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0007"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0010_beside.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
