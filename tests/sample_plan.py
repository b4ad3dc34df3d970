"""A small plan of our own making with its graph, written by hand in the vocabulary of the ontology."""

import pyoxigraph as ox

TEXT = (
    "某区园区发展实施方案\r\n"
    "为落实《关于园区发展的指导意见》(某政发〔2019〕3号),制定本方案。\r\n"
    "一、目标\r\n"
    "到2025年,园区产值达到50亿元以上,产业布局更加合理。支持甲园区申报省级园区。\r\n"
    "二、措施\r\n"
    "(一)完善设施。修建道路。\r\n"
    "(二)招商引资。\r\n"
    "三、职责\r\n"
    "牵头单位:区发改局\r\n"
    "(一)组织道路建设。\r\n"
    "牵头单位:区发改局、区住建局\r\n"
    "配合单位:区财政局\r\n"
    "(二)组织招商活动。\r\n"
    "实施主体:各园区\r\n"
    "牵头单位:区商务局\r\n"
    "配合单位:区发改局、区财政局\r\n"
)
PLAN = "https://w3id.org/devzone-kg/id/plan/moufa-2021-1"
UPSTREAM = "https://w3id.org/devzone-kg/id/plan/mouzhengfa-2019-3"
TOP = "https://w3id.org/devzone-kg/id/plan/guofa-2017-7"
_TEXT_IRI = "https://w3id.org/devzone-kg/id/text/0123456789ab"
_PREFIXES = f"""
@prefix dz: <https://w3id.org/devzone-kg/def#> .
@prefix p: <{PLAN}/> .
@prefix ag: <https://w3id.org/devzone-kg/id/agency/620602/> .
@prefix role: <https://w3id.org/devzone-kg/id/role/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
"""
_AGENCIES = {"区发改局": "fagai", "区住建局": "zhujian", "区财政局": "caizheng", "区商务局": "shangwu"}
_ROLES = {
    "lead": ("LeadAssignment", "leadAgent", "牵头"),
    "support": ("SupportAssignment", "supportAgent", "配合"),
    "implement": ("ImplementingAssignment", "implementingAgent", "实施"),
}
_DUTIES = (
    ("s3.d00", "三、职责", (("lead", "区发改局"),)),
    ("s3.d01", "(一)组织道路建设。", (("lead", "区发改局"), ("lead", "区住建局"), ("support", "区财政局"))),
    (
        "s3.d02",
        "(二)组织招商活动。",
        (("implement", "各园区"), ("lead", "区商务局"), ("support", "区发改局"), ("support", "区财政局")),
    ),
)


def plan_triples() -> list[ox.Triple]:
    """What the sample states."""
    return parse(_PREFIXES + _document() + _targets() + "".join(_items()) + "".join(_duties()))


def upstream_triples() -> list[ox.Triple]:
    """The graph of the document that the sample implements, which in turn is based on another."""
    return parse(_PREFIXES + f'<{UPSTREAM}> a dz:PolicyDocument ; rdfs:label "指导意见"@zh ; dz:basedOn <{TOP}> .')


def inferred_triples() -> list[ox.Triple]:
    """That the first duty seems to answer the first measure."""
    about = "p:s3.d01 dz:likelyCovers p:s2.m01 . <{0}/coverage/c> a dz:InferredCoverage ; dz:coveringDuty p:s3.d01 ;"
    return parse(_PREFIXES + about.format(PLAN) + " dz:coveredPart p:s2.m01 ; dz:score 0.7 .")


def parse(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)]


def place(words: str, after: int = 0) -> tuple[int, int]:
    """Where words stand."""
    start = TEXT.index(words, after)
    return start, start + len(words)


def _span(start: int, end: int) -> str:
    """Name of a span node; its description is a statement of its own."""
    return f"<{_TEXT_IRI}#char={start},{end}>"


def _described(start: int, end: int) -> str:
    exact = ox.Literal(TEXT[start:end])
    return (
        f"{_span(start, end)} a dz:TextSpan ; dz:inText <{_TEXT_IRI}> ; oa:start {start} ; oa:end {end} ; oa:exact {exact} .\n"
    )


def _document() -> str:
    title = place("某区园区发展实施方案")
    cited = place("《关于园区发展的指导意见》(某政发〔2019〕3号)")
    return f"""
<{PLAN}> a dz:Plan , dz:PolicyDocument ; dcterms:title "某区园区发展实施方案" ; rdfs:label "某区园区发展实施方案"@zh ;
    dz:hasTextVersion <{_TEXT_IRI}> ; dz:evidence {_span(*title)} ; dz:hasCitation p:c01 ; dz:implements <{UPSTREAM}> ;
    dz:names p:zone1 .
<{_TEXT_IRI}> a dz:TextVersion ; dz:content {ox.Literal(TEXT)} .
p:c01 a dz:Citation ; dz:citedDocument <{UPSTREAM}> ; dz:evidence {_span(*cited)} ; rdfs:label "引用"@zh .
<{UPSTREAM}> rdfs:label "关于园区发展的指导意见"@zh ; a dz:PolicyDocument .
{_described(*title)}{_described(*cited)}"""


def _targets() -> str:
    target, goal = place("园区产值达到50亿元以上"), place("产业布局更加合理")
    upgrade, zone = place("支持甲园区申报省级园区"), place("甲园区")
    return f"""
<{PLAN}/target/t01> a dz:QuantitativeTarget ; dz:inDocument <{PLAN}> ; rdfs:label "园区产值达到50亿元以上"@zh ; dz:value 50.0 ;
    dz:unitOfMeasureText "亿元" ; dz:targetYear 2025 ; dz:metric <{PLAN}/metric> ; dz:evidence {_span(*target)} ;
    dz:comparator <{PLAN}/gteq> .
<{PLAN}/metric> a dz:Metric ; rdfs:label "园区产值"@zh .
<{PLAN}/gteq> rdfs:label "不少于"@zh , "at least"@en .
<{PLAN}/goal/g01> a dz:QualitativeTarget ; dz:goalKind "vague" ; dz:inDocument <{PLAN}> ; rdfs:label "产业布局更加合理"@zh ;
    dz:evidence {_span(*goal)} .
p:u01 a dz:UpgradeGoal ; dz:inDocument <{PLAN}> ; dz:upgrades p:zone1 ; dz:toLevel p:provincial ;
    dz:evidence {_span(*upgrade)} .
p:zone1 a dz:DevelopmentZone ; rdfs:label "甲园区"@zh ; dz:evidence {_span(*zone)} ; dz:speciality p:industry1 .
p:industry1 a dz:Industry ; rdfs:label "装备制造"@zh .
p:provincial rdfs:label "省级"@zh , "provincial"@en .
{_described(*target)}{_described(*goal)}{_described(*upgrade)}{_described(*zone)}"""


def _items() -> list[str]:
    return [
        _item("s1", "Section", "一、目标", None),
        _item("s2", "Section", "二、措施", None),
        _item("s2.m01", "Measure", "(一)完善设施", "s2"),
        _item("s2.m02", "Measure", "(二)招商引资", "s2"),
        _item("s3", "Section", "三、职责", None),
    ]


def _item(local: str, name: str, words: str, parent: str | None) -> str:
    span = place(words)
    number = words[: 3 if words[0] == "(" else 2]
    within = f"p:{parent}" if parent else f"<{PLAN}>"
    return (
        f'p:{local} a dz:{name} ; dz:inDocument <{PLAN}> ; dz:partOf {within} ; dz:number "{number}" ;'
        f' rdfs:label "{words.removeprefix(number)}"@zh ; dz:evidence {_span(*span)} .\n{_described(*span)}'
    )


def _duties() -> list[str]:
    found = []
    for local, words, assignments in _DUTIES:
        overall = local == "s3.d00"
        found.append(_item(local, "OverallResponsibility" if overall else "Duty", words, "s3"))
        start = place(words)[1]
        for number, (role, unit) in enumerate(assignments, 1):
            span = place(unit, start)
            start = span[1]
            found.append(_assignment(local, number, role, unit, span))
    return found


def _assignment(duty: str, number: int, role: str, unit: str, span: tuple[int, int]) -> str:
    name, agent_property, label = _ROLES[role]
    node = f"<{PLAN}/{duty}/a{number:02d}>"
    agent = f"ag:{_AGENCIES[unit]}" if unit in _AGENCIES else f"<{PLAN}/group/geyuanqu>"
    kind = "Agency" if unit in _AGENCIES else "AgencyGroup"
    why = "" if unit in _AGENCIES else ' ; dz:unresolved "a group"'
    return f"""
p:{duty} dz:hasAssignment {node} .
{node} a dz:{name} ; dz:role role:{role} ; dz:{agent_property} {agent} ; dz:order {number} ; dz:unitText "{unit}" ;
    dz:evidence {_span(*span)} .
role:{role} rdfs:label "{label}"@zh , "{role}"@en .
{agent} a dz:{kind} ; rdfs:label "凉州{unit}"@zh ; skos:altLabel "{unit}"@zh{why} .
{_described(*span)}"""
