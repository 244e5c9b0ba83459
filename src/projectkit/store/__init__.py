"""What is kept of records outside the catalogue: rows and an index of words, both disposable."""
