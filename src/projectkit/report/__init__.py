"""Overviews of records: figures, tables, and one web page for decision makers."""
