"""Which parser read a page: pages that another one read are read again."""

PARSER_VERSION = "4"
