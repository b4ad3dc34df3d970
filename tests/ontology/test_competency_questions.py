"""The questions of docs/competency-questions.md, each asked of the seed and compared with the answer written there."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from devzone_kg.namespaces import ID
from devzone_kg.querying import named_queries, table
from devzone_kg.store.seeding import seeded_store

PAGE = Path(__file__).parent.parent.parent / "docs" / "competency-questions.md"
QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<zh>.+)\n\n(?P<en>.+)\n\n"
    r"Query: `(?P<query>[\w-]+)`(?: with `(?P<parameter>\w+)=(?P<value>[^`]+)`)? · (?P<extent>all rows|among others)\n\n"
    r"(?P<answer>(?:\|.*\n)+|\*\(no row\)\*\n)",
    re.M,
)


class Question(NamedTuple):
    number: int
    zh: str
    en: str
    query: str
    parameters: dict[str, str]
    whole: bool
    columns: list[str]
    rows: list[tuple[str, ...]]


def questions() -> list[Question]:
    return [_question(match) for match in QUESTION.finditer(PAGE.read_text("utf-8"))]


def _question(match: re.Match[str]) -> Question:
    lines = [_cells(line) for line in match["answer"].splitlines() if line.startswith("|")]
    parameters = {match["parameter"]: match["value"]} if match["parameter"] else {}
    columns, rows = (list(lines[0]), lines[2:]) if lines else ([], [])
    extent = match["extent"] == "all rows"
    return Question(int(match["number"]), match["zh"], match["en"], match["query"], parameters, extent, columns, rows)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|"))


@pytest.fixture(scope="module")
def store():
    return seeded_store()


def shortened(value: str, plan: str) -> str:
    """Without the beginning that IRIs share; the members of a list in one order."""
    short = value.replace(plan + "/", "").replace(plan, "plan").removeprefix(ID)
    return "、".join(sorted(short.split("、")))


@pytest.mark.parametrize("question", questions(), ids=lambda q: f"{q.number} {q.query}")
def test_the_question_is_answered(question: Question, store):
    (plan,) = (row["plan"] for row in table(store, "plans").records())
    found = table(store, question.query, question.parameters).records()
    answer = [tuple(shortened(row[column], plan) for column in question.columns) for row in found]
    expected = [tuple(shortened(cell, plan) for cell in row) for row in question.rows]
    if question.whole:
        assert sorted(answer) == sorted(expected)
    else:
        assert expected
        assert [row for row in expected if row not in answer] == []


def test_there_are_enough_questions_in_two_languages_and_none_is_overlooked():
    found = questions()
    assert [q.number for q in found] == list(range(1, PAGE.read_text("utf-8").count("\n## ") + 1))
    assert len(found) >= 30
    assert all(re.search("[一-鿿]", q.zh) and re.search("[A-Za-z]{3}", q.en) for q in found)


def test_the_questions_use_most_of_the_named_queries():
    assert {q.query for q in questions()} <= named_queries().keys()
    assert named_queries().keys() - {q.query for q in questions()} <= {"evidence", "texts"}
