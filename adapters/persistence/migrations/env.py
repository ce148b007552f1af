"""Alembic's entrance: migrations run on the connection that the database has opened."""

from alembic import context

from adapters.persistence.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
