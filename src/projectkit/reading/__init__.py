"""Turns a saved page, be it text, HTML or Markdown, into numbered lines and blocks."""
