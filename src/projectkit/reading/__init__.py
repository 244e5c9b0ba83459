"""From the bytes of a saved page, be it text, HTML or Markdown, to numbered lines and blocks."""
