"""Alembic migrations, shipped in the package. Forward only: the way back is the backup made before."""
