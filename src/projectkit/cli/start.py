"""Where `projectkit` begins: plain searches are answered at once, all else is read by typer."""

from __future__ import annotations

import io
import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from projectkit.cli.language import decide
from projectkit.language.translate import _

BEGAN = time.perf_counter()
"""When the command began, in seconds of the performance counter."""

# Errors that a user can cause, by name: an import here would cost every command its start-up time.
_FOR_USERS = frozenset(
    {
        "CatalogueError",
        "ExportError",
        "SourceError",
        "ImportFileError",
        "MissingPackageError",
        "QueryError",
        "SettingsError",
        "UnknownFieldError",
        "UnknownRuleError",
        "UnreadableError",
    }
)


def main() -> None:
    """Run the command line; what a user can cause ends with a message, never with a traceback."""
    _open_what_is_closed()
    if hasattr(signal, "SIGPIPE"):
        # A reader that has seen enough (`projectkit list | head`) ends us as it ends any other Unix
        # command.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        # Processes that are started run no module of the working folder, such as one that a crawl
        # saved there.
        os.environ.setdefault("PYTHONSAFEPATH", "1")
        decide(sys.argv[1:])
        _run()
    except (KeyboardInterrupt, SystemExit) as end:
        interrupt = _interrupt(end)
        if interrupt is None:
            raise
        told = f": {interrupt}" if str(interrupt) else ""
        sys.stderr.write(
            _("projectkit: stopped{told}; every file is whole").format(told=told) + "\n"
        )
        sys.exit(130)
    except Exception as error:
        if type(error).__name__ == "DamagedError" and (path := getattr(error, "path", None)):
            _forget_damage(path)
        if not _is_for_users(error):
            raise
        from projectkit.cli.terminal import safe

        sys.stderr.write(f"projectkit: {safe(_message(error))}\n")
        sys.exit(2)


def _run() -> None:
    """Answer a plain search, or let typer run the command; what was written has arrived then."""
    try:
        if sys.argv[1:2] == ["search"] and _search_plainly(sys.argv[2:]):
            return
        from projectkit.cli.app import app

        app(prog_name="projectkit")
    finally:
        try:
            sys.stdout.flush()
        except OSError:
            # What cannot be written is not tried again when the process ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise


def _open_what_is_closed() -> None:
    """Put nothing in the place of a closed stdin, stdout or stderr: else the next file that is opened would take it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (open until the end)


def _interrupt(end: BaseException | None) -> BaseException | None:
    """The interrupt that ended the command, if one did: typer makes an exit of it. Its text is what a command adds."""
    while end is not None and not isinstance(end, KeyboardInterrupt):
        end = end.__cause__ or end.__context__
    return end


def _forget_damage(path: Path) -> NoReturn:
    """Throw away what is kept of the records and cannot be read: the next question makes it again."""
    from projectkit.catalogue.cache_folder import forget_cache

    try:
        # Rows and index lie in a folder of their version, in that of their catalogue.
        forget_cache(path.parent.parent)
    except OSError:
        told = _("what is kept of the records in the cache folder is damaged: remove it")
    else:
        told = _("what was kept of the records was damaged and is thrown away: please ask again")
    sys.stderr.write(f"projectkit: {told}\n")
    sys.exit(2)


def _search_plainly(arguments: list[str]) -> bool:
    """Answer a search in a pipe with no options but `--json`, `--limit` and `--from`; False if typer has to read it.

    The answer is that of the command: the same functions make it, and a test compares the two.
    """
    words: list[str] = []
    as_json, limit, parts, waiting = False, None, None, iter(arguments)
    for argument in waiting:
        if argument == "--":
            words += waiting
        elif argument == "--json":
            as_json = True
        elif argument in {"--limit", "-n"}:
            number = next(waiting, "")
            if not (number.isascii() and number.isdecimal()):
                return False
            limit = min(int(number), sys.maxsize)
        elif argument == "--from" and (named := next(waiting, None)):
            parts = named
        elif argument.startswith("-"):
            return False
        else:
            words.append(argument)
    if not words or (sys.stdout.isatty() and not as_json):
        return False
    from projectkit.cli.answers import search_in_pipe

    return search_in_pipe(words, parts, as_json=as_json, limit=limit)


def _is_for_users(error: Exception) -> bool:
    return isinstance(error, OSError) or bool(
        {cls.__name__ for cls in type(error).__mro__} & _FOR_USERS
    )


def _message(error: Exception) -> str:
    if isinstance(error, OSError):
        from projectkit.language.system import system_message

        told = system_message(error)
        return f"{error.filename}: {told}" if error.strerror and error.filename else told
    return str(error)
