"""What the operating system says, in the language of the reader."""

from __future__ import annotations

from projectkit.language.translate import _, later

# Errors that users meet; others keep the words of the system.
_KNOWN = (
    later("No such file or directory"),
    later("Permission denied"),
    later("Is a directory"),
    later("Not a directory"),
    later("File exists"),
    later("File name too long"),
    later("No space left on device"),
    later("Read-only file system"),
    later("Input/output error"),
    later("Too many open files"),
    later("Connection refused"),
)


def system_message(error: OSError) -> str:
    """What is wrong, without the name of the file."""
    return _(error.strerror) if error.strerror in _KNOWN else error.strerror or str(error)


def shown_name(name: str) -> str:
    """The name of a file as it can be written, even if it is not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
