"""The extensions of saved pages."""

HTML_ENDINGS = frozenset({".html", ".htm"})
MARKDOWN_ENDINGS = frozenset({".md"})
ENDINGS = frozenset({".txt"}) | HTML_ENDINGS | MARKDOWN_ENDINGS
