"""The vocabulary of agencies: complete, unambiguous where it should be, and sound in its years and its reforms."""

from collections import defaultdict

import pyoxigraph as ox
import pytest

from devzone_kg.extraction.agency_names import index, official_name
from devzone_kg.namespaces import DCTERMS, ID, ORG, SKOS
from devzone_kg.resources import folder
from devzone_kg.vocabulary import vocabulary

WORDS = vocabulary()
FUNCTIONS = WORDS.scheme("agency-function")
NAMES = WORDS.scheme("agency-name")
FILES = [*(folder("ontology") / "vocabulary").glob("agencies*.ttl"), folder("ontology") / "vocabulary" / "reforms.ttl"]
QUADS = [quad for file in FILES for quad in ox.parse(path=file, format=ox.RdfFormat.TURTLE)]


def _objects(subject: str, predicate: str) -> list[str]:
    return [q.object.value for q in QUADS if q.subject.value == subject and q.predicate.value == predicate]


def test_there_are_enough_functions_and_names() -> None:
    assert len(FUNCTIONS) >= 80
    assert len({word for name in NAMES.values() for word in name.words}) >= 500


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_no_file_is_too_large(file) -> None:  # type: ignore[no-untyped-def]
    assert file.stat().st_size < 350_000


def test_every_function_has_labels_a_kind_a_source_and_a_name() -> None:
    named = {name.texts("ofFunction")[0] for name in NAMES.values()}
    for function in FUNCTIONS.values():
        assert function.label and function.label_en, function.iri
        assert len(function.texts("agencyKind")) == 1, function.iri
        assert _objects(function.iri, DCTERMS + "source"), function.iri
        assert function.iri in named


def test_every_name_has_a_known_function_levels_and_sound_years() -> None:
    levels = {c.iri for c in WORDS.scheme("level").values()}
    for name in NAMES.values():
        assert [WORDS.concept(f) for f in name.texts("ofFunction")] != [None], name.iri
        assert name.texts("usedAtLevel") and levels.issuperset(name.texts("usedAtLevel")), name.iri
        assert set(name.texts("usualAtLevel")) <= set(name.texts("usedAtLevel")), name.iri
        first, last = name.texts("validFrom"), name.texts("validUntil")
        assert not (first and last) or int(first[0]) <= int(last[0]), name.iri


def test_a_word_of_two_functions_is_meant_to_be_one() -> None:
    functions: dict[str, set[str]] = defaultdict(set)
    for name in NAMES.values():
        for word in name.words:
            functions[word].add(name.texts("ofFunction")[0].rsplit("/", 1)[-1])
    ambiguous = {word: found for word, found in functions.items() if len(found) > 1}
    assert set(ambiguous) == {"金融监管局", "金融监督管理局", "移民局"}


SHORT_FORMS = """
发改委 发展改革委 科委 科技局 经信委 经信局 工信厅 建管委 住建局 规资局 生态环境局 环保局 国土局 人社局
卫健委 卫计委 教委 农委 商务委 文旅局 市场监管局 工商局 质监局 食药监局 药监局 粮食局 国税局 地税局
招商局 投促办 行政审批局 机关事务局 大数据局 公积金中心 供销社 国资委 城管局 林草局 扶贫办 乡村振兴局 金融办 信访局
民宗局 侨办 外办 台办 人防办 体育局 广电局 文物局 医保局 退役军人局 应急局 地震局 气象局 邮政管理局
通管局 编办 网信办 统战部 妇联 残联 工商联 贸促会 科协 总工会 组织部 宣传部 政法委 法院
检察院 公安局 消防救援大队 档案局 史志办 畜牧局 农机局
"""


@pytest.mark.parametrize("word", SHORT_FORMS.split())
def test_common_short_forms_are_known(word: str) -> None:
    assert word in index(WORDS).tails


def test_uncertain_short_forms_are_marked() -> None:
    for word in ("建设局", "规划局", "金融办"):
        assert any("true" in n.texts("uncertain") for n in NAMES.values() if word in n.words), word


def test_vertical_agencies_are_marked() -> None:
    for word in ("税务局", "国税局", "地税局", "海关", "气象局", "烟草局", "证监局", "人民银行"):
        assert all("true" in n.texts("verticallyManaged") for n in NAMES.values() if word in n.words), word


SUCCESSIONS = """
guotu ziran 2018, guihua ziran 2018, huanbao shengtai 2018, guoshui shuiwu 2018, dishui shuiwu 2018, gongshang shichang 2018,
zhijian shichang 2018, shiyao shichang 2018, lvyou wenlv 2018, wenhua wenlv 2018, anjian yingji 2018, weiji weijian 2018,
fazhi sifa 2018, nongye nongyenongcun 2018, linye lincao 2018, liangshi liangchu 2018, yinjian yinbaojian 2018,
baojian yinbaojian 2018, fupin xiangcunzhenxing 2021, xiangcunzhenxing nongyenongcun 2023, yinbaojian jinrongjianguan 2023,
dashuju shuju 2023
"""


@pytest.mark.parametrize("succession", [s.strip() for s in SUCCESSIONS.split(",")])
def test_reforms_lead_from_one_function_to_the_next(succession: str) -> None:
    before, after, year = succession.split()
    fn = ID + "agency-function/"
    events = [
        reform
        for reform in WORDS.scheme("reform").values()
        if fn + before in _objects(reform.iri, ORG + "originalOrganization")
        and fn + after in _objects(reform.iri, ORG + "resultingOrganization")
    ]
    assert [e.texts("year") for e in events] == [(year,)]
    assert all(_objects(e.iri, DCTERMS + "source") and e.label and e.label_en for e in events)


def test_both_ends_of_every_reform_are_functions() -> None:
    for quad in QUADS:
        if quad.predicate.value in (ORG + "originalOrganization", ORG + "resultingOrganization"):
            assert WORDS.concept(quad.object.value) is not None, quad.object.value


def test_the_english_labels_are_unique() -> None:
    labels = [q.object.value for q in QUADS if q.predicate.value == SKOS + "prefLabel" and q.object.language == "en"]
    assert sorted(labels) == sorted(set(labels))


@pytest.mark.parametrize(
    ("agency", "year", "surface", "name"),
    [
        ("620602/fagai", 2017, None, "凉州区发展和改革局"),
        ("310101/fagai", 2025, "区发展改革委", "黄浦区发展和改革委员会"),
        ("310000/caizheng", 2021, None, "上海市财政局"),
        ("620000/caizheng", 2021, None, "甘肃省财政厅"),
        ("000000/fagai", 2018, None, "国家发展和改革委员会"),
        ("000000/renhang", 2018, "人民银行", "中国人民银行"),
        ("000000/zhengfu", 2018, None, "国务院"),
        ("360100/haiguan", 2020, "南昌海关", "南昌海关"),
        ("360000/tuanwei", 2020, "团省委", "共青团江西省委员会"),
        ("620602/shuiwu", 2019, None, "国家税务总局凉州区税务局"),
    ],
)
def test_official_names(agency: str, year: int, surface: str | None, name: str) -> None:
    assert official_name(f"{ID}agency/{agency}", year, surface) == name


def test_what_is_no_agency_has_no_official_name() -> None:
    assert official_name(f"{ID}agency/620602/nothing") is None
    assert official_name(f"{ID}agency/999999/fagai") is None
    assert official_name("") is None
