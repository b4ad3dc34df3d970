"""What the command `check` does, apart from reading its arguments and printing."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from devzone_kg.errors import DevzoneError
from devzone_kg.validation.checking import check
from devzone_kg.validation.findings import Report
from devzone_kg.validation.settings import Settings, load
from devzone_kg.writing import write_file

if TYPE_CHECKING:
    from collections import Counter

    from devzone_kg.validation.many import Failure


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for; None and () leave it to the settings file."""

    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: str | None = None
    lang: str | None = None
    shapes: tuple[Path, ...] = ()
    config: Path | None = None
    baseline: Path | None = None
    engine: str = "fast"
    jobs: int | None = None


@dataclass(slots=True)
class Checked:
    """Reports, and the files that could not be checked, each with the reason."""

    reports: list[Report] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status."""
        return 2 if self.failures else 0 if all(r.conforms for r in self.reports) else 1


def settings_for(path: Path, request: Request) -> Settings:
    """The settings of the folder with what the command line says over them."""
    found = load(path, request.config)
    return replace(
        found,
        profile=request.profile or found.profile,
        select=_rules(request.select) or found.select,
        ignore=(*found.ignore, *_rules(request.ignore)),
        severity=request.severity or found.severity,
        lang=request.lang or found.lang,
        shapes=(*found.shapes, *request.shapes),
    )


def _rules(given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(rule.strip() for words in given for rule in words.split(",") if rule.strip())


def check_one(path: Path, request: Request, settings: Settings | None = None) -> Report:
    """The report on a file, as the settings show it."""
    from devzone_kg.validation.selection import selected

    settings = settings or settings_for(path, request)
    report = check(path, profile=settings.profile, engine_name=request.engine, shapes=settings.shapes)
    return selected(report, settings, _known(request).get(report.document))


def _known(request: Request) -> "dict[str, Counter[str]]":
    from devzone_kg.validation.selection import read_baseline

    return read_baseline(request.baseline) if request.baseline else {}


def check_paths(files: list[Path], request: Request, settings: Settings) -> "Iterator[Report | Failure]":
    """The reports on files in turn, several at a time."""
    from devzone_kg.validation.many import Failure, check_many
    from devzone_kg.validation.selection import selected

    known = _known(request)
    for result in check_many(files, settings.profile, settings.shapes, request.jobs):
        yield result if isinstance(result, Failure) else selected(result, settings, known.get(result.document))


def mend(path: Path, request: Request, *, write: bool) -> tuple[Report, int, str]:
    """Mend what is certain; the report on the result, how many places were changed, and the difference. Without `write` the
    file stays as it is.
    """
    from devzone_kg.validation.fixes import diff, fixed

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / path.name
        settings = settings_for(path, request)
        report, count, before, after = fixed(path, lambda p: check_one(p, request, settings), target)
        if write and count:
            write_file(path, target.read_bytes())
    return replace(report, document=str(path)), count, diff(before, after, str(path))


def watch(path: Path, show: Callable[[], None], seconds: float = 0.5) -> None:
    """Call `show` now and whenever the file has changed, until interrupted. A file that is away for a moment, as when Word
    saves, is waited for.
    """
    seen: tuple[int, int] | None = None
    while True:
        try:
            state = path.stat()
        except OSError:
            time.sleep(seconds)
            continue
        if (state.st_mtime_ns, state.st_size) != seen:
            seen = (state.st_mtime_ns, state.st_size)
            show()
        time.sleep(seconds)


def explained(code: str, lang: str) -> str:
    """The page of a rule for a terminal.

    Raises:
        DevzoneError: there is no such rule.
    """
    from devzone_kg.validation.rules import rules

    found = [r for r in rules() if r.identifier == code.upper()]
    if not found:
        raise DevzoneError(f"no rule {code}; `devzone-kg rules` lists them")
    words = _EXPLAIN[lang]
    pages = []
    for rule in found:
        draft = f" ({words['draft']}: {rule.severity_in_draft})" if rule.severity_in_draft else ""
        rows = [f"{rule.identifier}  {rule.label[lang]}  [{rule.severity}{draft}]", ""]
        parts = (
            ("message", rule.message[lang]),
            ("why", rule.reason[lang]),
            ("how", rule.help[lang]),
            ("norm", rule.source[lang]),
        )
        rows += [f"{words[name]}: {text}" for name, text in parts]
        rows += [f"{words['breaks']}: {rule.breaking}", f"{words['keeps']}: {rule.keeping}", f"IRI: {rule.iri}"]
        pages.append("\n".join(rows) + "\n")
    return "\n".join(pages)


_EXPLAIN = {
    "zh": {
        "draft": "草稿", "message": "提示", "why": "原因", "how": "修改", "norm": "依据", "breaks": "不符", "keeps": "符合",
    },
    "en": {
        "draft": "in a draft", "message": "Says", "why": "Why", "how": "How to mend", "norm": "Norm", "breaks": "Breaks it",
        "keeps": "Keeps it",
    },
}  # fmt: skip


def listing(lang: str) -> str:
    """All rules, a line each."""
    from devzone_kg.validation.rules import rules

    return "".join(f"{r.identifier}  {r.severity:<9}  {r.label[lang]}\n" for r in rules())
