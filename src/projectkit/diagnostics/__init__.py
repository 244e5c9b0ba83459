"""Findings for people and for other programs: one plain function per format, picked from a dict."""
