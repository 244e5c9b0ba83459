"""Turns the lines of a page into a record in which every value can be traced to its line."""
