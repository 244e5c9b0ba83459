"""Records on disk: load all of them with all their problems, save one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from projectkit.catalogue.files import write_atomically
from projectkit.catalogue.root import Catalogue
from projectkit.model.diagnostic import Location, diagnostic
from projectkit.model.record import Record
from projectkit.model.record_yaml import record_to_yaml
from projectkit.validation.shape import Loaded, load_record


def record_files(catalogue: Catalogue) -> list[Path]:
    """Every record file, by name, subfolders included."""
    return yaml_files(catalogue.structured)


def yaml_files(folder: Path) -> list[Path]:
    """The record files below a folder; hidden files are those of editors and of writes under way."""
    return sorted(path for path in folder.rglob("*.yaml") if not path.name.startswith("."))


def load_file(path: Path, name: str) -> Loaded:
    """One record file; what is wrong with it is in the result, never raised.

    Args:
        path: the file.
        name: what to call it in diagnostics.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = diagnostic(
            "Y006", Location(name, line), problem=f"byte {error.object[error.start]:#04x} on line {line}"
        )
        return Loaded(name, None, (found,))
    except OSError as error:
        return Loaded(name, None, (diagnostic("F001", Location(name), problem=error.strerror or str(error)),))
    return load_record(text, name)


def load_all(catalogue: Catalogue) -> Iterator[Loaded]:
    """Every record file of the catalogue, sound or not."""
    inside = catalogue.structured.resolve()
    for path in record_files(catalogue):
        name = path.relative_to(catalogue.root).as_posix()
        if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(inside):
            found = diagnostic("F001", Location(name), problem="it is a link that leads out of the catalogue")
            yield Loaded(name, None, (found,))
        else:
            yield load_file(path, name)


def save(record: Record, path: Path) -> None:
    """Write a record.

    Raises:
        OSError: if it cannot be written; the file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, record_to_yaml(record).encode("utf-8"))
