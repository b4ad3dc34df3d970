"""The words of assignments, compiled from the vocabulary into the patterns that the grammar and the finders use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from devzone_kg.extraction.patterns import either
from devzone_kg.vocabulary import Vocabulary

# Same-length folding: full-width marks to half-width, all brackets to round ones, all spaces to one, so that offsets stay.
_FOLD = tuple(
    zip("（）〔〕【】［］[]：；，．｡／｜\u00a0\u3000\u2002\u2003\u2009\ufeff\r", "()" * 5 + ":;,.。/|" + " " * 7, strict=True)
)
_GAP = r"\s{0,6}"  # a cue may be spaced out (责 任 单 位) or broken over a page


def fold(text: str) -> str:
    """The text with the width of its marks folded; every character keeps its place."""
    for wide, narrow in _FOLD:  # several times faster than str.translate
        text = text.replace(wide, narrow)
    return text


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns over folded text."""

    role_of: dict[str, str]  # field cue or verb → role
    precedence: dict[str, int]
    cue: re.Pattern[str]  # a field cue at the end of a string
    cue_open: re.Pattern[str]  # a field cue at the start of a line or bracket, with a space for its colon
    cue_end: re.Pattern[str]  # a colon, or the verb or the dash that stands for it
    head: re.Pattern[str]  # a whole table head
    part: re.Pattern[str]  # the cues inside a compound one
    named: re.Pattern[str]  # A是牵头单位, the cue behind its unit
    tail: re.Pattern[str]  # the verbs and adverbs at the end of a piece
    acts: re.Pattern[str]  # a name, a strong verb and what is to be done, as a whole piece
    mark: re.Pattern[str]  # a role in brackets after the unit
    verb: re.Pattern[str]
    weak: frozenset[str]  # verbs that give way to any other in their phrase
    by: re.Pattern[str]
    prose_by: re.Pattern[str]
    joined: re.Pattern[str]  # 会同
    conjunction: re.Pattern[str]
    etc: re.Pattern[str]
    none: frozenset[str]
    deadline: re.Pattern[str]
    first_listed: re.Pattern[str]
    carried: re.Pattern[str]
    carried_opening: re.Pattern[str]
    onwards: re.Pattern[str]
    prose_cue: re.Pattern[str]
    prose_roles: dict[str, str]
    prose_tail: re.Pattern[str]
    prose_chain: re.Pattern[str]  # a second verb right after the first
    prose_after: re.Pattern[str]  # a verb after the partners of 会同
    possessive: str
    leading: re.Pattern[str]  # 牵头 at the start of a clause
    body: re.Pattern[str]
    mechanism: re.Pattern[str]
    modal: re.Pattern[str]
    responsibilities: re.Pattern[str]
    flat_heads: re.Pattern[str]  # the heads of a table run together, or line by line
    numbered: re.Pattern[str]
    marked: re.Pattern[str]


def any_of(words: Iterable[str], gap: bool = False) -> str:
    """An alternation, the longest word first."""
    folded = sorted(map(fold, words), key=len, reverse=True)
    return f"(?:{'|'.join(_GAP.join(map(re.escape, w)) for w in folded) if gap else either(folded)})"


def starts_of(words: Iterable[str]) -> str:
    """The characters that words start with, for a look ahead that passes over all other places at once."""
    return "".join(dict.fromkeys(re.escape(fold(w)[0]) for w in words))


_known: dict[int, tuple[Vocabulary, Words]] = {}


def words_of(vocabulary: Vocabulary) -> Words:
    """The compiled words of a vocabulary, made once for each."""
    if id(vocabulary) not in _known:
        _known[id(vocabulary)] = (vocabulary, _compile(vocabulary))
    return _known[id(vocabulary)][1]


def _no_noun(vocabulary: Vocabulary) -> str:
    """After a verb: it is no part of a noun (负责人, 负责制), though the object may begin alike (负责制定, 负责人员培训)."""
    noun = vocabulary.scheme("assignment-cue")["noun"]
    bound = "|".join(f"(?<={w})" for w in noun.texts("boundTo"))
    return (
        rf"(?!(?!{any_of(noun.texts('object'))}){any_of(noun.texts('phrase'))}|(?:{bound}){any_of(noun.texts('boundPhrase'))})"
    )


def _compile(vocabulary: Vocabulary) -> Words:
    roles = vocabulary.scheme("role")

    def cued(*names: str) -> dict[str, str]:
        return {w: r for r, c in roles.items() for n in names for w in c.texts(n)}

    def phrase(notation: str, name: str = "phrase") -> str:
        return any_of(vocabulary.scheme("assignment-cue")[notation].texts(name))

    fields, short, verbs = cued("fieldCue"), cued("shortCue"), cued("verbCue")
    level, adverb = phrase("level"), phrase("adverb")
    single, brief = any_of(fields, gap=True), any_of(short)
    joint, copula, body_noun = phrase("and", "joint"), phrase("after", "copula"), phrase("after", "body")
    compound = (
        rf"(?:{level}{{0,2}}{single}(?:{joint}\s?{level}?{single})?"
        rf"|{brief}(?:{joint}|\(){brief}?\)?{single}|{brief}\({brief}\){body_noun}|{single}\({single}\))"
    )
    no_noun = _no_noun(vocabulary)
    verb = any_of(verbs)
    strong = any_of(cued("proseCue"))
    by = vocabulary.scheme("assignment-cue")["by"]
    column = phrase("column")
    columns = vocabulary.scheme("assignment-cue")["column"].texts("phrase")
    starts = starts_of((*vocabulary.scheme("assignment-cue")["level"].texts("phrase"), *fields, *short))
    head = rf"{level}{{0,2}}(?:{compound}|{brief})|{brief}/{brief}"
    aside = r"(?:\([^()]{0,12}\))?"
    return Words(
        role_of=fields | short | verbs,
        precedence={r: int(c.texts("precedence")[0]) for r, c in roles.items()},
        cue=re.compile(
            rf"(?=[{starts}])(?:(?P<long>{compound})|(?:^|(?<=[\s,;。()|*]))(?P<short>{brief})){aside}{copula}?\s{{0,4}}$"
        ),
        cue_open=re.compile(
            rf"(?=[( \t{starts}])(?:^[ \t]{{0,8}}(?P<spaced>{compound})[ \t]+"
            rf"|\((?P<inner>{compound})(?:[ \t]+|\)[ \t]*))(?=[^\s:])",
            re.M,
        ),
        cue_end=re.compile(rf":|(?<=[{''.join(dict.fromkeys(c[-1] for c in fields))}])(?:{copula}(?!\s{{0,4}}:)|[—–]{{1,2}})"),
        head=re.compile(f"(?:{head}|{any_of(cued('headCue'))}){aside}"),
        part=re.compile(f"{any_of(fields, gap=True)}|{brief}"),
        named=re.compile(rf"{phrase('subjectBody', 'copula')}{level}?(?P<cue>{single})(?=[,。;\s]|$)"),
        tail=re.compile(rf"(?:{any_of(verbs)}|{adverb}){{1,8}}{phrase('after', 'object')}?$|{copula}{level}?{single}$"),
        acts=re.compile(rf"(?P<name>.{{2,40}}?)(?P<verb>(?:{adverb}){{0,3}}{strong})(?P<rest>[^()]{{1,60}})"),
        mark=re.compile(rf"\({copula}?(?P<cue>{single}|{brief}|(?:{adverb}){{0,2}}{verb})\)$"),
        verb=re.compile(verb),
        weak=frozenset(cued("weakCue")),
        by=re.compile(phrase("by")),
        prose_by=re.compile(
            rf"{any_of(by.texts('phrase'))}|{any_of(by.texts('proseOnly'))}(?!{any_of(by.texts('notBefore'))})"
        ),
        joined=re.compile(phrase("with")),
        conjunction=re.compile(phrase("and")),
        etc=re.compile(rf"{phrase('etc')}(?:{phrase('etc', 'afterEtc')}|[0-9一二三四五六七八九十]{{1,3}}){{0,6}}$"),
        none=frozenset(vocabulary.scheme("assignment-cue")["none"].texts("phrase")),
        deadline=re.compile(rf"{any_of(vocabulary.scheme('unit-word')['deadline'].texts('phrase'))}|\d{{1,4}}\s?[年月日]"),
        first_listed=re.compile(
            rf"{phrase('firstListed')}[^。;()\n]{{0,14}}{phrase('firstListed', 'copula')}[^,。;()\n]{{0,4}}"
            rf"{any_of([*roles['lead'].texts('fieldCue'), *roles['lead'].texts('verbCue')])}[^,。;()\n]{{0,6}}"
        ),
        carried=re.compile(phrase("carried")),
        carried_opening=re.compile(rf"{phrase('carried', 'opening')}{{1,3}}"),
        onwards=re.compile(phrase("onwards")),
        prose_cue=re.compile(rf"(?:{any_of(cued('proseCue'))}|{phrase('with')}){no_noun}"),
        prose_roles=cued("proseCue"),
        prose_tail=re.compile(rf"(?:{adverb}){{0,6}}$"),
        prose_chain=re.compile(rf"(?:{adverb}){{0,2}}(?P<verb>{strong})"),
        prose_after=re.compile(
            rf"(?:{phrase('etc')}(?:{phrase('etc', 'afterEtc')}){{0,5}})?"
            rf"(?:{adverb}){{0,3}}(?P<verb>{strong}){no_noun}"
        ),
        possessive=vocabulary.scheme("unit-word")["possessed"].texts("phrase")[0],
        leading=re.compile(rf"(?:^|[。;:,\s])(?:{adverb}){{0,2}}{any_of(roles['lead'].texts('proseCue'))}{no_noun}"),
        body=re.compile(
            rf"{phrase('subjectBody', 'copula')}(?P<what>[^,。;:\n]{{0,60}}?){phrase('subjectBody')}(?=[,。;\s]|$)"
        ),
        mechanism=re.compile(phrase("mechanism")),
        modal=re.compile(any_of(vocabulary.scheme("unit-word")["modal"].texts("phrase"))),
        flat_heads=re.compile(
            rf"(?=[{starts_of(columns)}])(?:{column}\s*){{1,6}}(?P<cues>(?:(?:{level}{{0,2}}{compound}|{brief}/{brief})\s*){{1,5}})(?:{column}\s*){{0,5}}"
        ),
        numbered=re.compile(phrase("number")),
        marked=re.compile(
            rf"{phrase('marked')}[“\"「(]?(?P<mark>[*★☆▲△●◆※#])[^。;\n]{{0,12}}{phrase('firstListed', 'copula')}"
            rf"{any_of([*roles['lead'].texts('fieldCue'), *roles['lead'].texts('verbCue')])}"
        ),
        responsibilities=re.compile(any_of(vocabulary.scheme("section")["responsibilities"].words)),
    )
