"""Regular expressions made of the vocabulary's words, compiled once."""

import re
from functools import cache

from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import vocabulary

_NUMBERED_LIST = re.compile(r"[:：](?=[ \u3000\xa0]{0,4}(?:1[.．、)）]|[（(]1[)）]|①))[^。\r\n]{1,400}")


@cache
def pattern(scheme: str, notations: tuple[str, ...], template: str = "{}") -> re.Pattern[str]:
    """The pattern `template` with `{}` filled by an alternation of the words of some concepts, longest first."""
    return re.compile(template.replace("{}", f"(?:{alternation(scheme, notations)})"))


@cache
def alternation(scheme: str, notations: tuple[str, ...] = ()) -> str:
    """The words of some concepts of a scheme (of all, where none is named) as a regular expression, longest first."""
    concepts = vocabulary().scheme(scheme)
    words = [w for n, c in concepts.items() if not notations or n in notations for w in c.words]
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@cache
def _role_cues() -> tuple[str, ...]:
    return tuple(w for c in vocabulary().scheme("role").values() for w in c.texts("fieldCue"))


def numbered_units(text: str, body: Span) -> list[Span]:
    """Lists of units with numbers right behind the cue of their line (责任单位：1.A；2.B), whose numbers are no items."""
    found = _NUMBERED_LIST.finditer(text, body.start, body.end)
    return [Span(*m.span()) for m in found if text.endswith(_role_cues(), max(body.start, m.start() - 12), m.start())]


@cache
def spaced(scheme: str, notations: tuple[str, ...], template: str = "{}") -> re.Pattern[str]:
    """As `pattern`, for words that may be spread with white space (文 号)."""
    concepts = vocabulary().scheme(scheme)
    words = {w for n, c in concepts.items() if n in notations for w in c.words}
    spread = (r"\s{0,8}".join(map(re.escape, w)) for w in sorted(words, key=len, reverse=True))
    return re.compile(template.replace("{}", f"(?:{'|'.join(spread)})"))
