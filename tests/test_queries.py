"""The named queries on the sample, and the way they are read and run."""

import json
from pathlib import Path

import pytest

from devzone_kg.errors import QueryError
from devzone_kg.querying import PlacedQueryError, QuerySyntaxError, named_queries, run, table
from devzone_kg.querying.named import read_query
from devzone_kg.reasoning import derived_triples
from devzone_kg.resources import folder
from devzone_kg.store import INFERRED, Store, open_store
from devzone_kg.store.seeding import seeded_store
from sample_plan import PLAN, TEXT, TOP, UPSTREAM, inferred_triples, parse, plan_triples, upstream_triples

AGENCY = "https://w3id.org/devzone-kg/id/agency/620602/"
PREFIX = "PREFIX dz: <https://w3id.org/devzone-kg/def#> "


@pytest.fixture(scope="module")
def store() -> Store:
    filled = open_store()
    triples = plan_triples()
    filled.replace_graph(PLAN, [*triples, *derived_triples(triples)])
    filled.replace_graph(UPSTREAM, upstream_triples())
    filled.replace_graph(INFERRED, inferred_triples())
    return filled


def rows(store: Store, name: str, *columns: str, **params: str) -> list[tuple[str, ...]]:
    found = table(store, name, params).records()
    return [tuple(record[c].removeprefix(PLAN).removeprefix(AGENCY) for c in columns) for record in found]


def test_who_leads_what(store: Store) -> None:
    assert rows(store, "who-leads-what", "name", "duty") == [
        ("凉州区住建局", "/s3.d01"),
        ("凉州区发改局", "/s3.d01"),
        ("凉州区商务局", "/s3.d02"),
    ]


def test_what_a_unit_is_responsible_for_by_its_short_and_its_full_name(store: Store) -> None:
    found = rows(store, "unit-duties", "unit", "roleName", "sentence", "duty")
    assert found == [
        ("区发改局", "牵头", "三、职责", "/s3.d00"),
        ("区发改局", "牵头", "(一)组织道路建设。", "/s3.d01"),
        ("区发改局", "配合", "(二)组织招商活动。", "/s3.d02"),
    ]
    assert [r[1:] for r in rows(store, "unit-duties", "unit", "duty", unit="凉州区住建局")] == [("/s3.d01",)]
    assert rows(store, "unit-duties", "unit", unit="区教育局") == []


def test_the_place_of_a_unit_is_its_words(store: Store) -> None:
    for (evidence,) in rows(store, "unit-duties", "evidence"):
        start, end = map(int, evidence.partition("#char=")[2].split(","))
        assert TEXT[start:end] == "区发改局"


def test_units_that_work_together(store: Store) -> None:
    assert rows(store, "working-together", "firstName", "secondName", "duties")[0] == ("凉州区财政局", "凉州区发改局", "2")
    assert rows(store, "co-responsibility", "first", "second", "duties") == [("fagai", "zhujian", "1")]
    assert ("fagai", "caizheng", "1") in rows(store, "lead-support", "lead", "support", "duties")


def test_workload(store: Store) -> None:
    found = rows(store, "unit-workload", "unit", "duties", "leads", "supports", "implements")
    assert found[0] == ("fagai", "2", "1", "1", "0")
    assert ("/group/geyuanqu", "1", "0", "0", "1") in found


def test_targets_goals_and_zones(store: Store) -> None:
    assert rows(store, "targets-by-year", "year", "metric", "comparatorName", "value", "unit") == [
        ("2025", "园区产值", "不少于", "50", "亿元")
    ]
    assert rows(store, "vague-goals", "words") == [("产业布局更加合理",)]
    assert rows(store, "zones", "name", "toLevel", "specialities") == [("甲园区", "省级", "装备制造")]


def test_measures_without_a_duty_stated_and_inferred(store: Store) -> None:
    assert rows(store, "uncovered-measures", "title") == [("完善设施",), ("招商引资",)]
    assert rows(store, "uncovered-measures-inferred", "title") == [("招商引资",)]
    assert rows(store, "inferred-coverage", "measureTitle", "score") == [("完善设施", "0.7")]


def test_a_measure_whose_part_is_covered_is_covered() -> None:
    filled = open_store()
    covers, part_of = (f"<https://w3id.org/devzone-kg/def#{name}>" for name in ("covers", "partOf"))
    stated = f"<{PLAN}/x> {covers} <{PLAN}/s2.m01> ."
    inside = f"<{PLAN}/y> {covers} <{PLAN}/z> . <{PLAN}/z> {part_of} <{PLAN}/s2.m02> ."
    filled.replace_graph(PLAN, [*plan_triples(), *parse(stated + inside)])
    assert rows(filled, "uncovered-measures", "title") == []


def test_the_chain_of_policies_goes_on_beyond_one_step(store: Store) -> None:
    assert {r[1] for r in rows(store, "policy-chain", "plan", "upstream")} == {UPSTREAM, TOP}
    assert rows(store, "citations", "cited") == [(UPSTREAM,)]


def test_a_document_that_has_two_titles_comes_once(store: Store) -> None:
    assert rows(store, "policy-chain", "upstreamTitle", "upstream") == [("", TOP), ("关于园区发展的指导意见", UPSTREAM)]


def test_units_outside_the_general_list_and_unresolved(store: Store) -> None:
    assert {r[0] for r in rows(store, "outside-general-list", "written")} == {"区住建局", "区财政局", "各园区", "区商务局"}
    assert rows(store, "unresolved-agencies", "name", "reason", "duties") == [("凉州各园区", "a group", "1")]


def test_plans_and_responsibilities(store: Store) -> None:
    assert rows(store, "plans", "plan", "measures", "duties", "targets") == [("", "2", "2", "1")]
    found = rows(store, "responsibilities", "duty", "order", "written", "start", "end")
    assert len(found) == 8
    assert all(TEXT[int(start) : int(end)] == written for _, _, written, start, end in found)


@pytest.fixture(scope="module")
def full() -> Store:
    """The seed, with what it does not have: a stated coverage, a deadline, a committee that runs a park."""
    filled = seeded_store()
    function = "https://w3id.org/devzone-kg/id/agency-function/guanweihui"
    made_up = parse(
        f"""@prefix dz: <https://w3id.org/devzone-kg/def#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix p: <{PLAN}/> . @prefix role: <https://w3id.org/devzone-kg/id/role/> .
        p:d dz:inDocument <{PLAN}> ; dz:covers p:m ; dz:hasAssignment p:a ; dz:hasDeadline p:t .
        p:a dz:leadAgent p:u ; dz:role role:lead . p:u dz:agencyFunction <{function}> ; rdfs:label "某园区管委会"@zh .
        p:m dz:inDocument <{PLAN}> . p:t rdfs:label "6月底前"@zh . role:lead rdfs:label "牵头"@zh ."""
    )
    filled.replace_graph(PLAN, [*made_up, *derived_triples(made_up)])
    return filled


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_says_what_it_is_and_has_an_answer(full: Store, name: str) -> None:
    query = named_queries()[name]
    assert query.title != query.title_en
    assert query.description.endswith("。")
    assert query.description_en.endswith(".")
    assert table(full, name).rows
    assert f"{name}.rq" in {p.name for p in folder("queries").iterdir()}


def test_there_are_at_least_ten_named_queries() -> None:
    assert len(named_queries()) >= 10


def test_the_inferred_graph_is_seen_only_where_it_is_named(store: Store) -> None:
    assert table(store, PREFIX + "SELECT * { ?d dz:likelyCovers ?m }").rows == []
    assert len(table(store, PREFIX + f"SELECT * {{ GRAPH <{INFERRED}> {{ ?d dz:likelyCovers ?m }} }}").rows) == 1
    assert len(table(store, PREFIX + f"SELECT * FROM <{INFERRED}> {{ ?d dz:likelyCovers ?m }}").rows) == 1


def test_forms_of_results(store: Store) -> None:
    assert json.loads(run(store, "plans"))["results"]["bindings"][0]["duties"]["value"] == "2"
    assert json.loads(run(store, "ASK {}", format="json"))["boolean"] is True
    assert run(store, "vague-goals", format="csv").decode().splitlines()[0] == "goal,words,evidence,plan"
    assert run(store, "vague-goals", format="excel").startswith(b"\xef\xbb\xbfgoal,")
    assert run(store, "vague-goals", format="tsv").startswith(b"?goal\t?words")
    assert b"<sparql" in run(store, "vague-goals", format="xml")
    construct = PREFIX + "CONSTRUCT { ?g dz:goalKind ?k } WHERE { ?g dz:goalKind ?k }"
    assert b"dz:goalKind" in run(store, construct)
    assert run(store, construct, format="ntriples").startswith(b"<https://")
    assert json.loads(run(store, construct, format="jsonld"))
    assert table(store, construct).columns == ("subject", "predicate", "object")
    assert table(store, "ASK {}").texts() == [("true",)]


def test_a_table_may_be_cut_and_says_so(store: Store) -> None:
    cut = table(store, "responsibilities", limit=3)
    assert (len(cut.rows), cut.truncated) == (3, True)
    assert not table(store, "responsibilities", limit=8).truncated


def test_parameters_are_bound_and_never_pasted(store: Store) -> None:
    hostile = '区发改局"@zh } SERVICE <http://example.org/> { ?a ?b ?c'
    assert table(store, "unit-duties", {"unit": hostile}).rows == []
    text = "SELECT ?p ?o WHERE { ?s ?p ?o }"
    assert len(table(store, text, {"p": "<https://w3id.org/devzone-kg/def#goalKind>", "o": "vague"}).rows) == 1
    assert len(table(store, text, {"o": '"甲园区"@zh'}).rows) == 1
    assert len(table(store, text, {"o": "2025"}).rows) == 1


@pytest.mark.parametrize(
    ("text", "params", "message"),
    [
        ("no-such-query", {}, "no query named no-such-query; there are"),
        ("plans", {"unit": "x"}, "the query plans has no parameter unit"),
        (
            "SELECT * FROM <http://elsewhere/> { ?s ?p ?o }",
            {},
            r"line 1, column 10: the graph <http://elsewhere/> is not in the store",
        ),
        ("SELECT * { ?s ?p ?o }", {"o": "<not an iri>"}, "neither an IRI nor a literal"),
        ("SELECT ?s { ?s ?p ?o }", {"nothing": "x"}, "could not be answered"),
        ("SELECT * { ?s ?p '\ud800' }", {}, "not be answered"),
    ],
)
def test_what_cannot_be_answered_is_told(store: Store, text: str, params: dict[str, str], message: str) -> None:
    with pytest.raises(PlacedQueryError, match=message):
        run(store, text, params)


def test_a_syntax_error_has_its_place(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        run(store, "SELECT * WHERE {\n  ?单位 ?p '名称' ;; nonsense }")
    assert caught.value.line == 2
    assert isinstance(caught.value, QueryError)
    with pytest.raises(PlacedQueryError, match="cannot be written as 'turtle'; choose one of json"):
        run(store, "plans", format="turtle")


def test_a_header_that_lacks_something_is_told(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("# title@zh: 问题\nASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"lacks '# title@en"):
        read_query(file)
    file.write_text("# param: unit thing x 单位 / unit\nASK {}", encoding="utf-8")
    with pytest.raises(QueryError, match="not of the form NAME TYPE"):
        read_query(file)


def test_an_integer_parameter_takes_integers_only(tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    head = "# title@zh: 问\n# title@en: q\n# description@zh: 述\n# description@en: d\n# param: year integer 2020 年份 / year\n"
    file.write_text(head + "SELECT ?year {}", encoding="utf-8")
    query = read_query(file)
    assert query.bindings({})["year"].value == "2020"
    with pytest.raises(PlacedQueryError, match="to be of type integer, not 'soon'"):
        query.bindings({"year": "soon"})
