"""Turns a saved page of any kind into numbered lines and blocks."""
