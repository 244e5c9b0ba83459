"""Corrections of a person as examples, from which a catalogue learns to read a site."""
