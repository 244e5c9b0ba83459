"""How certain each name is, by all that its page says of it."""
