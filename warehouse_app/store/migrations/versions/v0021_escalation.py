"""Cases know since when their clock runs and which rung rang last; mails and web hooks wait in a table.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0021"
down_revision = "0019"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0021_escalation.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
