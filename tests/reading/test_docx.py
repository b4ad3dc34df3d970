"""Word documents: automatic numbers, tracked changes, tables, and what is left out."""

from pathlib import Path

import pytest

from devzone_kg.reading.docx import read_docx
from devzone_kg.reading.numerals import numeral
from devzone_kg.reading.source import SourceText
from reading import plan_files as pf


def opened(folder: Path, body: str, **parts: str) -> SourceText:
    path = folder / "plan.docx"
    path.write_bytes(pf.docx(body, **parts))
    return read_docx(path)


def lines(folder: Path, body: str, **parts: str) -> list[str]:
    return opened(folder, body, **parts).text.split("\n")


def p(text: str, level: int | None = None, number: int = 1, more: str = "") -> str:
    return pf.paragraph(pf.run(text), level, number, more=more)


def test_levels_restart_and_two_lists_count_apart(tmp_path: Path) -> None:
    body = p("总则", 0) + p("甲", 1) + p("乙", 1) + p("任务", 0) + p("丙", 1) + p("子项", 2) + p("另表", 0, 2) + p("保障", 0)
    part = pf.numbering({1: pf.PLAN_LEVELS, 2: pf.levels(("decimal", "第%1条"))})
    assert lines(tmp_path, body, numbering=part) == [
        *("一、总则", "（一）甲", "（二）乙", "二、任务", "（一）丙", "1.子项", "第1条 另表", "三、保障")
    ]


def test_a_num_that_starts_anew_and_one_that_goes_on(tmp_path: Path) -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = (
        f'<w:num w:numId="7"><w:abstractNumId w:val="1"/>{start}</w:num><w:num w:numId="8"><w:abstractNumId w:val="1"/></w:num>'
    )
    part = pf.numbering({1: pf.levels(("chineseCounting", "%1、"))}, nums)
    body = p("甲", 0) + p("乙", 0) + p("丙", 0, 7) + p("丁", 0, 7) + p("戊", 0, 8)
    assert lines(tmp_path, body, numbering=part) == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_numbers_of_styles(tmp_path: Path) -> None:
    styles = (
        f'<w:styles {pf.W}><w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    off = '<w:p><w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>' + pf.run("无号") + "</w:p>"
    styled = "".join(f'<w:p><w:pPr><w:pStyle w:val="{s}"/></w:pPr>{pf.run(t)}</w:p>' for s, t in (("H1", "甲"), ("H2", "乙")))
    part = pf.numbering({1: pf.PLAN_LEVELS})
    assert lines(tmp_path, styled + off, styles=styles, numbering=part) == ["一、甲", "（一）乙", "无号"]


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    body = f"<w:p>{pf.run('由')}{pf.deleted('甲局')}{pf.inserted('乙局')}{pf.run('牵头')}</w:p>"
    gone = f'<w:p><w:pPr><w:rPr><w:del w:id="9"/></w:rPr></w:pPr>{pf.run("前半，")}</w:p><w:p>{pf.run("后半")}</w:p>'
    moved = f"<w:p><w:moveFrom>{pf.run('旧处')}</w:moveFrom><w:moveTo>{pf.run('新处')}</w:moveTo></w:p>"
    assert lines(tmp_path, body + gone + moved) == ["由乙局牵头", "前半，后半", "新处"]


def test_hidden_text_fields_boxes_notes_and_comments(tmp_path: Path) -> None:
    hidden = pf.run("隐", "<w:vanish/>")
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + pf.run("甲")
    box = f"<w:r><w:pict><w:txbxContent>{p('框内')}</w:txbxContent></w:pict></w:r>"
    line = f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
    notes = f'<w:footnotes {pf.W}>{line}<w:footnote w:id="2">{p("注文")}</w:footnote></w:footnotes>'
    found = lines(tmp_path, f"<w:p>{hidden}{field}{box}</w:p>", footnotes=notes)
    assert found == ["甲", "框内", "注文"]


def test_tables_merged_nested_and_frames(tmp_path: Path) -> None:
    rows = (
        (pf.cell("甲", columns=2), pf.cell("乙")),
        (pf.cell("丙", rows=2), pf.cell("丁"), pf.cell("戊")),
        (pf.cell("己"), pf.cell("庚")),
    )
    source = opened(tmp_path, pf.table(rows))
    assert source.text.split("\n") == ["甲\t甲\t乙", "丙\t丁\t戊", "丙\t己\t庚"]
    assert [[c.repeated for c in b.cells] for b in source.blocks] == [
        *([False, True, False], [False, False, False], [True, False, False])
    ]
    inner = pf.table(((pf.cell("子"), pf.cell("丑")),))
    nested = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p('')}</w:tc><w:tc>{p('右')}</w:tc></w:tr></w:tbl>"
    assert lines(tmp_path, nested) == ["外\t右", "子\t丑"]
    frame = f"<w:tbl><w:tr><w:tc>{p('一段')}{p('又一段')}</w:tc></w:tr></w:tbl>"
    assert [b.kind for b in opened(tmp_path, frame).blocks] == ["paragraph", "paragraph"]


def test_blocks_keep_the_number_of_their_paragraph(tmp_path: Path) -> None:
    source = opened(tmp_path, p("甲") + p("") + p("乙"))
    assert [b.to_json() for b in source.blocks] == [
        {"span": [0, 1], "kind": "paragraph", "line": 1, "paragraph": 1},
        {"span": [2, 3], "kind": "paragraph", "line": 2, "paragraph": 3},
    ]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        *((1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一")),
        *((105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"), (120, "taiwaneseCounting", "一百二十")),
        *((3, "decimalEnclosedCircle", "③"), (12, "ideographDigital", "一二"), (2, "ideographTraditional", "乙")),
        *((14, "chineseLegalSimplified", "壹拾肆"), (4, "lowerRoman", "iv"), (28, "upperLetter", "BB")),
        *((7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"), (5, "unheardOf", "5"), (5, "none", "")),
    ],
)
def test_number_formats(number: int, form: str, written: str) -> None:
    assert numeral(number, form) == written
