"""How alembic runs the migrations: always on the connection that the catalogue hands over."""

from alembic import context

from firstseen.catalog.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
