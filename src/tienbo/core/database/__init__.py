"""Django's PostgreSQL backend on the private server of `core.private_server`, started if needed."""
