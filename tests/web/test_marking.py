"""Marks in a text: nested where they nest, cut where they cross, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_kg.web.marking import Mark, pieces


def written(text: str, *marks: Mark) -> str:
    out = ""
    for piece in pieces(text, marks):
        if piece.kind == "open":
            out += "[" if piece.first else "{"
        else:
            out += {"close": "]", "line": "¶", "text": piece.text}[piece.kind]
    return out


@pytest.mark.parametrize(
    ("marks", "result"),
    [
        ([], "¶abcdef"),
        ([Mark(1, 3)], "¶a[bc]def"),
        ([Mark(1, 5), Mark(2, 3)], "¶a[b[c]de]f"),
        ([Mark(2, 3), Mark(2, 5)], "¶ab[[c]de]f"),
        ([Mark(0, 3), Mark(2, 5)], "¶[ab[c]]{de]f"),
        ([Mark(0, 2), Mark(2, 4)], "¶[ab][cd]ef"),
        ([Mark(4, 9), Mark(3, 3), Mark(-1, 2)], "¶abcdef"),
    ],
)
def test_marks_nest_and_are_cut(marks: list[Mark], result: str) -> None:
    assert written("abcdef", *marks) == result


def test_a_line_with_words_begins_with_an_indent_outside_the_mark() -> None:
    assert written("ab\r\n\r\n  \ncd\nef", Mark(9, 11)) == "¶ab\r\n\r\n  \n¶[cd]\n¶ef"
    assert written("", Mark(0, 0)) == ""


@given(st.text(alphabet="ab\r\n 　", max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8))
def test_the_text_is_whole_and_the_marks_balance(text: str, spans: list[tuple[int, int]]) -> None:
    marks = {Mark(a, b) for a, b in spans}
    depth, first = 0, 0
    for piece in pieces(text, marks):
        depth += {"open": 1, "close": -1}.get(piece.kind, 0)
        first += piece.kind == "open" and piece.first
        assert depth >= 0
    assert depth == 0
    assert first == len([m for m in marks if 0 <= m.start < m.end <= len(text)])
    assert "".join(p.text for p in pieces(text, marks)) == text
