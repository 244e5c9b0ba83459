"""From findings to a record in which every line of the page is accounted for."""
