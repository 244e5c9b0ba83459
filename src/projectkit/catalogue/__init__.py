"""One folder of YAML: find it, load it, save to it without ever leaving a half-written file."""
