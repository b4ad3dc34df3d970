"""Plain text: decoding, and lines as blocks."""

import hashlib
import re
from itertools import groupby
from pathlib import Path

from devzone_kg.errors import ReadingError
from devzone_kg.reading.source import Block, Cell, SourceText, Span

MAX_BYTES = 20_000_000
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CHINESE = re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_LINE = re.compile(r"[^\r\n]+")
_PIPED = re.compile(r"\s*\|[^|]*\|(?:[^|]*\|)+\s*")
_RULE = re.compile(r"[\s|:\-—]+")  # | --- | --- |


def read_text(path: Path) -> SourceText:
    """Read a plain text file in UTF-8, UTF-16 with a byte-order mark, or GB18030.

    Raises:
        ReadingError: see `devzone_kg.reading.read`.
    """
    data = read_bytes(path)
    text = decode(data, str(path))
    return SourceText(text, text_blocks(text), str(path), "txt", hashlib.sha256(data).hexdigest())


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a regular file of at most `limit` bytes that is not empty."""
    try:
        if not path.is_file():
            raise ReadingError(f"{path}: {'is a folder, not a file' if path.is_dir() else 'no such file'}")
        if path.stat().st_size > limit:
            raise ReadingError(f"{path}: larger than {limit // 1_000_000} MB, the most that is read")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise ReadingError(f"{path}: cannot be read ({error.strerror})") from error
    if not data.strip():
        raise ReadingError(f"{path}: the file is empty")
    return data


def decode(data: bytes, name: str) -> str:
    """Decode by byte-order mark, else as UTF-8, else as GB18030 where the result is plausible Chinese text.

    A leading U+FEFF stays in the text, and so do CRLF line ends, so that offsets are those of the file's code points.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            codec = encoding if encoding == "utf-8" else "utf-16-le" if bom == b"\xff\xfe" else "utf-16-be"
            return _checked(data, codec, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _as_gb18030(data, name)
    if _CONTROL.search(text):
        raise ReadingError(f"{name}: a binary file, not a text (a control character was found)")
    return text


def _checked(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadingError(f"{name}: marked as {codec} but not valid at byte {error.start}") from error
    if _CONTROL.search(text):
        raise ReadingError(f"{name}: a binary file, not a text (a control character was found)")
    return text


def _as_gb18030(data: bytes, name: str) -> str:
    unknown = f"{name}: unknown encoding; expected UTF-8, UTF-16 with a byte-order mark, or GB18030"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise ReadingError(unknown) from error
    if not plausible_chinese(text):
        raise ReadingError(unknown)
    return text


def plausible_chinese(text: str) -> bool:
    """Whether most of the characters beyond ASCII are Chinese of the frequent kind (GB 2312 level 1) or Chinese marks."""
    beyond = [c for c in text[:100_000] if c > "\x7f"]
    frequent = sum(1 for c in beyond if _frequent(c))
    return bool(beyond) and frequent >= 0.7 * len(beyond)


def _frequent(character: str) -> bool:
    if not _CHINESE.match(character):
        return False
    lead = character.encode("gb18030")[0]
    return 0xA1 <= lead <= 0xA3 or 0xB0 <= lead <= 0xD7  # marks; the 3,755 characters of level 1


def text_blocks(text: str) -> tuple[Block, ...]:
    """The lines of a text that are not blank; neighbouring lines with tabs, or in pipes, are the rows of a table."""
    lines = []
    number, place = 1, 0
    for match in _LINE.finditer(text):
        number += _line_ends(text, place, match.start())
        place = match.end()
        if not match.group().isspace():
            lines.append((number, match))
    blocks: list[Block] = []
    tables = 0
    for mark, group in groupby(lines, key=lambda line: _cell_mark(line[1].group())):
        rows = list(group)
        is_table = mark is not None and len(rows) > 1
        tables += is_table
        if is_table and mark == "|":
            rows = [row for row in rows if not _RULE.fullmatch(row[1].group())]
        for row, (line, match) in enumerate(rows, 1):
            span = Span(*match.span())
            if mark and is_table:
                blocks.append(Block(span, "row", line, tables, row, cells=_cells(text, span, mark)))
            else:
                blocks.append(Block(span, "paragraph", line))
    return tuple(blocks)


def _cell_mark(line: str) -> str | None:
    """What separates the cells of a line, if it looks like a row of a table."""
    if "\t" in line.strip():
        return "\t"
    return "|" if _PIPED.fullmatch(line) else None


def _line_ends(text: str, start: int, end: int) -> int:
    gap = text[start:end]
    return gap.count("\n") + gap.count("\r") - gap.count("\r\n")


def _cells(text: str, span: Span, mark: str) -> tuple[Cell, ...]:
    line = text[span.start : span.end]
    place = span.start
    if mark == "|":  # those at the ends of the line stand outside the cells
        place += line.index(mark) + 1
        line = line[line.index(mark) + 1 : line.rindex(mark)]
    cells = []
    for part in line.split(mark):
        cells.append(Cell(Span(place, place + len(part))))
        place += len(part) + 1
    return tuple(cells)
