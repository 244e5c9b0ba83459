"""What a catalogue learned about the pages of one site, on top of the models that come along."""
