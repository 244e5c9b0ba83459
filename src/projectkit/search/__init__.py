"""Questions about records: one query language for every command, and full-text search."""
