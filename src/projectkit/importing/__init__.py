"""Records from files of other programs: one plain function per format."""
