"""What is checked at the bench: what a product is called in rules, what an order is worth, what a check came to.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0026_checks.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
