"""Control characters, which no value has and some programs take for the end of a text."""

from __future__ import annotations

from functools import partial

from projectkit.export.characters import CONTROL
from projectkit.export.format import Loss
from projectkit.language.translate import _
from projectkit.model.plain import texts_in, with_texts


def without_control(data: dict[str, object]) -> tuple[dict[str, object], list[Loss]]:
    """Data without control characters, and the fields that had some."""
    clean = {name: with_texts(value, partial(CONTROL.sub, "")) for name, value in data.items()}
    dirty = (name for name, value in data.items() if any(map(CONTROL.search, texts_in(value))))
    reason = _("control characters were left out")
    return clean, [Loss(name, reason) for name in dirty]
