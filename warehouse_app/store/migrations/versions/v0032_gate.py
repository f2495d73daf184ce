"""The release gate keeps what it knows of an order and says of it; orders have the path their segment sends them.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0032_gate.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
