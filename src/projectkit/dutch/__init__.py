"""How Dutch writes dates, periods, amounts, phone numbers, names and status: pure functions on text."""
