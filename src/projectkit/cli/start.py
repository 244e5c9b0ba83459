"""Where `projectkit` begins: plain questions are answered at once, typer reads all else."""

from __future__ import annotations

import _thread
import io
import os
import signal
import sys
import time
from pathlib import Path
from typing import NoReturn

from projectkit.cli.language import decide
from projectkit.cli.plain_search import plain_question
from projectkit.language.translate import _

BEGAN = time.perf_counter()
"""When the command began, in seconds of the performance counter."""


def main() -> None:
    """Run the command line; what a user can cause ends with a message, never with a traceback."""
    _open_what_is_closed()
    _speak_utf8()
    if hasattr(signal, "SIGPIPE"):
        # A reader that has seen enough (`projectkit list | head`) ends us like any Unix command.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    # Processes that are started run no module of the working folder, such as one that a crawl
    # saved there.
    os.environ["PYTHONSAFEPATH"] = "1"
    # Pydantic would look into every installed package for plugins, and none is meant for us.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = _interrupt_later
    try:
        decide(sys.argv[1:])
        _run(sys.argv[1:])
    except (KeyboardInterrupt, SystemExit) as end:
        interrupt = _interrupt(end)
        if interrupt is None:
            raise
        _end_interrupted(interrupt)
    except Exception as error:
        message = _message(error)
        if message is None:
            raise
        from projectkit.cli.errors import code_of, wants_json, write_error

        if wants_json():
            write_error(code_of(error), message, 2)
            sys.exit(2)
        from projectkit.cli.terminal import tell_lines

        tell_lines(f"projectkit: {message}")
        sys.exit(2)


def _interrupt_later(event: sys.UnraisableHookArgs) -> None:
    """Interrupt the command again if the interrupt came in a finalizer, where Python drops it.

    From a thread, and a moment later: at once it would come in this hook, and be dropped again.
    """
    if not issubclass(event.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(event)
        return
    from contextlib import suppress
    from threading import Timer

    again = Timer(0.01, _interrupt_main_thread)
    again.daemon = True
    with suppress(RuntimeError):  # Python is ending, and the command with it
        again.start()


def _interrupt_main_thread() -> None:
    """Interrupt the main thread, even while it sleeps or waits in a system call."""
    from threading import main_thread

    number = main_thread().ident
    if number is not None and hasattr(signal, "pthread_kill"):
        signal.pthread_kill(number, signal.SIGINT)
        return
    _thread.interrupt_main()  # on Windows, where the wait ends first


def _speak_utf8() -> None:
    """Start again with UTF-8 for arguments and names of files, if the locale has another encoding.

    Records and pages are UTF-8 wherever they are read, and words of a query are compared with them.
    """
    if sys.getfilesystemencoding() == "utf-8" or os.environ.get("PYTHONUTF8") == "1":
        return
    os.environ["PYTHONUTF8"] = "1"  # for the processes that are started, and never to start twice
    arguments = [os.fsencode(sys.executable), b"-X", b"utf8", *map(_utf8, sys.orig_argv[1:])]
    os.execv(sys.executable, arguments)  # noqa: S606  (ourselves, and no shell)


def _utf8(argument: str) -> bytes:
    """An argument in UTF-8, whether it came as that or in the encoding of the locale."""
    raw = os.fsencode(argument)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return argument.encode("utf-8", "surrogateescape")
    return raw


def _run(arguments: list[str]) -> None:
    """Run the command, and see to it that all its output is written."""
    try:
        _answer(arguments)
    except Exception as error:
        if _tells_interrupt(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        _flush()


def _answer(arguments: list[str]) -> None:
    """Answer a plain question at once; for all else import typer."""
    if question := plain_question(arguments):
        from projectkit.cli.questions import answer

        answer(*question)
        return
    from projectkit.cli.app import app
    from projectkit.cli.language import teach_click

    teach_click()
    app(prog_name="projectkit")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        # What cannot be written is not tried again when the process ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise


def _open_what_is_closed() -> None:
    """Open the null device for a closed stdin, stdout or stderr, before a file takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  (open until the end)


def _interrupt(end: BaseException | None) -> BaseException | None:
    """The interrupt that ended the command, if one did: typer turns it into an exit."""
    while end is not None and not isinstance(end, KeyboardInterrupt):
        end = end.__cause__ or end.__context__
    return end


def _tells_interrupt(error: Exception) -> bool:
    """Whether an error of pydantic's core is an interrupt that came while it built a model.

    The core keeps it as text only: the last line of the error names the exception.
    """
    is_of_core = type(error).__module__.startswith("pydantic_core")
    last = str(error).rstrip().rpartition("\n")[2]
    return is_of_core and type(error).__name__ == "SchemaError" and "KeyboardInterrupt" in last


def _end_interrupted(interrupt: BaseException) -> NoReturn:
    """Say that the command was stopped, with what the command has to add to that."""
    told = f": {interrupt}" if str(interrupt) else ""
    message = _("projectkit: stopped{told}; every file is intact").format(told=told)
    from projectkit.cli.errors import INTERRUPTED, wants_json, write_error

    if wants_json():
        write_error(INTERRUPTED, message.removeprefix("projectkit: "), 130)
    else:
        sys.stderr.write(message + "\n")
    sys.exit(130)


def _message(error: Exception) -> str | None:
    """What a user is told of an error; None if it is a fault of ours."""
    from projectkit.model.errors import ProjectkitError
    from projectkit.store.folder import DamagedError

    if isinstance(error, OSError):
        from projectkit.language.system import system_message

        told = system_message(error)
        return f"{error.filename}: {told}" if error.strerror and error.filename else told
    if isinstance(error, DamagedError) and error.path:
        return _forget_damage(error.path)
    return str(error) if isinstance(error, ProjectkitError) else None


def _forget_damage(path: Path) -> str:
    """Remove a damaged cache of records, which the next query makes anew.

    Returns:
        What the user is told.
    """
    from projectkit.store.folder import forget_cache

    try:
        # Rows and index lie in a folder of their version, in that of their catalogue.
        forget_cache(path.parent.parent)
    except OSError:
        return _("the cache of the records is damaged: remove it from the cache folder")
    return _("the cache of the records was damaged and has been removed: run the command again")
