"""How many pieces of a part make one kit, so that of several kits the whole ones ship.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0045_kits.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
