"""Decoding and the lines of plain text."""

from pathlib import Path

import pytest

from devzone_kg.errors import ReadingError
from devzone_kg.reading import read

TEXT = "某县发展方案\r\n一、修路\r\n"


def written(folder: Path, data: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_encodings_without_a_mark(tmp_path: Path, codec: str) -> None:
    assert read(written(tmp_path, TEXT.encode(codec))).text == TEXT


@pytest.mark.parametrize(
    ("mark", "codec"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
)
def test_a_byte_order_mark_stays_in_the_text(tmp_path: Path, mark: bytes, codec: str) -> None:
    assert read(written(tmp_path, mark + TEXT.encode(codec))).text == "\ufeff" + TEXT


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x7fELF\x01\x00\x00", "binary"),
        ("привет, мир, как дела сегодня".encode("cp1251"), "unknown encoding"),
        (b"\xff\xfe\x00\xd8", "not valid"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read(written(tmp_path, data))


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="folder"):
        read(tmp_path)


def test_lines_and_tables(tmp_path: Path) -> None:
    source = read(written(tmp_path, "甲\r\n\r\n乙\t丙\r\n丁\t戊\n己".encode()))
    assert [(b.kind, b.line, b.table, b.row, source.quote(b.span)) for b in source.blocks] == [
        ("paragraph", 1, None, None, "甲"),
        ("row", 3, 1, 1, "乙\t丙"),
        ("row", 4, 1, 2, "丁\t戊"),
        ("paragraph", 5, None, None, "己"),
    ]
    assert [source.quote(c.span) for c in source.blocks[1].cells] == ["乙", "丙"]


def test_lines_in_pipes_are_a_table_without_its_rule(tmp_path: Path) -> None:
    source = read(
        written(tmp_path, "| 序号 | 任务 |\n| --- | :--- |\n| 1 | 修路 |\n首页 | 公开 | 办事\n| 独行 | 丙 |\n".encode())
    )
    assert [(b.kind, b.line, b.table, b.row) for b in source.blocks] == [
        ("row", 1, 1, 1),
        ("row", 3, 1, 2),
        ("paragraph", 4, None, None),
        ("paragraph", 5, None, None),
    ]
    assert [source.quote(c.span) for c in source.blocks[1].cells] == [" 1 ", " 修路 "]
