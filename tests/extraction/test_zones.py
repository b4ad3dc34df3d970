"""Zones in sentences of every style; 【】 marks what a careful reader takes for a zone's proper name."""

import re
import time
from collections import Counter
from dataclasses import replace

import pytest

from devzone_kg import outline
from devzone_kg.extraction import zones
from devzone_kg.reading import read as read_file
from devzone_kg.reading.source import SourceText, Span
from devzone_kg.reading.text import text_blocks
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary

NAMED = [
    "支持【临泽工业园区】、【高台工业园区】申报省级开发区。",
    "加快推进【漕河泾开发区】和【金桥经济技术开发区】转型升级。",
    "依托【苏州工业园区】建设生物医药创新基地。",
    "推动【中国（云南）自由贸易试验区】制度创新成果复制推广。",
    "在【上海自贸试验区临港新片区】先行先试。",
    "由【滨海新区】牵头编制方案。",
    "发挥【洋山特殊综合保税区】政策优势。",
    "【兰州新区】要率先突破。",
    "以【西咸新区】、【天府新区】为重点,布局一批项目。",
    "争取将【庆阳西峰工业园区】纳入国家循环化改造试点。",
    "到2025年,【敦煌文化产业园】营业收入达到20亿元。",
    "(一)【民勤红沙岗工业园】重点发展煤化工。",
    "加强与【武汉东湖新技术开发区】合作。",
    "以【长三角生态绿色一体化发展示范区】为引领,推动区域协调发展。",
    "支持【张江国家自主创新示范区】扩区。",
    "对接【中国(福建)自由贸易试验区】、【平潭综合实验区】。",
    "鼓励企业入驻【晋江经济开发区】,对入驻企业给予奖励。",
    "引导项目向【玉门经济开发区】集聚。",
    "【福州、厦门跨境电子商务综合试验区】建设取得明显成效。",
    "完善【瓜州柳沟综合物流园区】配套设施。",
    "谋划实施【古浪双塔产业园】污水处理厂项目。",
    "将【新余高新区】打造成为新材料基地。",
    "深化【中马钦州产业园区】国际合作。",
    "《【浦东新区】综合改革试点实施方案》已印发。",
    "支持【郑州航空港综合保税区】扩大进口。",
    "推动【兰州高新技术产业开发区】与【白银高新技术产业开发区】协同发展。",
    "加快【张掖保税物流中心(B型)】建设。",
    "支持【霍尔果斯边境经济合作区】发展口岸经济。",
    "落实到【定西市安定区循环经济产业园】。",
    "【山丹县城北工业园区】标准化厂房建成投用。",
    "选取【天祝县松山镇工业集中区】开展试点。",
    "充分发挥【中关村科技园区】辐射作用。",
    "把【国家生态文明试验区(江西)】建设引向深入。",
    "支持“【清水河产业园】”提档升级。",
    "推进【宁德漳湾临港工业区】安全整治。",
    "重点支持【泉州台商投资区】承接台湾产业转移。",
    "在【南沙新区】、【前海新区】开展跨境贸易便利化试点。",
    "【肃州区新能源产业园】、【玉门东镇新能源及装备制造产业园】并网规模达到100万千瓦。",
    "深入推进【徐州经济技术开发区】、【徐州高新区】整合优化。",
    "做优【赣州综合保税区】、【九江综合保税区】。",
    "统筹【松江G60科创走廊产业园】布局。",
    "构建以【石河子经济技术开发区】为龙头的产业格局。",
    "马铃薯主食加工项目落户【安定工业园区】。",
    "盘活【云谷科技园】、【星火产业园】闲置厂房。",
    "强化【北碚国家大学科技园】孵化功能。",
    "加快推动【甘州区巴吉滩循环经济产业园】、【民乐生态工业园区】提质扩容。",
    "责任单位:市工信局、【金昌经济技术开发区】、各县区人民政府",
    "牵头单位：市商务局；配合单位：【临夏经济开发区】、【和政县工业园区】",
    "推动【上海综合保税区】和【浦东机场综合保税区】联动发展。",
    "【重庆两江新区】、【四川天府新区】共建成渝地区双城经济圈。",
    "发挥【厦门火炬高技术产业开发区】引领作用，支持【泉州半导体高新技术产业园区】建设。",
    "做强【南昌高新区】、【赣州高新区】、【新余国家高新技术产业开发区】等创新载体。",
    "【赣江新区】、【南昌经济技术开发区】、【小蓝经济技术开发区】列入试点。",
    "鼓励【紫竹高新区】、【漕河泾新兴技术开发区】建设概念验证平台。",
    "支持【嘉定工业区】、【莘庄工业区】、【金山工业园区】打造特色园区。",
    "在【合芜蚌国家自主创新示范区】范围内实施。",
    "各县（市、区）人民政府，【平潭综合实验区】：",
    "全面推进【海峡两岸集成电路产业合作试验区】建设。",
    "落实【上海市浦东新区】相关政策。",
    "对在【中国(甘肃)跨境电子商务综合试验区】内设立的企业给予补贴",
    "将【嘉峪关工业园区】建成千亿级产业园区。",
    "1.【庆阳驿马工业集中区】。重点发展农产品加工。",
    "（3）【华亭工业园区】污水处理厂提标改造；",
    "启动【秦安经济开发区】“区中园”建设",
    "到【苏州工业园区】考察学习",
    "围绕【银川综合保税区】建设进境粮食指定口岸。",
    "打造“飞地”产业园，支持【临潭生态产业园】",
    "推进【皖江城市带承接产业转移示范区】建设，打造先进制造业集群。",
    "【漳州招商局经济技术开发区】要发挥带动作用。",
    "以【马鞍山慈湖高新区】为龙头，推动【和县经济开发区】、【含山经济开发区】错位发展。",
    "落实好【中国（浙江）自由贸易试验区宁波片区】各项任务。",
    "（牵头单位：市发展改革委；责任单位：【西咸新区】、各区县政府，市级有关部门）",
    "2.在【福清出口加工区】基础上申建综合保税区。",
    "五、以【渭源工业园】为依托，发展中药材精深加工。",
    "建设【中国—白俄罗斯工业园】配套基地。",
    "办好【杨凌农业高新技术产业示范区】农高会。",
    "沿黄河布局建设【白银国家高新技术产业开发区】、【靖远工业集中区】和【景泰工业园区】。",
    "摸排【新材料产业园】等工业园区的用水情况。",
    "推进【安阳城关产业园】、【江西安义高新技术产业园区】建设。",
    "支持【江宁开发区】、【中山翠亨新区】、【中德（盐城）智能装备产业园】扩区。",
    "推进【东兴国家重点开发开放试验区】、【温州民营经济综合改革试验区】建设，支持【三星堆产业园】。",
    "依托【滇中新区】、【襄阳东津新区】建设物流枢纽。",
    "推进【青浦北斗空间信息应用示范区】建设，支持【北斗空间信息应用示范区】扩大开放。",
]

NONE = [
    "支持国家级开发区开展体制机制创新。",
    "各园区要加强招商引资。",
    "由武威工业园区管委会牵头。",
    "浦东新区人民政府负责组织实施。",
    "临港新片区管理委员会、徐汇区政府按职责分工负责。",
    "建设一批特色产业园区。",
    "落实《甘肃省开发区条例》。",
    "推动经开区、高新区和自贸区联动发展。",
    "因地制宜创建绿色能源示范区。",
    "打造对外开放先行区和产城融合示范区。",
    "鼓励有条件的产业园区实施循环化改造。",
    "支持符合条件的综合保税区开展保税维修业务。",
    "全市开发区实现销售收入500亿元。",
    "新建数字经济产业园。",
    "加快城市更新区域改造,完善创新区域布局。",
    "与东部沿海发达地区开发区建立合作机制。",
    "积极申报国家农业高新技术产业示范区。",
    "完善实验区政策体系。",
    "平潭综合实验区经济发展局、平潭综合实验区税务局配合。",
    "大学科技园、科技企业孵化器等载体不断壮大。",
    "实施开发区倍增行动,提升园区承载能力。",
    "省级高新区达到20个以上,市级工业园区达到10个。",
    "江西省国家级经济技术开发区创新提升工程。",
    "推进化工园区安全风险智能化管控平台建设。",
    "健全开发区统计体系,做好工业园区环境监管。",
    "在自由贸易试验区开展首创性改革。",
    "赣江新区管委会、各设区市人民政府。",
    "县工业园区管理办公室主任列席会议。",
    "支持福州片区、厦门片区差异化探索。",
    "县经济开发区全年完成工业总产值80亿元。",
    "市高新区、市经开区按职责分工负责",
    "推动省级以上开发区全部建成污水集中处理设施",
    "争创国家生态文明建设示范区和国家全域旅游示范区",
    "探索“飞地园区”“共管园区”模式",
    "建立自贸试验区联动创新区",
    "高新区财政局、经开区税务局",
    "由县工信局会同工业园区管委会制定",
    "建设国家农村产业融合发展示范园",
    "加快由单一的工业园区向城市新区转变",
    "城市更新区内的产业用地",
    "在沿江、新建工业园区落实要求。",
    "新建河鲜加工产业园，支持预制菜产业园。",
    "建设预制菜产业园和冰雪产业园。",
    "谋划建设VR产业园、银发经济产业园。",
    "打造5G产业园,布局电竞科技园。",
    "老工业区搬迁改造",
    "上海自贸试验区临港片区管委会负责。",
]


def read(text: str) -> outline.Outline:
    return outline.build(SourceText(text, text_blocks(text), "test.txt", "txt", ""))


def marked(sentence: str) -> tuple[str, list[tuple[str, int]]]:
    """The sentence without its marks, and the marked names with their offsets."""
    names, text = [], ""
    for piece in re.split(r"(【[^】]*】)", sentence):
        if piece.startswith("【"):
            names.append((piece[1:-1], len(text)))
        text += piece.strip("【】")
    return text, names


def found(text: str) -> list[tuple[str, int]]:
    return [(m.text, m.span.start) for m in zones.zones(read(text), vocabulary())]


@pytest.mark.parametrize("sentence", NAMED)
def test_named_zones(sentence: str) -> None:
    text, names = marked(sentence)
    assert names
    assert found(text) == names


@pytest.mark.parametrize("text", NONE)
def test_classes_and_organisations_are_no_zones(text: str) -> None:
    assert found(text) == []


def test_what_a_page_wraps_around_the_plan_names_no_zone() -> None:
    whole = read("当前位置: 临泽工业园区\n支持临泽工业园区扩区。\n主办:高台工业园区\n")
    start, end = whole.source.text.index("支持"), whole.source.text.index("主办")
    length = len(whole.source.text)
    framed = replace(whole, body=Span(0, length), outside=(Span(0, start), Span(end, length)))
    assert [m.span.start for m in zones.zones(framed, vocabulary())] == [start + 2]


def test_the_other_mentions_decide_what_one_leaves_open() -> None:
    text = "推进武威新能源产业园建设,在新能源产业园试点。各地建设一批新能源产业园。"
    assert found(text) == [("武威新能源产业园", 2), ("新能源产业园", 14)]


def test_type_and_item() -> None:
    (mention,) = zones.zones(read("一、园区建设\n\n(一)扩区。支持甘州综合保税区扩区。\n"), vocabulary())
    assert (mention.zone_type, mention.item) == ("bonded-zone", "1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持临泽工业园区、高台工业园区申报国家级开发区。", [("临泽工业园区", "national"), ("高台工业园区", "national")]),
        ("力争将民乐生态工业园区升级为省级开发区。", [("民乐生态工业园区", "provincial")]),
        ("推动酒泉经济技术开发区加快创建国家级经济技术开发区。", [("酒泉经济技术开发区", "national")]),
        ("支持新余高新区争创国家高新区,完善配套。", [("新余高新区", "national")]),
        ("山丹县城北工业园区升格为市级。", [("山丹县城北工业园区", "prefectural")]),
        ("推动赣州高新区由省级升级为国家级高新区。", [("赣州高新区", "national")]),
        (
            "华亭工业园区、平凉工业园区和泾川工业园区晋升为省级开发区。",
            [(f"{n}工业园区", "provincial") for n in ("华亭", "平凉", "泾川")],
        ),
        (
            "永昌工业园区建成省级经济开发区,金昌经济技术开发区申报国家级开发区。",
            [("永昌工业园区", "provincial"), ("金昌经济技术开发区", "national")],
        ),
        ("支持临泽工业园区建设国家级孵化器。", []),
        ("支持临泽工业园区创建国家级绿色工厂。", []),
        ("组织符合条件的省级开发区申报升级国家级开发区。", []),
        ("加强与临泽工业园区合作,申报国家级开发区。", []),
    ],
)
def test_upgrades(text: str, expected: list[tuple[str, str]]) -> None:
    facts = zones.upgrades(read(text), vocabulary())
    assert [(u.zone, u.level) for u in facts] == expected
    for u in facts:
        assert text[u.zone_span.start : u.zone_span.end] == u.zone
        assert u.span.start <= u.zone_span.start < u.level_span.start < u.span.end


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "充分发挥临泽工业园区凹凸棒、高台工业园区盐化工、民乐生态工业园区食品等产业优势。",
            [("临泽工业园区", "凹凸棒"), ("高台工业园区", "盐化工"), ("民乐生态工业园区", "食品")],
        ),
        ("新余高新区重点发展新能源、新材料。", [("新余高新区", "新能源"), ("新余高新区", "新材料")]),
        ("华亭工业园区以煤化工、建材为主导产业。", [("华亭工业园区", "煤化工"), ("华亭工业园区", "建材")]),
        ("瓜州工业园区：主要发展装备制造等产业。", [("瓜州工业园区", "装备制造")]),
        ("新余高新区建设标准厂房,大力发展新能源。", []),
        ("支持临泽工业园区、高台工业园区扩区。", []),
        ("各园区重点发展新能源。", []),
    ],
)
def test_specialities(text: str, expected: list[tuple[str, str]]) -> None:
    facts = zones.specialities(read(text), vocabulary())
    assert [(s.zone, s.industry) for s in facts] == expected
    assert all(text[s.industry_span.start : s.industry_span.end] == s.industry for s in facts)


def test_time_grows_with_the_text_only() -> None:
    text = "支持临泽工业园区、高台工业园区申报国家级开发区,完善开发区配套设施。" * 20_000
    started = time.perf_counter()
    assert len(zones.zones(read(text), vocabulary())) == 40_000
    assert time.perf_counter() - started < 15


def test_the_seed_plan() -> None:
    plan = outline.build(read_file(folder("data") / "plan.txt"))
    counts = Counter(m.text for m in zones.zones(plan, vocabulary()))
    assert counts == {"武威工业园区": 2, "黄羊工业园区": 3, "武威新能源及装备制造产业园": 2, "武威保税物流中心": 1}
    assert [u.level for u in zones.upgrades(plan, vocabulary())] == ["national", "national", "provincial"]
    assert [s.industry for s in zones.specialities(plan, vocabulary())] == ["农副产品加工", "生物技术", "装备制造"]
