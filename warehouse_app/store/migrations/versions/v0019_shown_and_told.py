"""Photos with their bodies and what each shows (nobody could take one before), and what customers were told.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0019_shown_and_told.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
