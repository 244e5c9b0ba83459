"""`projectkit validate`."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from projectkit.cli.asked import catalogue_or_none
from projectkit.cli.command import Command
from projectkit.cli.options import Json, Root, refuse_own_file
from projectkit.cli.screen import screen_width
from projectkit.cli.terminal import note, tell, tell_misnamed, tell_unread
from projectkit.language.translate import _

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from projectkit.catalogue.check import Checked, Targets
    from projectkit.catalogue.root import Catalogue
    from projectkit.catalogue.settings import ValidateSettings
    from projectkit.diagnostics.report import Report
    from projectkit.model.diagnostic import Severity
    from projectkit.validation.context import Context
    from projectkit.validation.selection import RuleSelection

_STYLES = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "margin": {"fg": "blue"},
    "place": {"bold": True},
}
_HEAD = "HEAD"


class FindingFormat(StrEnum):
    """How findings are written."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"
    MARKDOWN = "markdown"


class FailOn(StrEnum):
    """The lowest severity of findings that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


class ValidateCommand(Command):
    """A command with an option `--changed` that needs no value: it means since the last commit."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give a bare `--changed` its value: what follows it is an option or a file."""
        for at, argument in enumerate(args):
            if argument == "--changed":
                following = args[at + 1] if at + 1 < len(args) else "-"
                if following.startswith("-") or Path(following).exists():
                    args = [*args[:at], f"--changed={_HEAD}", *args[at + 1 :]]
                break
        return super().parse_args(ctx, args)


def validate_command(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("[PATHS]..."),
            help=_("Records, pages or folders. Default: all records."),
            show_default=False,
        ),
    ] = None,
    format_: Annotated[
        FindingFormat | None,
        typer.Option(
            "--format",
            help=_("Default: full on a terminal, concise in a pipe."),
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=_("File to write to, instead of stdout."))
    ] = None,
    select: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_("RULES"), help=_("Check these rules only: C, C004, theme-spelling …")
        ),
    ] = None,
    extend_select: Annotated[
        list[str] | None,
        typer.Option(metavar=_("RULES"), help=_("Check these rules too; P001 is off by default.")),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar=_("RULES"), help=_("Do not check these rules.")),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            help=_("Lowest severity that makes the exit code 1. Default: error."),
            show_default=False,
        ),
    ] = None,
    changed: Annotated[
        str | None,
        typer.Option(
            help=_("Check what git says changed since a commit; without one, since the last."),
            metavar=_("[REF]"),
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help=_("Fix what is safe to fix."))] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help=_("Show only what --fix would change; write nothing."))
    ] = False,
    root: Root = None,
) -> None:
    """Check records and report every problem.

    Each problem is reported with file, line and column: in the YAML, in the shape of the record,
    and in what it says, by itself, compared with other records and compared with its page. Pages
    that you name are read as if they were new. `projectkit rule` lists what is checked. Exit code 1
    if there is an error.
    """
    from projectkit.cli.validate_report import report_of

    catalogue, targets = _targets(paths or [], changed, root)
    if output is not None:
        read = [path for path in paths or [] if path.is_file()]
        refuse_own_file(catalogue, read, output, "--output")
    settings = _settings(catalogue)
    selection = _selection(settings, _split(select), _split(extend_select), _split(ignore))
    context = _context(catalogue, settings, selection)
    if fix or diff:
        _fix(catalogue, targets, selection, dry_run=diff)
    checked = _check(catalogue, targets, selection, context)
    report = report_of(checked, catalogue, _failing(fail_on or FailOn(settings.fail_on)))
    if not diff or output:  # the output of --diff alone can be given to `patch`
        _write(report, FindingFormat.JSON if as_json else format_ or _usual(output), output)
    if catalogue:
        tell_misnamed(catalogue)
    tell_unread(targets.unread)
    note(report.summary)
    raise typer.Exit(1 if any(map(report.fails_for, report.findings)) else 0)


def _targets(
    paths: list[Path], changed: str | None, root: Path | None
) -> tuple[Catalogue | None, Targets]:
    """The catalogue, if there is one, and what to check in it."""
    from projectkit.catalogue.check import Targets

    catalogue = catalogue_or_none(root, is_needed=not paths or bool(changed))
    if not paths and not changed:
        return catalogue, Targets()
    from projectkit.catalogue.links_out import refuse_links_out
    from projectkit.catalogue.targets import changed_since, targets_of

    if catalogue:
        for path in paths:
            refuse_links_out(catalogue, path)
    targets = targets_of(paths) if paths else Targets()
    if changed and catalogue:
        targets = changed_since(catalogue, changed, within=targets)
    return catalogue, targets


def _settings(catalogue: Catalogue | None) -> ValidateSettings:
    from projectkit.catalogue.settings import ValidateSettings

    return catalogue.settings.validate if catalogue else ValidateSettings()


def _split(names: list[str] | None) -> list[str]:
    return [name.strip() for part in names or [] for name in part.split(",") if name.strip()]


def _selection(
    settings: ValidateSettings, choose: list[str], extend: list[str], ignore: list[str]
) -> RuleSelection:
    from projectkit.model.diagnostic import Severity
    from projectkit.validation.selection import RuleSelection, codes_named, select

    _check_rules(settings)
    codes = select(
        choose or settings.select, [*settings.extend_select, *extend], [*settings.ignore, *ignore]
    )
    severities = {
        code: Severity(each)
        for name, each in settings.severity.items()
        for code in codes_named([name])
    }
    per_file = {pattern: codes_named(names) for pattern, names in settings.per_file_ignores.items()}
    return RuleSelection(codes, severities, per_file)


def _check_rules(settings: ValidateSettings) -> None:
    """Refuse settings that name an unknown rule, and say that the settings do."""
    from projectkit.catalogue.root import SETTINGS_FILE
    from projectkit.catalogue.settings import SettingsError
    from projectkit.validation.selection import UnknownRuleError, codes_named

    ignored = (name for names in settings.per_file_ignores.values() for name in names)
    try:
        codes_named(
            [
                *settings.select,
                *settings.extend_select,
                *settings.ignore,
                *settings.severity,
                *ignored,
            ]
        )
    except UnknownRuleError as error:
        message = f"{SETTINGS_FILE}: {error}"
        raise SettingsError(message) from None


def _context(
    catalogue: Catalogue | None, settings: ValidateSettings, selection: RuleSelection
) -> Context:
    from projectkit.validation.context import Context

    return Context(
        catalogue.root if catalogue else None,
        leftover_share=settings.leftover_share,
        optional=selection.codes,
    )


def _check(
    catalogue: Catalogue | None, targets: Targets, selection: RuleSelection, context: Context
) -> Checked:
    from projectkit.catalogue.check import check_alone, check_catalogue

    if catalogue is None:
        return check_alone(targets, selection, context)
    return check_catalogue(catalogue, targets, selection, context)


def _fix(
    catalogue: Catalogue | None, targets: Targets, selection: RuleSelection, *, dry_run: bool
) -> None:
    """Fix record files, or show what would be fixed."""
    from contextlib import nullcontext

    from projectkit.catalogue.lock import writing
    from projectkit.catalogue.record_file import load_named_file
    from projectkit.catalogue.record_names import record_files
    from projectkit.model.limits import USUAL, check_record_text
    from projectkit.validation.fixes import fixed

    paths: Collection[Path] | None = targets.records
    if paths is None:
        paths = record_files(catalogue) if catalogue else ()
    with writing(catalogue, "validate") if catalogue and not dry_run else nullcontext():
        for path in sorted(paths):
            loaded = load_named_file(catalogue, path)
            new = fixed(loaded.text, loaded.file, selection.codes_in(loaded.file))
            check_record_text(new, path, catalogue.settings.limits if catalogue else USUAL)
            if new != loaded.text:
                _write_fixed(path, loaded.file, loaded.text, new, dry_run=dry_run)


def _write_fixed(path: Path, name: str, old: str, new: str, *, dry_run: bool) -> None:
    from projectkit.catalogue.record_file import is_as_read, save_bytes
    from projectkit.cli.writing import show_change, tell_written

    if dry_run:
        show_change(name, old, new)
    elif not is_as_read(path, old):
        tell(_("not fixed, since another program changed it meanwhile: {name}").format(name=name))
    else:
        save_bytes(new.encode("utf-8"), path.resolve())
        tell_written(name)


def _usual(output: Path | None) -> FindingFormat:
    return FindingFormat.FULL if output is None and sys.stdout.isatty() else FindingFormat.CONCISE


def _write(report: Report, chosen: FindingFormat, output: Path | None) -> None:
    if output is None and chosen is FindingFormat.FULL:
        _show(report)
        return
    from projectkit.catalogue.atomic_write import write_file
    from projectkit.cli.terminal import safe
    from projectkit.diagnostics.formats import FORMATS

    text = safe(FORMATS[chosen](report))
    if output is None:
        sys.stdout.write(text)
    else:
        write_file(output, text.encode("utf-8", "backslashreplace"))


def _show(report: Report) -> None:
    from projectkit.diagnostics.full import full

    width = screen_width() if sys.stdout.isatty() else None
    sys.stdout.write(full(report, _painter(), width))


def _painter() -> Callable[[str, str], str]:
    """How to style text on this screen; the content of a file cannot style itself."""
    import os

    from projectkit.cli.terminal import safe

    if sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        return lambda text, style: typer.style(safe(text), **_STYLES.get(style, {}))  # type: ignore[arg-type]
    return lambda text, _: safe(text)


def _failing(fail_on: FailOn) -> frozenset[Severity]:
    from projectkit.model.diagnostic import Severity

    worst_first = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    if fail_on is FailOn.NEVER:
        return frozenset()
    return frozenset(worst_first[: worst_first.index(Severity(fail_on)) + 1])
