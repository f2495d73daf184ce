"""Whether the transfers of an order went where it goes, when that was last looked at; boxes by when they were closed.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0044_agreed.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
