"""From the lines of a page to a record in which every value can be traced to its line."""
