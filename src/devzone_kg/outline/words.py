"""Regular expressions made of the vocabulary's words, compiled once."""

import re
from functools import cache

from devzone_kg.vocabulary import vocabulary


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
def numbered_units() -> re.Pattern[str]:
    """A list of units with numbers, right behind the cue of its line (责任单位：1.A；2.B); its numbers are no items."""
    cues = [w for c in vocabulary().scheme("role").values() for w in c.texts("fieldCue")]
    cue = "|".join(re.escape(w) for w in sorted(cues, key=len, reverse=True))
    first = r"(?:1[.．、)）]|[（(]1[)）]|①)"
    return re.compile(rf"(?:{cue})[:：][ \u3000\xa0]*(?={first})[^。\r\n]{{1,400}}")


@cache
def spaced(scheme: str, notations: tuple[str, ...], template: str = "{}") -> re.Pattern[str]:
    """As `pattern`, for words that may be spread with white space (文 号)."""
    concepts = vocabulary().scheme(scheme)
    words = {w for n, c in concepts.items() if n in notations for w in c.words}
    spread = (r"\s{0,8}".join(map(re.escape, w)) for w in sorted(words, key=len, reverse=True))
    return re.compile(template.replace("{}", f"(?:{'|'.join(spread)})"))
