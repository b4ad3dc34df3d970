"""What is not the plan, and the plan's own title."""

import pytest

from devzone_kg.outline import Outline, build
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks

PLAN = "某县园区发展实施方案\n为加快发展，制定本方案。\n一、任务\n（一）修路。按期完工。\n"


def outline(text: str) -> Outline:
    return build(SourceText(text, text_blocks(text), "plan.txt", "txt", ""))


def title(text: str) -> str | None:
    built = outline(text)
    return built.source.quote(built.title) if built.title else None


@pytest.mark.parametrize(
    "line",
    [
        "首页 | 政务公开 | 办事服务 | 互动交流",
        "您现在的位置：首页 > 公开目录 > 规划计划",
        "当前位置： 首页 》政务公开",
    ],
)
def test_lines_above_the_plan_are_outside(line: str) -> None:
    built = outline(f"{line}\n{PLAN}")
    assert [built.source.quote(s) for s in built.outside] == [line]
    assert built.body.start == len(line) + 1


@pytest.mark.parametrize(
    "line", ["作者: | 来源: | 发布日期:2017-11-07 | 阅读次数: []", "发布时间：2021-05-06 10:22 来源：县政府办 字号：[大 中 小]"]
)
def test_the_line_beneath_the_title_is_outside(line: str) -> None:
    head, rest = PLAN.split("\n", 1)
    built = outline(f"{head}\n{line}\n{rest}")
    assert [built.source.quote(s) for s in built.outside] == [line]
    assert built.source.quote(built.title or built.body) == head
    assert all(built.source.quote(p) != line for p in built.paragraphs)


@pytest.mark.parametrize(
    "tail",
    [
        "主办：某县人民政府\n技术支持：某某软件有限公司",
        "打印本页 关闭窗口\n上一篇：某某通知",
        "相关解读：解读《某县园区发展实施方案》",
        "【原文下载】\n- [方案.pdf](/files/a.pdf)",
        "地址：某县某路1号\n版权所有：某县人民政府",
    ],
)
def test_lines_beneath_the_plan_are_outside(tail: str) -> None:
    built = outline(PLAN + tail)
    assert [built.source.quote(s) for s in built.outside] == tail.split("\n")
    assert built.source.text[built.body.end - 5 : built.body.end] == "按期完工。"
    assert built.items[-1].end == built.body.end


def test_a_role_line_at_the_end_is_no_footer() -> None:
    built = outline(PLAN + "主办单位：县交通局\n协办单位：县财政局")
    assert built.outside == ()


def test_a_crawlers_header() -> None:
    header = "---\n标题: 某县园区发展实施方案\n文号: 某政发〔2021〕3号\n发布日期: 2021-03-01\n---\n\n> 本文由脚本提取。\n\n"
    built = outline(header + PLAN)
    assert built.source.quote(built.body).startswith("某县园区发展实施方案\n为加快")
    assert built.source.quote(built.title or built.body) == "某县园区发展实施方案"


def test_a_header_with_a_heading_and_a_mark_where_the_text_begins() -> None:
    header = "# 某县园区发展实施方案\n\n**发布日期**: 2021年3月\n**发布机构**: 某县\n\n---\n\n## 政策全文\n\n"
    assert outline(header + PLAN).body.start == len(header)


def test_place_and_buttons_at_the_start_of_a_flattened_text() -> None:
    text = (
        "当前位置： 首页政务公开 某县方案 时间：2021-03-30 15:53 微信 微博 QQ空间 各相关单位： 现将方案印发给你们。"
        + "修路，" * 60
    )
    assert outline(text).source.text[outline(text).body.start :].startswith("各相关单位")


@pytest.mark.parametrize("opening", ["首页 > 政务公开 > 规划 ", "文 号：", "索引号：00-2021 发文字号："])
def test_fields_at_the_start_of_a_flattened_text(opening: str) -> None:
    text = opening + "某政办〔2021〕3号 发布日期：2021-03-30 各相关单位：现将方案印发给你们。" + "修路，" * 60
    assert outline(text).body.start == text.index("各相关单位")


def test_links_at_the_end_of_a_flattened_text() -> None:
    text = "为加快发展，制定措施。一、修路。" + "架桥。" * 100 + " 来源：某县发展和改革局 附件下载 方案.pdf"
    assert outline(text).body.end == text.index(" 来源")


def test_page_numbers_are_outside_and_cut_no_item() -> None:
    text = "某县实施方案\n一、任务\n（一）修路。\n- 2 -\n按期完工。\n— 3 —\n"
    built = outline(text)
    assert [built.source.quote(s).strip() for s in built.outside] == ["- 2 -", "— 3 —"]
    assert built.innermost(text.index("按期")) == 1


def test_a_text_of_nothing_but_furniture_is_all_body() -> None:
    built = outline("首页 | 政务公开 | 办事服务\n")
    assert built.body == (0, len("首页 | 政务公开 | 办事服务\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于加快发展的意见\n各乡镇：\n一、修路\n", "关于加快发展的意见"),
        ("某市人民政府关于推动园区\n高质量发展的若干意见\n一、修路\n", "某市人民政府关于推动园区\n高质量发展的若干意见"),
        ("某县人民政府\n关于加快发展的实施意见\n一、修路\n", "关于加快发展的实施意见"),
        ("某市产业三年行动计划\n\n（2021-2023年）\n一、修路\n", "某市产业三年行动计划\n\n（2021-2023年）"),
        (
            "某县办公室关于印发发展方案的通知\n各乡镇：\n现印发给你们。\n某县办公室\n2021年3月9日\n某县发展方案\n一、修路\n",
            "某县发展方案",
        ),
        ("各乡镇：\n《某县发展措施》已经同意，现印发给你们。\n2021年3月9日\n某县发展措施\n一、修路\n", "某县发展措施"),
        ("关于做好春耕工作的通知\n各乡镇：\n一、修渠\n", "关于做好春耕工作的通知"),
        ("某县人民政府令\n第3号\n《某县园区管理办法》现予公布。\n某县园区管理办法\n第一条 甲。\n", "某县园区管理办法"),
        ("一、修路\n二、架桥\n", None),
    ],
)
def test_titles(text: str, expected: str | None) -> None:
    assert title(text) == expected


def test_the_title_of_an_attached_plan_in_a_flattened_text() -> None:
    text = (
        "各单位：《某区治理方案》已经同意，现印发给你们。某区办公室 2023年3月30日某区治理方案 为治理污染，制定方案。一、修路。"
    )
    assert title(text) == "某区治理方案"
    assert (outline(text).title or (0, 0))[0] == text.index("某区治理方案 为")


def test_a_title_only_in_the_link_to_its_explanation() -> None:
    text = "各市：\n为加快发展，提出以下意见。\n一、修路\n（一）勘察。\n相关解读：解读《关于加快发展的若干意见》\n"
    assert title(text) == "关于加快发展的若干意见"
