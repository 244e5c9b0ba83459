"""Which words of a page are values of what."""
