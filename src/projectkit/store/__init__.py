"""What is kept of records outside the catalogue: rows in SQLite and words in tantivy, both disposable."""
