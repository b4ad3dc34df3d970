"""What the pages and the command line show of the seed."""

import csv
import io

import openpyxl
import pytest

from devzone_kg.errors import QueryError
from devzone_kg.store import Store
from devzone_kg.store.seeding import seeded_store
from devzone_kg.views.agency import agency
from devzone_kg.views.asking import iri_of, path_of
from devzone_kg.views.matrix import as_csv, as_xlsx, matrix
from devzone_kg.views.neighbourhood import neighbourhood
from devzone_kg.views.plan import plan, statements, text_of
from devzone_kg.views.search import entries, search
from devzone_kg.views.things import policy, target, zone

ID = "https://w3id.org/devzone-kg/id/"
PLAN = ID + "plan/620602-shenrutuijinkaifaqujianshe-2017"


@pytest.fixture(scope="module")
def store() -> Store:
    return seeded_store()


def test_a_plan_in_the_order_of_its_text(store: Store) -> None:
    view = plan(store, PLAN)
    assert view is not None
    assert view.counts == {"measures": 10, "duties": 7, "targets": 7}
    starts = [int(h.anchor[5:].partition(",")[0]) for h in view.outline]
    assert starts == sorted(starts)
    assert [d.number for d in view.duties] == ["", "(一)", "(二)", "(三)", "(四)", "(五)", "(六)", "(七)"]
    assert [c.number for c in view.citations] == ["武办发〔2017〕84号", "", ""]
    assert plan(store, PLAN + "x") is None


def test_the_anchor_of_every_fact_is_its_words(store: Store) -> None:
    view, text = plan(store, PLAN), text_of(store, PLAN)
    assert view is not None
    known = {(s.start, s.end) for s in statements(store, PLAN)}
    units = [u for d in view.duties for _, us in d.by_role() for u in us]
    for name, anchor in [(u.name, u.anchor) for u in units] + [(t.words, t.anchor) for t in view.targets]:
        start, end = map(int, anchor[5:].split(","))
        assert text[start:end] == name
        assert (start, end) in known
    assert len(units) == 61


def test_the_matrix_counts_what_it_shows(store: Store) -> None:
    whole = matrix(store, PLAN)
    assert (len(whole.rows), len(whole.columns)) == (8, 17)
    assert sum(len(cell) for row in whole.rows for cell in row.cells) == 60  # the official stands apart
    lead = matrix(store, PLAN, roles=["lead"], hide_empty=True, sort="count")
    totals = [c.total for c in lead.columns]
    assert totals == sorted(totals, reverse=True)
    assert min(totals) == 1
    assert {one.role for row in lead.rows for cell in row.cells for one in cell} == {"lead"}
    with pytest.raises(QueryError):
        matrix(store, PLAN, sort="size")


def test_the_matrix_as_files(store: Store) -> None:
    found = matrix(store, PLAN)
    rows = list(csv.reader(io.StringIO(as_csv(found).decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(found, "标题"))).active
    assert sheet is not None
    assert [str(c.value or "") for c in sheet[3]] == rows[1]
    assert sheet.page_setup.orientation == "landscape"
    assert rows[0][3] == "区发改局"
    assert rows[1][2:5] == ["高加志", "牵", "牵"]


def test_a_unit_with_its_sentences_partners_and_reforms(store: Store) -> None:
    view = agency(store, ID + "agency/620602/guotu")
    assert view is not None
    assert (view.name, view.other_names, view.division) == ("凉州区国土资源局", ["区国土局"], "凉州区")
    assert len(view.by_role("lead")) == 1
    assert view.by_role("lead")[0].sentence.startswith("(六)指导开发区年度建设用地指标单列")
    assert view.partners[0].duties == 4
    assert [(r.year, [n for n, _ in r.after]) for r in view.reforms] == [("2018", ["自然资源"])]
    assert {path for r in view.reforms for _, path in r.before} == {"/agency/620602/guihua", "/agency/620602/guotu"}
    english = agency(store, ID + "agency/620602/guotu", "en")
    assert english is not None
    assert english.function.isascii()
    assert agency(store, ID + "agency/620602/nothing") is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("zsj", "凉州区招商局"),
        ("区招商局", "凉州区招商局"),
        ("zhaoshangju", "凉州区招商局"),
        ("wwgyyq", "武威工业园区"),
        ("84号", "关于深入推进开发区建设的实施方案"),
        ("开发区条例", "甘肃省开发区条例"),
    ],
)
def test_a_thing_is_found(store: Store, words: str, name: str) -> None:
    assert search(entries(store), words)[0].name == name


def test_nothing_is_found_by_what_nothing_is_called(store: Store) -> None:
    assert search(entries(store), "zzzzqq") == []
    assert len(search(entries(store), "  ", limit=5)) == 5


def test_zone_policy_and_target(store: Store) -> None:
    park = zone(store, ID + "zone/620602/wuweigongyeyuanqu")
    assert park is not None
    assert [p.note for p in park.upgrades] == ["国家级"]
    assert all("武威工业园区" in p.words for p in park.places)
    upstream = policy(store, ID + "plan/wubanfa-2017-84")
    assert upstream is not None
    assert {node.layer for node in upstream.chain.nodes.values()} == {0, 1}
    aim = target(store, PLAN + "/target/t05")
    assert aim is not None
    assert (aim.values["value"], aim.values["unitOfMeasureText"], aim.values["targetYear"]) == ("100", "%", "2020")


def test_neighbours_are_limited_and_counted(store: Store) -> None:
    found = neighbourhood(store, ID + "agency/620602/fagai", limit=3)
    assert found is not None
    assert len(found.nodes) == 3 < found.total
    assert found.counts["leads"] == 4
    drawn = {n.iri for n in found.nodes} | {found.centre.iri}
    assert all({e.source, e.target} <= drawn for e in found.edges)
    assert neighbourhood(store, ID + "agency/620602/nothing") is None


@pytest.mark.parametrize("path", ["a>b", "a b", "../x", "a//b", "", "中", 'a"b', "a/./b"])
def test_no_path_leads_out_of_an_iri(path: str) -> None:
    assert iri_of(path) is None


def test_a_path_and_its_iri() -> None:
    assert iri_of("plan/x-2017/s3.d05") == ID + "plan/x-2017/s3.d05"
    assert path_of(ID + "agency/1/x") == "/agency/1/x"
