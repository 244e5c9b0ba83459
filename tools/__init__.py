"""Tools of the developers of projectkit."""
