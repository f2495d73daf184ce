"""What is sent for goods that came back may cost more than they did, or less; and who supplies goods is known.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0041"
down_revision = "0039"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0041_refund_terms.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
