"""The record, its YAML text, and the diagnostics: what every other layer speaks in."""
