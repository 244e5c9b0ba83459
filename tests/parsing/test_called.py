"""What a reader calls a value: by its item, in as many letters as fit."""

from __future__ import annotations

import pytest

from projectkit.model.diagnostic import Location, diagnostic
from projectkit.parsing.called import called_phrase, value_called

LONG = "https://www.zuid.example/" + "projecten/" * 10


@pytest.mark.parametrize(
    ("pointer", "data", "name"),
    [
        ("/title", {"title": "Zorg"}, "title"),
        ("/themes/0", {"themes": ["Zorg"]}, "theme Zorg"),
        ("/themes/0", {"themes": ["zorg " * 20]}, f"theme {'zorg ' * 10}zorg …"),
        ("/links/0", {"links": [{"url": LONG}]}, f"link {LONG[:60]}…"),
        (
            "/persons/0/email",
            {"persons": [{"name": "Anna de Groot", "email": "anna@x.example"}]},
            "e-mail of Anna de Groot",
        ),
    ],
)
def test_what_a_value_is_called(pointer: str, data: dict[str, object], name: str) -> None:
    assert value_called(pointer, data) == name


@pytest.mark.parametrize(
    ("language", "message"),
    [("en", "maybe: end 2024-06, 41%"), ("nl", "misschien: eind 2024-06, 41%")],
)
def test_what_may_be_a_value_is_called_so_in_either_language(language: str, message: str) -> None:
    field = called_phrase("end_date")
    maybe = diagnostic("N004", Location("a.txt"), field=field, value="2024-06", certainty=41)
    assert maybe.message(language) == message
