"""The page of the reference: a diagram, then every term with all that the ontology says of it."""

from functools import cache
from pathlib import Path
from shutil import copyfile

from devzone_kg.reference.diagram import diagram
from devzone_kg.reference.terms import KINDS, Term, children, terms

_HERE = Path(__file__).parent
STYLESHEET = _HERE / "ontology.css"

WORDS = {
    "title": ("开发区政策方案本体", "Ontology of development-zone policy plans"),
    "subtitle": ("每项事实都带有原文依据", "Every fact carries the words that state it"),
    "other": ("English", "中文"),
    "diagram": ("类图", "Class diagram"),
    "diagram_note": (
        "方框是类，框内是子类（黑）和其余的对象属性（蓝，斜体的由推理得出）；线是主要的对象属性。点击可跳到条目。",
        "Boxes are classes, with their kinds (black) and their further object properties (blue; in italics those that "
        "reasoning derives); lines are the main object properties. Everything leads to its entry.",
    ),
    "Class": ("类", "Classes"),
    "ObjectProperty": ("对象属性", "Object properties"),
    "DatatypeProperty": ("数据属性", "Datatype properties"),
    "AnnotationProperty": ("注释属性（词表和规则）", "Annotation properties (of vocabularies and rules)"),
    "parents": ("上位", "Kind of"),
    "children": ("下位", "Kinds"),
    "domain": ("定义域", "Domain"),
    "range": ("值域", "Range"),
    "inverse": ("互逆", "Inverse"),
    "chain": ("由链条推出", "Follows from the chain"),
    "key": ("键", "Key"),
    "disjoint": ("不相交", "Disjoint with"),
    "defined": ("由取值定义", "Defined by the value"),
    "of": ("以其为定义域", "Domain of"),
    "to": ("以其为值域", "Range of"),
    "matches": ("对应", "Matches"),
    "characteristics": ("性质", "Is"),
    "example": ("例", "Example"),
    "namespace": ("命名空间", "Namespace"),
}
_CHARACTERISTICS = {
    "Functional": ("函数性", "functional"),
    "InverseFunctional": ("反函数性", "inverse functional"),
}


def ontology_page(lang: str = "zh", stylesheet: str = "ontology.css", other: str | None = None) -> str:
    """The reference as one HTML page, in Chinese (zh) or English (en), with the addresses of its style and of its twin."""
    lang = "en" if lang == "en" else "zh"
    twin = other or ("ontology.en.html" if lang == "zh" else "ontology.html")
    return _rendered(lang, stylesheet, twin)


def write_pages(place: Path) -> None:
    """Write the pages of both languages, with their style, into a folder."""
    place.mkdir(parents=True, exist_ok=True)
    copyfile(STYLESHEET, place / "ontology.css")
    for lang, name in (("zh", "ontology.html"), ("en", "ontology.en.html")):
        (place / name).write_text(ontology_page(lang), encoding="utf-8")


@cache
def _rendered(lang: str, stylesheet: str, twin: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    place = 0 if lang == "zh" else 1
    return environment.get_template("ontology.html").render(
        lang=lang,
        second="en" if lang == "zh" else "zh",
        word={key: pair[place] for key, pair in WORDS.items()},
        stylesheet=stylesheet,
        twin=twin,
        svg=Markup(diagram(lang)),
        groups=[(kind, [t for t in terms().values() if t.kind == kind]) for kind in KINDS],
        terms=terms(),
        facts=lambda term: _facts(term, place),
    )


def _facts(term: Term, place: int) -> list[tuple[str, list[str]]]:
    """What the ontology says of a term beside its definition: a heading with the terms that belong under it."""
    said = [(key, term.linked(key)) for key in ("parents", "domain", "range", "inverse", "chain", "key", "disjoint", "defined")]
    said.insert(1, ("children", children(term.name)))
    if term.kind == "Class":
        said += [("of", _properties(term.name, "domain")), ("to", _properties(term.name, "range"))]
    said.append(("matches", [f"{name} {other}" for name, other in sorted(term.matches)]))
    said.append(("characteristics", [_CHARACTERISTICS[c][place] for c in term.characteristics if c in _CHARACTERISTICS]))
    return [(WORDS[key][place], names) for key, names in said if names]


def _properties(name: str, side: str) -> list[str]:
    return [term.name for term in terms().values() if name in term.linked(side)]
