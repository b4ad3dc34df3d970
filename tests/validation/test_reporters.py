import json

import pytest

from devzone_kg.reading.source import Span
from devzone_kg.validation import check
from devzone_kg.validation.places import Lines
from devzone_kg.validation.reporters import report
from devzone_kg.validation.reporters.text import excerpt, locale_language, width
from devzone_kg.validation.selection import selected
from devzone_kg.validation.settings import Settings
from validation.plans import Draft
from validation.test_checking import faulty


def test_the_text_report_marks_the_words() -> None:
    lines = report(check(faulty().facts()), "text", "zh").split("\n")
    at = next(i for i, line in enumerate(lines) if " R03：" in line)
    assert lines[at + 1] == "    | support:区规划局、区财政局、区财政局"
    assert lines[at + 2] == "    | " + " " * 28 + "^" * 8
    assert lines[at + 3].startswith("    = 原因：") and lines[at + 4].startswith("    = 修改：")
    assert lines[at + 5].startswith("    = 相关：") and lines[at + 5].endswith(" 区财政局")


def test_it_names_file_line_and_column() -> None:
    found = check(faulty().facts())
    shown = report(found, "text", "en")
    for finding in found.findings:
        assert f"{found.document}:{finding.line}:{finding.column}: " in shown
    assert "error R02: 区规划局 both leads and supports this duty" in shown


def test_it_ends_with_the_counts() -> None:
    lines = report(check(faulty().facts()), "text", "en").rstrip("\n").split("\n")
    assert lines[-1] == "9 findings: error 3, warning 4, info 2"
    assert "  R04    2  warning" in lines


def test_a_clean_plan() -> None:
    draft = Draft().head()
    draft.item("一、", 1, "措施")
    clean = selected(check(draft.sign().facts()), Settings(select=("R", "T")))
    assert report(clean, "text", "zh").endswith("没有发现问题\n")


def test_colour_only_on_request() -> None:
    found = check(faulty().facts())
    assert "\x1b" not in report(found, "text", "zh")
    assert "\x1b[1;31m" in report(found, "text", "zh", colour=True)


def test_the_json_report() -> None:
    found = check(faulty().facts())
    assert json.loads(report(found, "json")) == found.to_json()


@pytest.mark.parametrize(
    ("variables", "language"), [({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LC_ALL": "C", "LANG": "zh_CN"}, "en"), ({}, "en")]
)
def test_the_language_is_that_of_the_locale(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert locale_language() == language


@pytest.mark.parametrize(
    ("words", "columns"), [("区发改局", 8), ("A1", 2), ("（一）", 6), ("(一)", 4), ("e\u0301", 1), ("\ufeff区", 2)]
)
def test_width_on_a_terminal(words: str, columns: int) -> None:
    assert width(words) == columns


LONG = "前" * 200 + "错" + "后" * 200


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LONG, "错"),
        ("第一句。第二句有错,仍是第二句。第三句。", "有错"),
        ("标题\r\n分两行\r\n", "标题\r\n分两行"),
        ("表\t格\t中", "格"),
        ("错", "错"),
        ("甲" * 300, "甲" * 300),
        ("　　　错，在段首。", "错"),
    ],
)
def test_an_excerpt_is_one_line_with_the_marks_beneath(text: str, words: str) -> None:
    start = text.index(words)
    sentence, marks = excerpt(text, Span(start, start + len(words)))
    first = words.splitlines()[0]
    assert not set(sentence) & set("\r\n\t")
    assert width(sentence) <= 160
    assert width(sentence[: sentence.index(first[0])] if first[0] in "错有格" else "") == len(marks) - len(marks.lstrip())
    assert len(marks.strip()) == min(width(first), len(marks.strip()))
    assert set(marks.strip()) == {"^"}


def test_an_excerpt_is_the_sentence() -> None:
    text = "第一句。第二句有错,仍是第二句。第三句。"
    place = text.index("有错")
    assert excerpt(text, Span(place, place + 2)) == ("第二句有错,仍是第二句。", " " * 6 + "^^^^")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_and_columns(end: str) -> None:
    text = f"甲乙{end}丙{end}{end}丁戊"
    lines = Lines(text)
    assert lines.place(0) == (1, 1)
    assert lines.place(text.index("丙")) == (2, 1)
    assert lines.place(text.index("戊")) == (4, 2)
