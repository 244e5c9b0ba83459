"""Trains the models of reading from annotated pages, measures them on pages of other authors and sites, and says so."""
