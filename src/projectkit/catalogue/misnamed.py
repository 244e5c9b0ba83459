"""Files that look like records and are not read: records end in `.yaml`, and only in that."""

from __future__ import annotations

import shlex
from pathlib import Path

from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.walk import files_below
from projectkit.language.translate import _

ENDING = ".yml"


def misnamed_files(catalogue: Catalogue) -> list[Path]:
    """The files among the records that end in `.yml`."""
    return list(files_below(catalogue.structured, (ENDING,), hidden=False))


def not_read(path: Path) -> str:
    """What a user is told of such a file, with the command that renames it."""
    old, new = (shlex.quote(str(each)) for each in (path, path.with_suffix(".yaml")))
    return _("{path} is not read, since records end in .yaml: `mv {old} {new}`").format(
        path=path, old=old, new=new
    )
