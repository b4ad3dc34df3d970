"""The fast engine against stock pySHACL, over plans in which faults were planted at random."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from devzone_kg.facts import PlanFacts
from devzone_kg.graph import plan_triples
from devzone_kg.validation.engine import engine
from devzone_kg.validation.rules import files, rules
from validation.plans import Draft

UNITS = ["区发改局", "区工信局", "区财政局", "区商务局", "区科技局", "各园区", "区住建局"]


def store(triples: list[ox.Triple]) -> ox.Store:
    found = ox.Store()
    found.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return found


def some_units(choice: random.Random) -> str:
    return "、".join(choice.choices(UNITS, k=choice.randint(1, 4)))


def random_plan(seed: int) -> PlanFacts:
    """A plan with more faults than any real one."""
    choice = random.Random(seed)
    draft = Draft().head(number=choice.choice([None, "某政办发〔2024〕12号", "某政办发[2024]012号"]))
    for section in range(1, 4):
        parent = draft.item(f"{'一二三四'[section - 1]}、", section, "章节")
        for number in range(choice.randint(0, 5)):
            ordinal = choice.choice([number + 1, number + 1, number + 1, number + 2, number or 1])
            item = draft.item(choice.choice(["({})", "（{}）"]).format("一二三四五六七八"[ordinal - 1]), ordinal, "事", parent)
            if choice.random() < 0.4:
                draft.duty(item, form="bracket", **{choice.choice(["lead", "responsible", "support"]): some_units(choice)})
    for _ in range(choice.randint(0, 2)):
        draft.duty(kind="overall", lead=some_units(choice), support=some_units(choice))
    for _ in range(choice.randint(1, 5)):
        roles = choice.sample(["lead", "support", "responsible", "implement"], choice.randint(1, 3))
        draft.duty(form=choice.choice(["lines", "bracket"]), **{role: some_units(choice) for role in roles})
    for _ in range(choice.randint(0, 5)):
        value, how = choice.choice([90, 95, None]), choice.choice([">=", "<=", "=", "~"])
        draft.target("达标率达到若干", choice.choice(["达标率", None]), value, choice.choice([2025, None]), how=how)
    draft.target("建成国家级开发区", "国家级开发区", choice.choice([1, 2]), 2025, unit="个", how=choice.choice(["=", ">="]))
    for _ in range(choice.randint(0, 3)):
        draft.upgrade(*choice.sample(["甲园区", "乙园区", "丙园区"], choice.randint(1, 3)))
    for _ in range(choice.randint(0, 3)):
        year = choice.choice([2017, 2023, 2030])
        draft.cite("意见", choice.choice([f"国办发〔{year}〕7号", f"国办发[{year}]7号", None]), year)
    draft.feature("甲", choice.choice("()《》"), "乙", choice.choice(["unpaired", "repeated"]))
    draft.published(choice.choice(["2017-11-07", "2024-04-01"]))
    return draft.sign(choice.choice(["某区人民政府", None]), choice.choice(["2024-03-09", "2016-01-01", None])).facts()


def results(name: str, graph: ox.Store) -> list[tuple[Any, ...]]:
    found = engine(name).validate(graph, rules())
    return sorted((r.rule.iri, str(r.focus), str(r.value), r.zh, r.en) for r in found)


@pytest.mark.parametrize("seed", range(6))
def test_both_engines_find_the_same(seed: int) -> None:
    graph = store(plan_triples(random_plan(seed)))
    fast = results("fast", graph)
    assert len(fast) > 3
    assert fast == results("pyshacl", graph)


def test_both_engines_find_the_same_in_the_seed(seed_path: Path) -> None:
    from devzone_kg.extraction.pipeline import extract

    graph = store(plan_triples(extract(seed_path)))
    assert results("fast", graph) == results("pyshacl", graph)


def test_the_random_plans_break_many_rules() -> None:
    broken = {iri for seed in range(40) for iri, *_ in results("fast", store(plan_triples(random_plan(seed))))}
    assert len(broken) > 20


def test_the_command_line_of_pyshacl_gives_the_same_results(tmp_path: Path) -> None:
    import subprocess
    import sys

    triples = plan_triples(random_plan(1))
    data, shapes = tmp_path / "plan.ttl", tmp_path / "shapes.ttl"
    ox.serialize(triples, output=str(data), format=ox.RdfFormat.TURTLE)
    shapes.write_text("\n".join(f.read_text(encoding="utf-8") for f in files()), encoding="utf-8")
    command = [sys.executable, "-m", "pyshacl", "-s", str(shapes), "-f", "nt", str(data)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    report = store([q.triple for q in ox.parse(run.stdout, format=ox.RdfFormat.N_TRIPLES)])
    name = ox.NamedNode("http://www.w3.org/ns/shacl#sourceShape")
    shapes_found = sorted(q.object.value for q in report.quads_for_pattern(None, name, None))
    assert run.returncode == 1
    assert shapes_found == [iri for iri, *_ in results("fast", store(triples))]


def test_subclasses_that_the_graph_states_are_targets_too() -> None:
    draft = Draft().head()
    draft.item("一、", 1, "措施")
    draft.duty(support="区财政局")
    triples = plan_triples(replace(draft.facts(), notes=()))
    kind, sub = ox.NamedNode("https://w3id.org/devzone-kg/def#Duty"), ox.NamedNode("urn:own:Duty")
    below = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")
    own = [ox.Triple(t.subject, t.predicate, sub) if t.object == kind else t for t in triples]
    graph = store([*own, ox.Triple(sub, below, kind)])
    assert any(iri.endswith("R01") for iri, *_ in results("fast", graph))
    assert results("fast", graph) == results("pyshacl", graph)
