"""Control characters, which no value has and some programs take for the end of a text."""

from __future__ import annotations

import re
from functools import partial

from projectkit.export.characters import CONTROL
from projectkit.export.format import Loss
from projectkit.language.translate import _
from projectkit.model.plain import texts_in, with_texts

# A half of a pair of UTF-16 is not a character either: JSON may have one by itself.
_LEFT_OUT = re.compile(rf"{CONTROL.pattern}|[\ud800-\udfff]")


def without_control(data: dict[str, object]) -> tuple[dict[str, object], list[Loss]]:
    """Data without control characters, and the fields that had some."""
    clean = {name: with_texts(value, partial(_LEFT_OUT.sub, "")) for name, value in data.items()}
    dirty = (name for name, value in data.items() if any(map(_LEFT_OUT.search, texts_in(value))))
    reason = _("control characters were left out")
    return clean, [Loss(name, reason) for name in dirty]
