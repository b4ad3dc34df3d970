"""A Word file with a comment at each finding's words; the formatting of the file stays as it is."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from devzone_kg.errors import DevzoneError
from devzone_kg.packages import needed
from devzone_kg.validation.reporters.word_places import Paragraph, Piece, WordText

if TYPE_CHECKING:
    from devzone_kg.validation.findings import Finding, Report

_WHAT = "a Word file with comments"
_AUTHOR, _INITIALS = "devzone-kg", "dz"
_SEVERITIES = {
    "zh": {"violation": "错误", "warning": "警告", "info": "提示"},
    "en": {"violation": "error", "warning": "warning", "info": "info"},
}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


def annotated(path: Path, report: Report, lang: str) -> bytes:
    """A copy of a Word file with comments; for a file of another kind a new one that holds its text.

    Raises:
        DevzoneError: the file cannot be opened as a Word document.
    """
    document = _opened(path) if zipfile.is_zipfile(path) else _new(report.text)
    places = WordText(document.element.body, report.text)
    for finding in sorted(report.findings, key=lambda f: f.span, reverse=True):
        _comment(document, places, finding, lang)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _opened(path: Path) -> Any:
    docx = needed("docx", _WHAT)
    from docx.opc.exceptions import OpcError

    try:
        return docx.Document(str(path))
    except (KeyError, ValueError, OSError, OpcError) as error:
        raise DevzoneError(f"{path}: cannot be opened as a Word document ({error})") from error


def _new(text: str) -> Any:
    document = needed("docx", _WHAT).Document()
    for line in text.splitlines():
        document.add_paragraph("".join(c for c in line if c == "\t" or c >= " ").replace("\ufeff", ""))
    return document


def _comment(document: Any, places: WordText, finding: Finding, lang: str) -> None:
    found = places.find(finding.span, finding.quote)
    runs = [run for paragraph, start, end in found for run in _runs(paragraph, start, end)]
    if not runs:
        return
    from docx.text.run import Run

    first, last = (Run(run, document) for run in (runs[0], runs[-1]))
    document.add_comment([first, last], text=_text(finding, lang), author=_AUTHOR, initials=_INITIALS)


def _text(finding: Finding, lang: str) -> str:
    norm = finding.source.get(lang)
    lines = [
        f"{_SEVERITIES[lang][finding.severity]} {finding.rule}: {finding.message[lang]}",
        finding.help.get(lang, ""),
        f"{finding.reason.get(lang, '')}{f' ({norm})' if norm else ''}",
        *(f"→ {r.quote[:40]}" for r in finding.related[:5]),
    ]
    return "\n".join(line for line in lines if line.strip())


@dataclass(slots=True)
class _Cut:
    """Where a piece of text is cut: characters of it that stay in the first half."""

    piece: Piece
    at: int


def _runs(paragraph: Paragraph, start: int, end: int) -> list[Any]:
    """The runs that hold exactly the characters [start, end) of a paragraph, split where that is needed."""
    for offset in (end, start):
        cut = next((_Cut(p, offset - p.start) for p in paragraph.pieces if p.start < offset < p.end), None)
        if cut:
            _split(paragraph, cut)
    runs = [p.run for p in paragraph.pieces if start <= p.start and p.end <= end]
    return list(dict.fromkeys(runs))


def _split(paragraph: Paragraph, cut: _Cut) -> None:
    """Split a run before a character of one of its texts; the second half is a new run with the same properties."""
    piece, run = cut.piece, cut.piece.run
    second = deepcopy(run)
    children, copies = list(run), list(second)
    place = children.index(piece.element)
    for child in children[place + 1 :]:
        run.remove(child)
    for child in copies[:place]:
        if child.tag != f"{_W}rPr":
            second.remove(child)
    rest = copies[place]
    text = piece.element.text or ""
    piece.element.text, rest.text = text[: cut.at], text[cut.at :]
    for element in (piece.element, rest):
        element.set(_PRESERVE, "preserve")
    run.addnext(second)
    paragraph.reread()
