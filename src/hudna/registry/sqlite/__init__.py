"""The registry as one SQLite file."""
