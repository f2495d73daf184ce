"""A bin that was denied is locked for its goods while somebody looks after it; orders that ship only whole are known.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0023_bins.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
