"""Records in the formats of other programs: one plain function per format, chosen from a dict."""
