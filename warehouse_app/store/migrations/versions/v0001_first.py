"""The first schema: all tables, the triggers that keep the journal insert-only, and the store's generation.

The statements lie beside this file as they were on the day, one file per database, apart from each other by blank
lines; later changes of the tables do not reach back into them.
"""

import secrets
import time
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    script = Path(__file__).with_name(f"v0001_first.{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in script.strip().split("\n\n"):
        connection.exec_driver_sql(statement)
    made = sa.text("INSERT INTO meta (id, generation, chain_seq, created_at) VALUES (1, :generation, 0, :now)")
    connection.execute(made, {"generation": secrets.token_hex(8), "now": time.time_ns() // 1_000_000})
