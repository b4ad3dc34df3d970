"""Saved web pages: the document found, lines as one would type them, tables with merged cells."""

from pathlib import Path

import pytest

from devzone_kg.errors import ReadingError
from devzone_kg.reading import SourceText, read

PROSE = "<p>为加快园区发展，制定本方案。</p><p>一、任务，目标。</p>"


def page(folder: Path, html: str, codec: str = "utf-8") -> SourceText:
    path = folder / "page.html"
    path.write_bytes(html.encode(codec))
    return read(path)


def test_navigation_scripts_and_hidden_parts_are_gone(tmp_path: Path) -> None:
    html = (
        "<html><head><title>某县发展方案_某县政府</title><style>p{}</style></head><body>"
        "<div><a href=a>首页</a><a href=b>政务公开</a><a href=c>互动，交流</a></div>"
        f"<div><h1>某县发展方案</h1><div id=zoom>{PROSE}"
        "<p style='display:none'>隐藏，文字。</p><script>var a，b；</script></div></div>"
        "<div><a>相关链接一</a><a>相关链接二</a></div><footer>版权所有，某县。</footer></body></html>"
    )
    assert page(tmp_path, html).text == "某县发展方案\n为加快园区发展，制定本方案。\n一、任务，目标。"


def test_number_and_date_above_the_title_stay(tmp_path: Path) -> None:
    html = (
        "<body><div class=nav>" + "<a>栏目名称</a>" * 40 + "</div>"
        "<div class=article><table><tr><td><b>发文机关:</b> 某县</td>"
        f"<td><b>文&nbsp;&nbsp;号:</b> 某政发〔2021〕3号</td></tr></table><p>某县发展方案</p>{PROSE * 9}</div></body>"
    )
    source = page(tmp_path, html)
    assert source.text.startswith("发文机关: 某县\t文 号: 某政发〔2021〕3号\n某县发展方案\n")


def test_white_space_and_line_breaks(tmp_path: Path) -> None:
    html = f"<body>{PROSE}<p>加强\n  领导，<b>落</b>实 &nbsp; 资金。<br>　　第二行，B\nC。</p><pre>甲，乙</pre></body>"
    assert page(tmp_path, html).text.split("\n")[2:] == ["加强领导，落实 资金。", "第二行，B C。", "甲，乙"]


def test_numbers_of_ordered_lists(tmp_path: Path) -> None:
    html = f"<body>{PROSE}<ol start=3><li>修路，</li><li>架桥。</li></ol><ol><li>（一）通水，</li></ol></body>"
    assert page(tmp_path, html).text.split("\n")[2:] == ["3. 修路，", "4. 架桥。", "（一）通水，"]


def test_tables_with_merged_cells(tmp_path: Path) -> None:
    html = (
        f"<body>{PROSE}<table><tr><th>任务</th><th>要求</th><th>牵头<br>单位</th></tr>"
        "<tr><td rowspan=2>修路</td><td>快，好</td><td><p>县甲局</p><p>县乙局</p></td></tr><tr><td>省</td><td></td></tr>"
        "<tr><td colspan=3>合计</td></tr></table></body>"
    )
    source = page(tmp_path, html)
    rows = [b for b in source.blocks if b.cells]
    assert [source.quote(b.span) for b in rows] == [
        "任务\t要求\t牵头 单位",
        "修路\t快，好\t县甲局 县乙局",
        "修路\t省\t",
        "合计\t合计\t合计",
    ]
    assert [[c.repeated for c in b.cells] for b in rows[2:]] == [[True, False, False], [False, True, True]]
    assert [(b.table, b.row) for b in rows] == [(1, 1), (1, 2), (1, 3), (1, 4)]
    assert all("\t".join(source.quote(c.span) for c in b.cells) == source.quote(b.span) for b in rows)


def test_a_table_that_only_lays_out_the_page_is_no_table(tmp_path: Path) -> None:
    html = f"<table><tr><td><a>首页</a></td><td>{PROSE}<table><tr><td>甲，</td><td>乙。</td></tr></table></td></tr></table>"
    source = page(tmp_path, html)
    assert [b.kind for b in source.blocks if "园区发展" in source.quote(b.span)] == ["paragraph"]
    assert [source.quote(b.span) for b in source.blocks if b.kind == "row"] == ["甲，\t乙。"]


def test_a_page_in_gb2312(tmp_path: Path) -> None:
    source = page(tmp_path, f'<html><head><meta charset="gb2312"></head><body>{PROSE}</body></html>', "gb18030")
    assert source.text.startswith("为加快园区发展")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    html = f'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><body>{PROSE}<p>甲，&a;&lt;乙。</p></body>'
    assert page(tmp_path, html).text.split("\n")[-1] == "甲，&a;<乙。"


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<html><body></body></html>", "no text"),
        ("<div>" * 3000 + PROSE, "deep"),
        ("<table>" + "<tr>" + "<td>甲，</td>" * 300 + "</tr></table>", "columns"),
        ("<table>" + ("<tr>" + "<td rowspan=100000 colspan=90>甲，</td>" * 2 + "</tr>") * 2 + "</table>", "columns"),
        ("<table>" + "<tr><td colspan=95>甲，</td><td colspan=95>乙</td></tr>" * 3000 + "</table>", "cells"),
    ],
)
def test_pages_that_are_refused(tmp_path: Path, html: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        page(tmp_path, html)


def test_a_huge_span_is_no_more_than_the_table(tmp_path: Path) -> None:
    html = f"<body>{PROSE}<table><tr><td rowspan=100000>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table></body>"
    assert page(tmp_path, html).text.split("\n")[2:] == ["甲\t乙", "甲\t丙"]
