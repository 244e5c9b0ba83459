"""Findings in the formats of people and of other programs: one plain function per format, chosen from a dict."""
