"""Citations in sentences of our own making, and in the seed plan."""

from pathlib import Path

import pytest

from devzone_kg import outline
from devzone_kg.extraction.citations import citations, mentions
from devzone_kg.facts import Citation, spans
from devzone_kg.reading import read
from devzone_kg.reading.source import SourceText
from devzone_kg.reading.text import text_blocks
from devzone_kg.vocabulary import vocabulary

LEAD = "为加快全县园区发展，结合实际，制定本方案。\n一、主要任务\n"  # so that no sentence below is the first


def _outline(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "plan.txt", "txt", "0" * 64))


def _cited(text: str, title: str | None = None) -> list[Citation]:
    built = _outline(text)
    found = list(citations(built, vocabulary(), title))
    for citation in found:
        assert all(0 <= s.start < s.end <= len(text) for s in spans(citation))
        if citation.title:
            assert text[citation.span.start + 1 :].startswith((citation.title, "<" + citation.title)) or citation.title in text
        if citation.number and citation.number_span:
            assert built.source.quote(citation.number_span) == citation.number
        if citation.issuer and citation.issuer_span:
            assert built.source.quote(citation.issuer_span) == citation.issuer
    return found


def _pairs(sentence: str) -> list[tuple[str | None, str | None]]:
    return [(c.title, c.number) for c in _cited(LEAD + sentence)]


CITED = [
    # title and number, forms of numbers
    ("贯彻《省政府关于甲的意见》（陇政发〔2019〕8号）精神。", [("省政府关于甲的意见", "陇政发〔2019〕8号")]),
    ("根据《关于加强园区环保工作的通知》(川环发[2021]15号)要求办理。", [("关于加强园区环保工作的通知", "川环发[2021]15号")]),
    ("执行《关于稳岗的通知》（人社厅发(2019)77号）。", [("关于稳岗的通知", "人社厅发(2019)77号")]),
    ("执行《关于稳岗的通知》（人社厅发〔２０１９〕７７号）。", [("关于稳岗的通知", "人社厅发〔２０１９〕７７号")]),
    ("执行《关于做好供水工作的通知》（建城 〔2020〕 68 号）。", [("关于做好供水工作的通知", "建城 〔2020〕 68 号")]),
    ("执行《关于做好供水工作的通知》（建城【2020】第68号）。", [("关于做好供水工作的通知", "建城【2020】第68号")]),
    ("执行《关于做好供水工作的通知》（〔2020〕68 号）。", [("关于做好供水工作的通知", "〔2020〕68 号")]),
    ("依照《土地复垦条例》（国务院令第592号）开展复垦。", [("土地复垦条例", "国务院令第592号")]),
    ("依照《快递暂行条例》（国令第697号）管理。", [("快递暂行条例", "国令第697号")]),
    ("依据《水法》（中华人民共和国主席令第七十四号）管理。", [("水法", "中华人民共和国主席令第七十四号")]),
    ("执行《城市照明管理规定》（住房和城乡建设部令第4号）。", [("城市照明管理规定", "住房和城乡建设部令第4号")]),
    ("执行《产业结构调整指导目录（2019年本）》（国家发展改革委2019年第29号令）。",
     [("产业结构调整指导目录（2019年本）", "国家发展改革委2019年第29号令")]),
    ("落实《关于优惠的公告》（财政部 税务总局公告2021年第6号）。", [("关于优惠的公告", "财政部 税务总局公告2021年第6号")]),
    ("落实《关于支持小微企业的公告》（2022年第14号）。", [("关于支持小微企业的公告", "2022年第14号")]),
    ("按照《关于规范办学的意见》（以下简称《意见》，教基〔2020〕5号）要求实施。",
     [("关于规范办学的意见", "教基〔2020〕5号"), ("意见", None)]),
    ("落实《节约用水条例》（2024年修订）（国务院令第776号）。", [("节约用水条例", "国务院令第776号")]),
    ("按照国发〔2016〕33号文件《国务院关于深化制造业融合的指导意见》精神推进。",
     [("国务院关于深化制造业融合的指导意见", "国发〔2016〕33号")]),
    ("采用《城市居住区规划设计标准》（GB 50180-2018）。", [("城市居住区规划设计标准", "GB 50180-2018")]),
    ("采用《污水排放标准》（DB 62/4562—2022）。", [("污水排放标准", "DB 62/4562—2022")]),
    ("采用《绿色建筑评价标准》（GB/T50378-2019）。", [("绿色建筑评价标准", "GB/T50378-2019")]),
    ("采用《农村给水设计规范》（CECS 082）和《道路照明标准》（CJJ/T 450，2015年版）。",
     [("农村给水设计规范", "CECS 082"), ("道路照明标准", "CJJ/T 450")]),
    ("触犯《刑法》《刑法修正案（八）》的，依法处理。", [("刑法", None), ("刑法修正案（八）", None)]),
    ("落实《关于甲的意见》《关于乙的意见》（国发〔2021〕4号、国发〔2021〕5号）。",
     [("关于甲的意见", "国发〔2021〕4号"), ("关于乙的意见", "国发〔2021〕5号")]),
    ("落实《关于甲的意见》（国发〔2021〕4号、皖政〔2021〕5号）。", [("关于甲的意见", "国发〔2021〕4号")]),
    ("落实《关于甲的意见》文件（国发〔2021〕4号）精神。", [("关于甲的意见", "国发〔2021〕4号")]),
    ("依据《取水许可条例》（2006年2月21日国务院令第460号公布）管理。", [("取水许可条例", "国务院令第460号")]),
    ("执行《甲办法》（和政办发〔2020〕3号）和《乙办法》（原政发〔2020〕4号）。",
     [("甲办法", "和政办发〔2020〕3号"), ("乙办法", "原政发〔2020〕4号")]),
    ("执行《节水定额》(水节约〔2019〕373号)、《关于甲的函》(苏环办〔2019〕327号)。",
     [("节水定额", "水节约〔2019〕373号"), ("关于甲的函", "苏环办〔2019〕327号")]),
    ("落实《关于甲的意见（国发〔2020〕7号）》精神。", [("关于甲的意见（国发〔2020〕7号）", "国发〔2020〕7号")]),
    # a number without a title
    ("按照鄂政办发〔2022〕31号文件要求推进。", [(None, "鄂政办发〔2022〕31号")]),
    ("各地要落实国发〔2014〕14号和皖政〔2015〕3号要求。", [(None, "国发〔2014〕14号"), (None, "皖政〔2015〕3号")]),
    ("按照市政府办公室川府办函〔2016〕3号和省委办公厅赣办发〔2019〕5号要求办理。",
     [(None, "川府办函〔2016〕3号"), (None, "赣办发〔2019〕5号")]),
    ("按照县政府办发〔2016〕3号文件要求办理。", [(None, "县政府办发〔2016〕3号")]),
    ("依据国务院令第713号履行程序。", [(None, "国务院令第713号")]),
    ("违反第19号令的，依法处理。", [(None, "第19号令")]),
    ("按照国务院关于旅游业的若干意见（国发〔2014〕31号）要求办理。", [(None, "国发〔2014〕31号")]),
    ("按国发〔2014〕14号和皖政〔2015〕3号文件办理，以皖政办〔2016〕7号文为准。",
     [(None, "国发〔2014〕14号"), (None, "皖政〔2015〕3号"), (None, "皖政办〔2016〕7号")]),
    ("执行国家税务总局公告2020年第5号。", [(None, "国家税务总局公告2020年第5号")]),
    # a title without a number
    ("严格落实《中华人民共和国环境保护法》第四十二条。", [("中华人民共和国环境保护法", None)]),
    ("对纳入《绿色产业指导目录（2019年版）》的项目优先支持。", [("绿色产业指导目录（2019年版）", None)]),
    ("排放执行《城镇污水处理厂污染物排放标准》一级A标准。", [("城镇污水处理厂污染物排放标准", None)]),
    ("积极对接，深入实施《中国教育现代化2035》。", [("中国教育现代化2035", None)]),
    ("落实《美丽河湖新蓝图》各项任务。", [("美丽河湖新蓝图", None)]),
    ("研究制定《园区项目准入管理办法》。", [("园区项目准入管理办法", None)]),
    ("落实《2030年可持续发展议程》。", [("2030年可持续发展议程", None)]),
    ("根据《区域全面经济伙伴关系协定》用好原产地规则。", [("区域全面经济伙伴关系协定", None)]),
    # several in one list
    ("依据《中华人民共和国城乡规划法》《中华人民共和国土地管理法》等法律法规。",
     [("中华人民共和国城乡规划法", None), ("中华人民共和国土地管理法", None)]),
    ("落实《关于甲的意见》（甲发〔2019〕1号）、《关于乙的通知》（乙发〔2019〕2号）和《丙条例》。",
     [("关于甲的意见", "甲发〔2019〕1号"), ("关于乙的通知", "乙发〔2019〕2号"), ("丙条例", None)]),
    # marks in marks, mismatched and half-width marks
    ("按照《县政府关于印发〈县招商引资办法〉的通知》(安政发〔2020〕9号)要求。",
     [("县政府关于印发〈县招商引资办法〉的通知", "安政发〔2020〕9号")]),
    ("按照《县政府关于印发<县招商引资办法>的通知》要求。", [("县政府关于印发<县招商引资办法>的通知", None)]),
    ("按照《县政府关于印发《县招商引资办法》的通知》要求。", [("县政府关于印发《县招商引资办法》的通知", None)]),
    ("按照《县政府关于印发<县招商引资办法》的通知》要求。", [("县政府关于印发<县招商引资办法》的通知", None)]),
    ("按照《县政府关于印发〈县招商引资办法〉的通知〉要求。", [("县政府关于印发〈县招商引资办法〉的通知", None)]),
    ("按照《县政府关于加强招商的通知（安政发〔2020〕9号）要求。", [("县政府关于加强招商的通知", "安政发〔2020〕9号")]),
    ("遵守<中华人民共和国安全生产法>有关规定。", [("中华人民共和国安全生产法", None)]),
    ("遵守<<中华人民共和国消防法>>有关规定。", [("中华人民共和国消防法", None)]),
    ("按照市政府关于印发《市人才安居办法》的通知（安政规〔2022〕4号）执行。", [("市人才安居办法", "安政规〔2022〕4号")]),
    # what else it may be
    ("责任单位：县教育局（落实《幼儿园工作规程》）", [("幼儿园工作规程", None)]),
    ("1.任务\t落实《信访工作条例》\t县信访局\n2.任务\t其他\t县司法局", [("信访工作条例", None)]),
]  # fmt: skip

NOT_CITED = [
    "组织收看《焦点访谈》节目。",
    "订阅《人民日报》《经济日报》等报刊。",
    "学习《习近平谈治国理政》第四卷。",
    "编排舞剧《丝路花雨》并巡演。",
    "开设《安全教育》课程。",
    "出版《古镇传说》一书。",
    "拍摄纪录片《黄河人家》。",
    "发放《社会保障卡》和《就业创业证》。",
    "企业应填写《项目申报表》并签订《入园协议书》。",
    "依法核发《排污许可证》。",
    "编制《环境影响报告书》并报批。",
    "签订《目标责任书》，压实责任。",
    "推广《随手拍》小程序。",
    "在《自然》杂志发表论文。",
    "详见附件2《重点项目清单》。",
    "分解任务（《任务分工表》见附件）。",
    "责任单位：各乡镇、县〔区〕人民政府。",
    "建设2号楼和第3号标准厂房，面积5<8万平方米。",
    "北斗三号系统、长征六号火箭取得进展。",
    "投资〔2021〕年度计划完成。",
    "拨打12345热线，门牌第18号。",
    "实施“一号工程”，创建AAAA级景区[注1]。",
    "本方案自印发之日起施行。",
    "2021年3月5日会议〔第2次〕研究。",
    "印制《惠企政策明白卡》。",
    "印制《招商手册》《办事指南》，学习《著作选读》。",
    "推动《大漠传说》走出去，打造文旅品牌。",
    "发布《致市民朋友倡议书》。",
    "提交《商业计划书》并路演。",
    "任务见下表，《任务分工表》附后。",
    "实行“一票否决”：地铁(2020)2号线、投资额(亿元)。",
    "推广《劳动合同》示范文本。",
]


@pytest.mark.parametrize(("sentence", "expected"), CITED, ids=[c[0][:24] for c in CITED])
def test_sentences_that_cite(sentence: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert _pairs(sentence) == expected


@pytest.mark.parametrize("sentence", NOT_CITED)
def test_sentences_that_cite_nothing(sentence: str) -> None:
    assert _pairs(sentence) == []


RELATIONS = [
    ("认真贯彻落实省委、省政府《关于甲的意见》和《乙条例》。", ["implements", "implements"]),
    ("按照《关于甲的通知》（甲发〔2019〕1号）要求，开展工作。", ["implements"]),
    ("根据《中华人民共和国预算法》，制定本办法。", ["basedOn"]),
    ("根据《中华人民共和国预算法》《关于甲的意见》，制定本办法。", ["basedOn", "implements"]),
    ("按照《查处办法》的规定予以查处。", ["cites"]),
    ("符合《高新技术企业认定管理办法》条件的，予以奖励。", ["cites"]),
    ("修订《园区考核办法》，完善指标。", ["amends"]),
    ("对《园区考核办法》作如下修改：删去第三条。", ["amends"]),
    ("执行新修订的《安全生产条例》。", ["cites"]),
    ("《园区考核办法》（安政办〔2015〕2号）同时废止。", ["repeals"]),
    ("本办法施行后，《甲办法》（甲政〔2010〕1号）、《乙办法》（甲政〔2011〕2号）同时废止。", ["repeals", "repeals"]),
    ("制定《园区安全管理办法》。", ["cites"]),
    ("用好《乙目录》，并落实《丙规划》。", ["cites", "implements"]),
    ("落实国家《关于甲的意见》、省《乙办法》和市《丙方案》。", ["implements", "implements", "implements"]),
    ("按照省政府关于甲的意见（甲政〔2010〕1号）要求推进。", ["implements"]),
    ("推进《乙条例》立法。", ["cites"]),
]


@pytest.mark.parametrize(("sentence", "expected"), RELATIONS)
def test_relations(sentence: str, expected: list[str]) -> None:
    assert [c.relation for c in _cited(LEAD + sentence)] == expected


ISSUERS = [
    ("落实国务院办公厅《关于甲的意见》。", "国务院办公厅"),
    ("认真贯彻落实省委省政府《关于甲的意见》。", "省委省政府"),
    ("按照市委、市政府印发的《关于甲的意见》要求。", "市委、市政府"),
    ("依据国家卫生健康委等4部门制定的《甲办法》办理。", "国家卫生健康委等4部门"),
    ("推动人民银行等五部委《关于甲的通知》落地。", "人民银行等五部委"),
    ("严格执行《甲办法》。", None),
    ("完善内部《甲办法》。", None),
    ("对照园区《甲办法》自查。", None),
]


@pytest.mark.parametrize(("sentence", "issuer"), ISSUERS)
def test_issuer_before_the_title(sentence: str, issuer: str | None) -> None:
    assert [c.issuer for c in _cited(LEAD + sentence)] == [issuer]


def test_years() -> None:
    found = _cited(
        LEAD
        + "执行《甲办法》（甲发〔2018〕3号）、《乙条例》（2019年修订）、《丙目录（2021年版）》和《丁规划（2021-2025年）》。"
    )
    assert [c.year for c in found] == [2018, 2019, 2021, None]


def test_inner_title() -> None:
    found = _cited(LEAD + "落实《县政府关于印发〈县招商办法〉的通知》和《〈中华人民共和国档案法〉实施办法》。")
    assert [c.inner_title for c in found] == ["县招商办法", None]


def test_item_is_the_innermost() -> None:
    text = "方案\n\n为发展园区，制定本方案。\n一、总体要求\n落实《甲条例》。\n二、措施\n（一）治理。执行《乙办法》。\n"
    built = _outline(text)
    found = citations(built, vocabulary(), None)
    assert [built.items[int(c.item)].label for c in found if c.item] == ["一、", "（一）"]


NOTICE = (
    "某县人民政府办公室关于印发《某县园区提升行动方案》的通知\n\n某政办发〔2022〕7号\n\n各乡镇人民政府，县直各单位：\n"
    "《某县园区提升行动方案》已经县政府第9次常务会议同意，现印发给你们，请认真贯彻执行。\n\n某县人民政府办公室\n2022年4月1日\n\n"
    "某县园区提升行动方案\n\n为落实《某市园区提升行动方案》（某市政办〔2022〕1号），制定本方案。\n一、措施\n"
    "各乡镇要按照《某县园区提升行动方案》推进，落实《某市园区提升行动方案》任务。\n附件：重点任务清单\n对照《重点任务清单》销号。\n"
)


def test_the_plan_itself_and_its_annexes_are_not_cited() -> None:
    found = _cited(NOTICE, "某县园区提升行动方案")
    assert [(c.title, c.number) for c in found] == [
        ("某市园区提升行动方案", "某市政办〔2022〕1号"),
        ("某市园区提升行动方案", None),
    ]


def test_the_plan_itself_in_one_line_of_text() -> None:
    flat = (
        "某县政府文件 某政发〔2021〕3号 关于印发《某县强链计划》的通知 各乡镇：《某县强链计划》已经研究同意，现印发给你们。 "
        "某县政府 2021年1月4日 某县强链计划 为落实《某省链长制办法》，制定本计划。"
    )
    assert [(c.title, c.number) for c in _cited(flat)] == [("某省链长制办法", None)]


@pytest.mark.parametrize(
    ("head", "numbers"),
    [
        ("国务院关于印发甲规划的通知国发〔2021〕29号各省人民政府：现印发甲规划。", []),
        ("某县政府关于推进甲工作的意见\n（某政发〔2021〕29号）\n各乡镇：请执行。", []),
        (
            "某县政府关于推进甲工作的意见\n各乡镇：\n按照国发〔2021〕29号、皖政〔2021〕9号文件精神，请执行。",
            ["国发〔2021〕29号", "皖政〔2021〕9号"],
        ),
        ("某县政府转发国发〔2021〕29号文件的通知\n各乡镇：请执行。", ["国发〔2021〕29号"]),
        (
            "某县政府关于推进甲工作的意见\n各乡镇：请执行。\n政策依据：\n1.国发〔2021〕29号\n2.皖政〔2021〕9号\n",
            ["国发〔2021〕29号", "皖政〔2021〕9号"],
        ),
        ("某县政府关于推进甲工作的意见\n各乡镇：根据国务院意见（国发〔2021〕29号），请执行。", ["国发〔2021〕29号"]),
    ],
)
def test_the_plans_own_number_is_not_cited(head: str, numbers: list[str]) -> None:
    assert [c.number for c in _cited(head)] == numbers


def test_a_title_on_two_lines() -> None:
    (found,) = _cited(LEAD + "落实《关于加快园区\n发展的意见》（甲政〔2021〕9号）。")
    assert (found.title, found.number) == ("关于加快园区\n发展的意见", "甲政〔2021〕9号")


def test_what_a_page_puts_around_the_plan_cites_nothing(seed_path: Path) -> None:
    text = seed_path.read_text(encoding="utf-8")
    around = "首页 > 政务公开\n" + text + "\n相关解读：解读《关于深入推进开发区建设的实施方案》\n上一篇：《某区招商引资办法》\n"
    assert [c.title for c in _cited(around)] == [c.title for c in _cited(text)]


def test_the_seed(seed_path: Path) -> None:
    built = outline.build(read(seed_path))
    found = citations(built, vocabulary(), "关于深入推进开发区建设的实施方案")
    assert [(c.number, c.issuer, c.relation, c.year) for c in found] == [
        ("武办发〔2017〕84号", None, "implements", 2017),
        (None, "省委省政府", "implements", None),
        (None, None, "implements", None),
    ]
    assert found[0].inner_title == "关于深入推进开发区建设的实施方案"
    assert [m.text for m in mentions(built, vocabulary(), found)] == ["中国开发区审核公告目录"]


def test_other_words_of_issuing_notices() -> None:
    for words in (
        "现将《某县强链计划》印发给你们，请执行。",
        "县政府制定了《某县强链计划》。现予以印发。",
        "《某县强链计划》已于3月通过，现予公布。",
    ):
        assert _cited("各乡镇：\n" + words) == []


def test_what_a_notice_names_beside_the_plan_is_cited() -> None:
    text = "各乡镇：\n按照《甲条例》《乙条例》要求将《某县强链计划》《某县补链计划》印发给你们。"
    assert [c.title for c in _cited(text)] == ["甲条例", "乙条例"]


def test_same_title_with_another_number_is_another_document() -> None:
    text = "深化园区改革实施方案\n\n为落实《深化园区改革实施方案》（某市发〔2021〕4号），制定本方案。\n"
    assert [c.number for c in _cited(text, "深化园区改革实施方案")] == ["某市发〔2021〕4号"]


def test_short_forms() -> None:
    text = LEAD + (
        "落实《国务院关于加快甲业发展的指导意见》（国发〔2020〕2号，以下简称《指导意见》）。\n"
        "各地要对照《指导意见》抓好整改，并按上述意见报送情况。\n"
    )
    found = _cited(text)
    assert [(c.title, c.number) for c in found] == [
        ("国务院关于加快甲业发展的指导意见", "国发〔2020〕2号"),
        ("指导意见", None),
        ("指导意见", None),
    ]
    assert [c.refers_to for c in found] == [None, found[0].span, found[0].span]
    (pointing,) = mentions(_outline(text), vocabulary())
    assert (pointing.text, pointing.refers_to) == ("上述意见", found[0].span)


def test_a_short_form_is_bound_in_its_own_sentence() -> None:
    text = (
        LEAD + "执行《甲目录》。设立产业基金（以下简称“办法”）。按国发〔2021〕9号（以下简称《通知》）办理，对照《通知》自查。"
    )
    found = _cited(text)
    assert [(c.title, c.number) for c in found] == [("甲目录", None), (None, "国发〔2021〕9号"), ("通知", None), ("通知", None)]
    assert [c.refers_to for c in found] == [None, None, found[1].span, found[1].span]


def test_the_plan_by_the_end_of_its_title() -> None:
    text = (
        "某县强链三年行动计划\n\n为加快强链，制定本计划。\n一、要求\n各单位按《三年行动计划》推进，落实省政府《行动计划》。\n"
    )
    assert [(c.title, c.issuer) for c in _cited(text, "某县强链三年行动计划")] == [("行动计划", "省政府")]


def test_short_form_of_the_plan_is_no_citation() -> None:
    text = "各乡镇：\n现将《某县强链计划》（以下简称《计划》）印发给你们。\n一、要求\n各单位按《计划》推进。\n"
    assert _cited(text) == []


MENTIONED = [
    ("争取纳入中国开发区审核公告目录。", ["中国开发区审核公告目录"]),
    ("依据中华人民共和国环境保护法，予以处罚。", ["中华人民共和国环境保护法"]),
    ("按照省政府关于加快园区发展的若干意见，抓好落实。", ["省政府关于加快园区发展的若干意见"]),
    ("落实2021年中央一号文件。", ["2021年中央一号文件"]),
    ("完善法律法规，依法治理。", []),
    ("落实国家产业政策和有关规定。", []),
    ("建立项目目录。", []),
    ("落实省政府关于园区工作的部署。", []),
]


@pytest.mark.parametrize(("sentence", "expected"), MENTIONED)
def test_documents_named_without_marks(sentence: str, expected: list[str]) -> None:
    assert [m.text for m in mentions(_outline(LEAD + sentence), vocabulary())] == expected
