"""Rounds the weights of a trained model, so that the package stays small.

A weight of four digits reads pages as one of sixteen does, and packs in a quarter less room.
"""

from __future__ import annotations

import struct
from pathlib import Path

# The format of models of CRFsuite 0.12 (`crf1d_model.c`), version 100: the header says where the
# chunk of features, which begins with its name, its size and how many there are; each is kind,
# source and target, and a weight.
_PLACE_OF_FEATURES = 28
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<III")
_WEIGHT = struct.Struct("<Q")
_NAME_OF_CHUNK = b"FEAT"
# Of the 52 bits behind the point of a weight 12 are kept.
_BITS_DROPPED = 40


def round_weights(path: Path) -> None:
    """Round the weights of a model in its file.

    Raises:
        ValueError: the file is not laid out as expected.
    """
    content = bytearray(path.read_bytes())
    (place,) = struct.unpack_from("<I", content, _PLACE_OF_FEATURES)
    name, _size, count = _CHUNK.unpack_from(content, place)
    if name != _NAME_OF_CHUNK:
        message = f"{path} is not a model of CRFsuite as this tool knows it"
        raise ValueError(message)
    first = place + _CHUNK.size + _FEATURE.size
    step = _FEATURE.size + _WEIGHT.size
    for at in range(first, first + count * step, step):
        (bits,) = _WEIGHT.unpack_from(content, at)
        _WEIGHT.pack_into(
            content, at, (bits + (1 << (_BITS_DROPPED - 1))) >> _BITS_DROPPED << _BITS_DROPPED
        )
    path.write_bytes(content)
