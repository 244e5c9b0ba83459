"""Descriptions of Dutch practice-oriented projects: read from web pages, kept as YAML, asked from the shell."""

__version__ = "0.1.0"
