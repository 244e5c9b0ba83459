"""The version of the parser: pages that another version read are read again."""

PARSER_VERSION = "4"
