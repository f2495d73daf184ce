"""What is kept for a time only: when a transfer ended, words beside the journal, and what was deleted.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0016_retention.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
