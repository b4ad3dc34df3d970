"""Markdown: the text without its marks, a line a line, tables as rows."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from devzone_kg.reading.lines import MAX_COLUMNS, Line, assembled, plain
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import decode, read_bytes

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n.{0,20000}?\n---[ \t]*\r?\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_RULE_LINE = re.compile(r"[ \t]*(?:[-*_=][ \t]*){3,}|[ \t]*(?:```|~~~).*")
_BLOCK_MARK = re.compile(r"[ \t]{0,12}(?:>[ \t]?)*(?:#{1,6}[ \t]+|[-*+•][ \t]+(?:\[[ xX]\][ \t]+)?)?")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_DIVIDER = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_IMAGE = re.compile(r"!\[([^\]\n]{0,200})\]\([^)\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\]\[\n]{1,300})\]\((?!\s)[^)\s]{1,1000}(?:\s+\"[^\"\n]{0,200}\")?\)")
_CODE = re.compile(r"(`{1,3})([^`\n]{1,500})\1")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)([^\n]{1,2000}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,500}?)(?<=\S)\1(?![\w*])")
_TAG = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|font|sub|sup|center|div|p)(?:\s[^<>\n]{0,300})?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def read_markdown(path: Path) -> SourceText:
    """Read a Markdown file; numbers of lists stay as they are typed, bullets go, every line stays a line.

    Raises:
        ReadingError: see `devzone_kg.reading.read`.
    """
    data, name = read_bytes(path), str(path)
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", decode(data, name)))
    text, blocks = assembled(list(_lines(text.splitlines())), name)
    return SourceText(text, blocks, name, "md", hashlib.sha256(data).hexdigest())


def _lines(lines: list[str]) -> Iterator[Line]:
    table = row = 0
    inside = False
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        starts = not inside and "|" in line and "|" in below and bool(_DIVIDER.fullmatch(below[:2000]))
        inside = starts or (inside and "|" in line)
        if starts:
            table, row = table + 1, 0
        if inside and not _DIVIDER.fullmatch(line[:2000]):
            row += 1
            yield Line.of_row([(_inline(cell), False) for cell in _split(line)], table, row)
        elif not inside:
            yield from _paragraph(line)


def _split(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return _BAR.split(inner, maxsplit=MAX_COLUMNS)


def _paragraph(line: str) -> Iterator[Line]:
    if _RULE_LINE.fullmatch(line[:300]):
        return
    mark = _BLOCK_MARK.match(line)
    rest = line[mark.end() :] if mark else line
    if mark and "#" in mark.group():
        rest = _CLOSING_HASHES.sub("", rest)
    for part in _TAG.split(rest):
        if text := _inline(part):
            yield Line(text)


def _inline(text: str) -> str:
    """The text without marks for emphasis, code, links and pictures."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", _TAG.sub(" ", text)))
    text = _CODE.sub(r"\2", _INLINE_TAG.sub("", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", _STRONG.sub(r"\2", text)))
    return plain(_ESCAPE.sub(r"\1", text))
