"""The labels of lines that have names in the code; the model of lines has others beside them."""

TITLE = "title"
"""The label of the model for the title."""

MORE_TITLE = "title-more"
"""The label of a line that continues the title on the line above."""

PART = "subproject"
"""The label of a line with the name of a part of the project."""

HEADING = "heading-"
"""The prefix of labels of headings, followed by the kind of section."""

LABEL = "label"
"""The label of a line with a label of the page, as before a value."""
