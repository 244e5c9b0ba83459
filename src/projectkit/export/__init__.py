"""Records in the formats of other programs: one plain function per format, picked from a dict."""
