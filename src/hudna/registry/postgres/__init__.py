"""The registry as a PostgreSQL database."""
