"""Checks: from records to diagnostics, with the file, line and column of the very key or value."""
