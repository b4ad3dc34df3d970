"""Faults that have one certain cure: width of punctuation, the form of a document number, numbers of items."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from devzone_kg.errors import DevzoneError
from devzone_kg.reading.source import Span
from devzone_kg.validation.findings import Finding, Report

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_NUMBER = re.compile(
    r"(?P<code>[^\d\[\]（）()〔〕【】]+)[\[（(〔【［]\s?(?P<year>\d{4})年?\s?[\])）〕】］](?:第)?0*(?P<serial>[1-9]\d{0,4})号"
)
_EXPECTED = re.compile(r"item (\d+) is due here")
_COUNT = re.compile(r"\d+|[一二三四五六七八九十]+")
_DIGITS = "零一二三四五六七八九"
MAX_PASSES = 60


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to put in the place of others."""

    span: Span
    words: str


def edits(report: Report) -> list[Edit]:
    """The certain cures of a report's findings, in order, none of which overlap. The first number that is wrong is put right;
    those after it follow from a check of the result.
    """
    found = [e for f in report.findings for e in _cures(f)]
    renumbered = [e for f in report.findings if f.rule == "N01" for e in _renumbered(f)][:1]
    kept: list[Edit] = []
    for edit in sorted(dict.fromkeys([*found, *renumbered]), key=lambda e: e.span):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return kept


def _cures(finding: Finding) -> list[Edit]:
    if finding.rule == "W04" and finding.quote in _WIDE:
        places = [finding.span, *(r.span for r in finding.related if r.quote == finding.quote)]
        return [Edit(span, _WIDE[finding.quote]) for span in places]
    number = _NUMBER.fullmatch(finding.quote) if finding.rule in ("C01", "D04") else None
    if number:
        words = f"{number['code']}〔{number['year']}〕{number['serial']}号"
        return [Edit(finding.span, words)] if words != finding.quote else []
    return []


def _renumbered(finding: Finding) -> list[Edit]:
    expected, count = _EXPECTED.search(finding.message["en"]), _COUNT.search(finding.quote)
    if not expected or not count:
        return []
    value = int(expected[1])
    words = str(value) if count.group().isdigit() else chinese(value)
    return [Edit(Span(finding.span.start + count.start(), finding.span.start + count.end()), words)] if words else []


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese characters; nothing for others."""
    if not 0 < number < 100:
        return ""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def applied(text: str, changes: list[Edit]) -> str:
    """The text with the edits."""
    for edit in reversed(changes):
        text = text[: edit.span.start] + edit.words + text[edit.span.end :]
    return text


def diff(before: str, after: str, name: str) -> str:
    """What changes, line by line."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), name, f"{name} (fixed)", n=0
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def fixed(path: Path, check: Callable[[Path], Report], target: Path) -> tuple[Report, int, str, str]:
    """Mend a file into `target` and check it again until nothing certain is left.

    Returns:
        The report on the result, the number of changes, and the text before and after.

    Raises:
        DevzoneError: the file is of a kind that cannot be written back.
    """
    from devzone_kg.reading import read

    kind = read(path).format
    if kind not in ("txt", "md", "docx"):
        raise DevzoneError(f"{path}: a file of this kind ({kind}) cannot be mended; txt, md and docx can")
    target.write_bytes(path.read_bytes())
    report = check(target)
    before, count = report.text, 0
    for _ in range(MAX_PASSES):
        changes = edits(report)
        if not changes:
            break
        (_write_docx if kind == "docx" else _write_text)(target, report.text, changes)
        count += len(changes)
        report = check(target)
    return report, count, before, report.text


def _write_text(path: Path, text: str, changes: list[Edit]) -> None:
    from devzone_kg.reading.text import decode

    data = path.read_bytes()
    whole = decode(data, str(path))
    mended = applied(text, changes) if whole == text else _in_markdown(whole, text, changes, path)
    path.write_bytes(mended.encode(_encoding(data)))


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _in_markdown(whole: str, text: str, changes: list[Edit], path: Path) -> str:
    """The text of a file with marks, edited in the stretches that it shares with the text that was read."""
    matcher = difflib.SequenceMatcher(None, whole, text, autojunk=False)
    shifts = [(b, b + size, a - b) for a, b, size in matcher.get_matching_blocks() if size]
    placed = []
    for edit in changes:
        shift = next((s for b, e, s in shifts if b <= edit.span.start and edit.span.end <= e), None)
        if shift is None:
            raise DevzoneError(f"{path}: the words {text[edit.span.start : edit.span.end]} cannot be placed among the marks")
        placed.append(Edit(Span(edit.span.start + shift, edit.span.end + shift), edit.words))
    return applied(whole, placed)


def _write_docx(path: Path, text: str, changes: list[Edit]) -> None:
    import docx

    from devzone_kg.validation.reporters.word_places import WordText

    document = docx.Document(str(path))
    places = WordText(document.element.body, text)
    for edit in sorted(changes, key=lambda e: e.span, reverse=True):
        for paragraph, start, end in places.find(edit.span, text[edit.span.start : edit.span.end])[:1]:
            inside = [p for p in paragraph.pieces if p.start < end and start < p.end]
            for number, piece in enumerate(inside):
                words = piece.element.text or ""
                first, last = max(start - piece.start, 0), min(end - piece.start, len(words))
                piece.element.text = words[:first] + (edit.words if number == 0 else "") + words[last:]
            paragraph.reread()
    document.save(str(path))
