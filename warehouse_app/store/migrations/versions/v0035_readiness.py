"""What is wrong in Odoo's data, and how Odoo's last weeks were, is kept.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0035_readiness.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
