"""Data on how web pages are built."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from projectkit.model import yaml_text


@cache
def html_data() -> dict[str, frozenset[str]]:
    """The lists of `data/html.yaml` by name."""
    text = files("projectkit.reading").joinpath("data/html.yaml").read_text("utf-8")
    return {name: frozenset(words) for name, words in yaml_text.load_data(text).items()}
