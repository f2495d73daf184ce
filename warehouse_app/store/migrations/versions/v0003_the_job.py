"""The whole job: boxes and who packs what into them, held orders, waves given to somebody, answers to a short.

The statements lie beside this file, one file per database, apart from each other by blank lines.
"""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0003_the_job.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
