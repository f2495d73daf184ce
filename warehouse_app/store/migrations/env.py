"""Alembic's entry: runs on the connection it is handed; whoever hands it over begins and commits."""

from alembic import context

from warehouse_app.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
