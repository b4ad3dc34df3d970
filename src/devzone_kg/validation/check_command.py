"""The command `check` as the terminal sees it: what it prints and writes, and its exit status."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devzone_kg.errors import DevzoneError
from devzone_kg.validation import command
from devzone_kg.validation.command import Checked, Request
from devzone_kg.validation.findings import Report
from devzone_kg.validation.reporters import reports as written
from devzone_kg.validation.reporters.text import locale_language
from devzone_kg.validation.settings import Settings
from devzone_kg.writing import write_file

_REQUEST = ("profile", "select", "ignore", "severity", "lang", "shapes", "config", "baseline", "engine", "jobs")


def run(paths: Sequence[Path], options: dict[str, Any]) -> int:
    """Do what the options ask for; the exit status.

    Raises:
        DevzoneError: one file was given and cannot be checked, or the options do not fit together.
    """
    request = Request(**{name: options[name] for name in _REQUEST})
    single = len(paths) == 1 and not paths[0].is_dir()
    if (options["fix"] or options["diff"] or options["watch"]) and not single:
        raise DevzoneError("--fix, --diff and --watch take one file")
    if options["diff"]:
        sys.stdout.write(command.mend(paths[0], request, write=False)[2])
        return 0
    if options["watch"]:
        return _watch(paths[0], request, options)
    return _single(paths[0], request, options) if single else _several(paths, request, options)


def _single(path: Path, request: Request, options: dict[str, Any]) -> int:
    settings = command.settings_for(path, request)
    if options["fix"]:
        report, count, _ = command.mend(path, request, write=True)
        print(f"devzone-kg: {path}: {count} places mended", file=sys.stderr)
    else:
        report = command.check_one(path, request, settings)
    if options["form"] == "docx":
        _docx(path, report, settings, options["output"])
    else:
        _write([report], settings, options)
    _baseline([report], options["write_baseline"])
    return 0 if report.conforms else 1


def _several(paths: Sequence[Path], request: Request, options: dict[str, Any]) -> int:
    from devzone_kg.validation.many import Failure, documents, table

    if options["form"] == "docx":
        raise DevzoneError("--format docx takes one file")
    files = documents(paths)
    if not files:
        raise DevzoneError(f"{', '.join(map(str, paths))}: no document of a kind that is read")
    settings = command.settings_for(paths[0], request)
    found = Checked()
    for result in _progress(command.check_paths(files, request, settings), len(files)):
        if isinstance(result, Failure):
            found.failures.append(result.reason)
            print(f"devzone-kg: {result.reason}", file=sys.stderr)
        else:
            found.reports.append(result)
    _write(found.reports, settings, options)
    if options["form"] == "text" and found.reports:
        print(table(found.reports), file=sys.stderr if options["output"] else sys.stdout, end="")
    _baseline(found.reports, options["write_baseline"])
    return found.status


def _progress(results: Any, total: int) -> Any:
    if not sys.stderr.isatty():
        return results
    from rich.console import Console
    from rich.progress import track

    return track(results, description="checking", total=total, console=Console(stderr=True), transient=True)


def _write(reports: list[Report], settings: Settings, options: dict[str, Any]) -> None:
    form, output = options["form"], options["output"]
    colour = form == "text" and output is None and sys.stdout.isatty()
    data = written(reports, form, settings.lang, colour=colour).encode("utf-8", "backslashreplace")
    if output:
        write_file(output, data)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _docx(path: Path, report: Report, settings: Settings, output: Path | None) -> None:
    from devzone_kg.validation.reporters.docx import annotated

    target = output or path.with_name(f"{path.stem}-checked.docx")
    write_file(target, annotated(path, report, settings.lang or locale_language()))
    print(f"devzone-kg: {target}: {len(report.findings)} comments", file=sys.stderr)


def _baseline(reports: list[Report], path: Path | None) -> None:
    if path:
        from devzone_kg.validation.selection import write_baseline

        write_baseline(path, reports)


def _watch(path: Path, request: Request, options: dict[str, Any]) -> int:
    def show() -> None:
        clear = "\x1b[2J\x1b[H" if sys.stdout.isatty() else ""
        try:
            settings = command.settings_for(path, request)
            report = command.check_one(path, request, settings)
        except DevzoneError as error:
            print(f"{clear}devzone-kg: {error}", file=sys.stderr)
            return
        sys.stdout.write(clear)
        _write([report], settings, options)

    try:
        command.watch(path, show)
    except KeyboardInterrupt:
        return 0
    return 0
