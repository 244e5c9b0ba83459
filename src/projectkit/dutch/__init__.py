"""Pure functions for dates, periods, amounts, phone numbers, names and status in Dutch text."""
