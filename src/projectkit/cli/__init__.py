"""The command line: one file per command. The only layer that knows typer and rich."""
