"""What the engine says of a text that is not SPARQL, in words for people.

Its parser lists every token that it could have gone on with, in its own notation. A sentence among them is the true cause.
Signs among them stand exactly at the place; where there are only keywords, the place is where the last of them would end, up
to a dozen characters late, so that the message only says near what it is.
"""

import re

from devzone_kg.namespaces import ID, PREFIXES
from devzone_kg.querying.errors import QuerySyntaxError
from devzone_kg.querying.scanner import undeclared

_PLACE = re.compile(r"^error at (\d+):(\d+): (?:expected (?:one of )?)?([\s\S]*)")
_SENTENCE = re.compile(r"(?:^|, )([A-Z][\w*]*(?: [^,\"'\[\]]+)+)")
_SIGN = re.compile(r'"([{}()\[\].;,])"')
_WORD = re.compile(r"[\w:?$]+|\S")
_MOST_SIGNS = 5
_QUOTED = 24  # characters before a place that is not exact
_KNOWN = {**PREFIXES, "id": ID}
_CAUSES = {
    "Prefix not found": ("a prefix is not declared", "有前缀没有声明"),
    "IRI parsing failed": ("the IRI is not valid", "IRI 写法有误"),
    "prefix IRI parsing failed": ("the IRI of the prefix is not valid", "前缀的 IRI 写法有误"),
    "The SELECT contains a variable that is unbound": (
        "the SELECT names a variable that the groups do not have; add it to GROUP BY",
        "SELECT 中有变量不在分组之中；请把它加进 GROUP BY",
    ),
    "SELECT * is not authorized with GROUP BY": (
        "SELECT * cannot go with GROUP BY; name the variables",
        "有 GROUP BY 时不能用 SELECT *；请写明变量",
    ),
    "BIND is overriding an existing variable": (
        "BIND gives a value to a variable that has one already",
        "BIND 给已有值的变量再次赋值",
    ),
}


def syntax_error(message: str, text: str = "") -> QuerySyntaxError:
    """The error for what the engine says of a text, with the place."""
    match = _PLACE.match(message)
    if match is None:
        return QuerySyntaxError(message, zh=f"这不是 SPARQL：{message}")
    if prefix := _undeclared(text):
        return prefix
    line, column = int(match[1]), int(match[2])
    if sentence := _SENTENCE.search(match[3]):
        en, zh = _CAUSES.get(sentence[1], (sentence[1], sentence[1]))
    else:
        en, zh = _unexpected(text, _position(text, line, column), list(dict.fromkeys(_SIGN.findall(match[3])))[:_MOST_SIGNS])
    return QuerySyntaxError(en, line, column, zh=zh)


def _position(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _undeclared(text: str) -> QuerySyntaxError | None:
    """That a prefix is not declared: a sure cause, whatever the engine stumbled over."""
    name = undeclared(text)
    if name is None:
        return None
    prefix = name["prefix"] or ""
    iri = _KNOWN.get(prefix, "…")
    error = QuerySyntaxError.at(
        text,
        name.start(),
        f"the prefix {prefix or '(empty)'} is not declared; add PREFIX {prefix}: <{iri}>",
        f"前缀 {prefix or '（空）'} 没有声明；请加上 PREFIX {prefix}: <{iri}>",
    )
    error.mend = ("", "")  # it is said already
    return error


def _unexpected(text: str, position: int, signs: list[str]) -> tuple[str, str]:
    """What stands where something else should, in English and in Chinese."""
    found = _WORD.match(text, position) or re.compile(r"\s*").match(text, position)
    word = found[0].strip() if found else ""
    if signs:
        en, zh = ("one of " if len(signs) > 1 else "") + " ".join(signs), " ".join(signs) + (" 之一" if len(signs) > 1 else "")
        if word:
            return f"{word[:_QUOTED]!r} does not go here; expected {en}", f"此处不能是“{word[:_QUOTED]}”，应为 {zh}"
        return f"something is missing here; expected {en}", f"此处缺少内容，应为 {zh}"
    before = text[max(0, position - _QUOTED) : position]
    whole = before if position <= _QUOTED else before.partition(" ")[2] or before
    near = " ".join((whole + word).split())
    if not near:
        return "this is not SPARQL", "这不是 SPARQL"
    return f"not SPARQL near {near!r}", f"“{near}”附近不是 SPARQL"
