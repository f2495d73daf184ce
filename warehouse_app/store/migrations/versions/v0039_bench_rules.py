"""Carriers that the floor chose; slips for returns are one of the papers of a box.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0039_bench_rules.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
