"""What drafting rules judge in the wording: sentences of our own making, and the seed plan."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devzone_kg import outline
from devzone_kg.extraction.citations import citations, mentions
from devzone_kg.extraction.wording import wording
from devzone_kg.facts import Wording, spans
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary


def _found(text: str, kind: str) -> list[Wording]:
    built = outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))
    found = wording(built, vocabulary())
    assert list(found) == sorted(found, key=lambda w: w.span)
    for finding in found:
        assert all(0 <= s.start < s.end <= len(text) for s in spans(finding))
        assert text[slice(*finding.span)] == finding.text
    return [w for w in found if w.kind == kind]


def _texts(text: str, kind: str) -> list[str]:
    return [w.text for w in _found("一、任务\n" + text, kind)]


BALANCED = [
    "落实《县政府关于印发〈办法〉的通知》（安政发〔2020〕9号）。",
    "落实《县政府关于印发<办法>的通知》(安政发[2020]9号)要求。",
    "实施“一带一路”和‘双创’战略（含“双减”）。",
    "1)完善制度；2)强化监管；(3)抓好落实。",
    "一）总体要求\n二）主要任务",
    "①建设（一期）；②运营【二期】。",
    "增速大于5%，即x>5、y<3。",
    "建设道路（含桥梁\n和涵洞）十公里。",
    "a）甲项；b）乙项。",
    "由县发改局牵头 -> 县财政局配合。",
]
UNPAIRED = [
    ("建设道路（含桥梁十公里。", ["（"]),
    ("建设道路含桥梁）十公里。", ["）"]),
    ("落实《办法要求。", ["《"]),
    ("落实办法》要求。", ["》"]),
    ("实施“双创行动。", ["“"]),
    ("实施“双创“行动。", ["“"]),
    ("责任单位：各县〔区)政府。", [")"]),
    ("落实《办法〉要求。", ["〉"]),
    ("建设（含桥梁。\n\n运营）厂房。", ["（", "）"]),
    ("推进（一期（二期）建设。", ["（"]),
    ("推进“一期（二期”建设）。", ["（", "）"]),
]


@pytest.mark.parametrize("text", BALANCED)
def test_balanced_marks(text: str) -> None:
    assert _texts(text, "unpaired") == []


@pytest.mark.parametrize(("text", "expected"), UNPAIRED)
def test_unpaired_marks(text: str, expected: list[str]) -> None:
    assert _texts(text, "unpaired") == expected


def test_a_slip_points_at_its_partner() -> None:
    text = "一、任务\n落实《办法〉要求。"
    (finding,) = _found(text, "unpaired")
    assert [text[slice(*s)] for s in finding.related] == ["《"]


def test_a_pair_of_two_widths_is_balanced_but_mixed() -> None:
    text = "一、任务\n建设道路（含桥梁)十公里。"
    assert _found(text, "unpaired") == []
    assert [w.text for w in _found(text, "mixed-width")] == [")"]


PLACEHOLDERS = [
    ("由XX局牵头，XXX单位配合。", ["XX", "XXX"]),
    ("在××县建设20XX年项目。", ["××", "20XX"]),
    ("投资____万元。", ["____"]),
    ("责任人：待定。", ["待定"]),
    ("文号：某政发〔2021〕  号", ["〔2021〕  号"]),
    ("某政发〔2021〕X号", ["〔2021〕X号"]),
    ("签发：2021年　月　日", ["2021年　月　日"]),
    ("建设○○园区。", ["○○"]),
]
FINISHED = [
    "应对XXL型号与VXX系列。",
    "二〇〇八年五月，2021年5月3日。",
    "政策待定型后推广，尚待完善。",
    "投资〔2021〕9号，（2020）5号。",
    "研发X射线、3×5米、SaaS平台。",
    "每年 6 月底前完成。",
]


@pytest.mark.parametrize(("text", "expected"), PLACEHOLDERS)
def test_placeholders(text: str, expected: list[str]) -> None:
    assert _texts(text, "placeholder") == expected


@pytest.mark.parametrize("text", FINISHED)
def test_no_placeholders(text: str) -> None:
    assert _texts(text, "placeholder") == []


def test_repeated_clauses() -> None:
    text = "一、目标\n加快园区高质量发展步伐，改善环境。\n二、措施\n推进改革，加快园区高质量发展步伐。"
    (finding,) = _found(text, "repeated-clause")
    assert finding.text == "加快园区高质量发展步伐"
    assert [text[slice(*s)] for s in finding.related] == ["加快园区高质量发展步伐"]


def test_clauses_that_end_alike() -> None:
    text = (
        "一、目标\n鼓励银行加大对中小企业技术改造的信贷支持力度，用好政策。\n"
        "二、措施\n引导担保公司加大对中小企业技术改造的信贷支持力度。"
    )
    assert [w.text for w in _found(text, "repeated-clause")] == ["加大对中小企业技术改造的信贷支持力度"]


@pytest.mark.parametrize(
    "text",
    [
        "甲工作推进。（责任单位：县发改局、县财政局、县商务局）\n乙工作推进。（责任单位：县发改局、县财政局、县商务局）",
        "甲任务\n责任单位：县农业农村局县自然资源局县水务局\n乙任务\n责任单位：县农业农村局县自然资源局县水务局",
        "落实《关于支持园区加快发展的若干政策措施》，用好《关于支持园区加快发展的若干政策措施》。",
        "完善制度，改善环境。完善制度，改善环境。",
        "任务\t推进园区基础设施建设提档升级\t甲\n任务\t推进园区基础设施建设提档升级\t乙",
    ],
)
def test_what_repeats_by_nature(text: str) -> None:
    assert _texts(text, "repeated-clause") == []


def test_half_width_marks_are_one_finding_a_mark() -> None:
    found = _found("一、任务\n加快建设,改善环境,用好政策;推进改革。投资1,000万元,比例3:5。", "half-width")
    assert [(w.text, len(w.related)) for w in found] == [(",", 2), (";", 0)]


def test_term_pairs() -> None:
    text = "一、任务\n建设供热管网，扩大供热面积，改造供暖设施。完善通信网络，编印通讯录。落实《城市供暖条例》。"
    (finding,) = _found(text, "term-pair")
    assert finding.text == "供暖"
    assert [text[slice(*s)] for s in finding.related] == ["供热", "供热"]


def test_abbreviations() -> None:
    assert _texts("推广PPP模式，再推广PPP模式。", "abbreviation") == ["PPP"]
    assert _texts("推广政府和社会资本合作（PPP）模式，用好PPP项目。", "abbreviation") == []
    assert _texts("推广PPP（政府和社会资本合作）模式。", "abbreviation") == []
    assert _texts("提高GDP，执行GB/T 1234-2020，访问www.ABC.cn，第II类。", "abbreviation") == []


def test_the_seed(seed_path: Path) -> None:
    source = read(seed_path)
    found = wording(outline.build(source), vocabulary())
    assert {w.kind for w in found} == {"half-width", "repeated-clause", "term-pair", "abbreviation"}
    assert [w.text for w in found if w.kind == "repeated-clause"] == [
        "延长产业链、供应链、价值链",
        "带动区域经济快速发展",
        "金融机构加大对开发区建设的信贷融资力度",
    ]
    assert [w.text for w in found if w.kind in ("term-pair", "abbreviation")] == ["通讯", "供暖", "PPP"]


PIECES = st.sampled_from(
    [
        *"《》〈〉<>（）()〔〕[]“”，。、；\n\t 号令XA甲乙",
        "国发〔2018〕1号",
        "印发",
        "的通知",
        "条例",
        "以下简称",
        "2021年",
        "附件1",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    built = outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))
    cited = citations(built, vocabulary())
    facts = (*wording(built, vocabulary()), *cited, *mentions(built, vocabulary(), cited))
    assert all(0 <= s.start < s.end <= len(text) for fact in facts for s in spans(fact))
