"""From the bytes of a saved page to numbered lines and blocks."""
