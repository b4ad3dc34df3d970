"""By when duties are to be done."""

import pytest

from devzone_kg.extraction.pipeline import extract
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks

HEAD = "某县2023年重点工作方案\n\n一、主要任务\n"


def deadlines(body: str) -> list[tuple[str | None, str | None]]:
    text = HEAD + body
    facts = extract(SourceText(text, text_blocks(text), "plan.txt", "txt", "0"))
    return [(d.deadline.text, d.deadline.date) if d.deadline else (None, None) for d in facts.duties]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("(一)建设污水处理厂。(责任单位:县住建局;完成时限:2023年12月)\n", [("2023年12月", "2023-12")]),
        ("(一)建设污水处理厂。\n牵头单位:县住建局\n完成时限:2023年6月底前\n", [("2023年6月底前", "2023-06")]),
        ("(一)2024年底前建成污水处理厂。(责任单位:县住建局)\n", [("2024年底前", "2024")]),
        ("(一)建设污水处理厂。(责任单位:县住建局)\n(二)2024年底前修通公路。\n", [(None, None)]),
        ("(一)2022年以来,污水处理能力不断提高。(责任单位:县住建局)\n", [(None, None)]),
        (
            "(一)2024年底前建成污水处理厂。(县住建局负责)加强河道管护。(县水务局负责)\n",
            [("2024年底前", "2024"), (None, None)],
        ),
        ("(一)做好防汛工作。(牵头单位:县水务局;完成时限:长期坚持)\n", [("长期坚持", None)]),
    ],
)
def test_deadline_of_a_duty(body, expected):
    assert deadlines(body) == expected
