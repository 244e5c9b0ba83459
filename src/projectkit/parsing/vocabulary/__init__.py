"""The words by which a page is understood, as data, and what looks them up."""
