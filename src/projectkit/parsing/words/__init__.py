"""Decides which words of a page are which values."""
