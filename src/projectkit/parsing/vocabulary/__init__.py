"""The words by which pages are understood, as data, and the functions that look them up."""
