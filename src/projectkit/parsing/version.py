"""The version of the parser: pages that another version read are read again.

It is raised too when the evidence on the pages of a site changes (`parsing/site`): what a catalogue
learned is only used with the version that it was learned for.
"""

PARSER_VERSION = "17"


def parser_version(learned: str = "") -> str:
    """The version of the parser, with that of what a catalogue learned about a site.

    >>> parser_version("a1b2c3").removeprefix(PARSER_VERSION)
    '+a1b2c3'
    """
    return f"{PARSER_VERSION}+{learned}" if learned else PARSER_VERSION
