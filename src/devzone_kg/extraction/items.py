"""The numbered items as facts: sections, measures with their sentences, duties and acceptance clauses, each with an id."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import Pattern, compile

from devzone_kg.extraction.names import alternatives
from devzone_kg.facts import Item
from devzone_kg.outline import Numbered, Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_SECTION_STYLES = {"第一编", "第一章", "第一节", "一、"}
_INLINE_STYLES = {"(1)", "1)", "①"}  # a measure may have such parts; any other part makes it a group of measures
_SHORT_WORD, _SHORT_TITLE = 2, 4  # a word this short says what a section is only in a heading this short
_LETTERS = {"section": "s", "measure": "m", "duty": "d", "acceptance": "a", "item": "i", "sub_action": "a"}
_BRACKET = compile(r"\s*[（(【\[].*[)）】\]]\s*$")
_FIELD = compile(r"[^，。；：:,;]{2,10}[：:][^。；]*$")
_SHORTEST_SENTENCE = 4


def items(outline: Outline, vocabulary: Vocabulary) -> tuple[Item, ...]:
    """Every numbered item in document order, each measure followed by its sentences."""
    sections = section_kinds(outline, vocabulary)
    kinds, namer = _kinds(outline, sections), _Namer()
    sentences = _sentences(outline, kinds, vocabulary)
    ids: list[str] = []
    found: list[Item] = []
    for index, numbered in enumerate(outline.items):
        parent = None if numbered.parent is None else ids[numbered.parent]
        kind = kinds[index]
        ids.append(namer.name(parent, kind, numbered.ordinal))
        title = outline.source.quote(numbered.title) if numbered.title else None
        span = Span(numbered.start, numbered.end)
        found.append(
            Item(
                ids[-1], kind, numbered.label, numbered.ordinal, title, numbered.title, span, parent, numbered.level,
                numbered.style, sections[index],
            )
        )  # fmt: skip
        if kind == "measure":
            found.extend(_sub_actions(ids[-1], numbered.level + 1, sentences[index], namer))
    return tuple(found)


def section_kinds(outline: Outline, vocabulary: Vocabulary) -> tuple[str | None, ...]:
    """For each item of the outline the notation of the kind of section it is or lies in; None where no heading says it."""
    words = _section_words(vocabulary)
    kinds: list[str | None] = []
    for numbered in outline.items:
        title = "".join(outline.source.quote(numbered.title).split()) if numbered.title else ""
        if numbered.parent is None:
            kinds.append(words.of_heading(title))
        else:
            kinds.append(words.exact.get(title, kinds[numbered.parent]))
    return tuple(kinds)


@dataclass(frozen=True, slots=True)
class _SectionWords:
    exact: dict[str, str]
    pattern: Pattern[str]

    def of_heading(self, title: str) -> str | None:
        """The kind that the longest word in a heading names; of equals any before the general principles."""
        found = [w for m in self.pattern.finditer(title) if self._decides(w := m.group(1), title)]
        best = max(found, key=lambda w: (len(w), self.exact[w] != "principles"), default=None)
        return self.exact[best] if best else None

    @staticmethod
    def _decides(word: str, title: str) -> bool:
        return len(word) > _SHORT_WORD or len(title) <= _SHORT_TITLE


@cache
def _section_words(vocabulary: Vocabulary) -> _SectionWords:
    words = vocabulary.words("section")
    return _SectionWords(words, compile(f"(?=({alternatives(words)}))"))


def _kinds(outline: Outline, sections: tuple[str | None, ...]) -> list[str]:
    """The kind of each item."""
    groups = _groups(outline)
    kinds: list[str] = []
    for index, numbered in enumerate(outline.items):
        parent = None if numbered.parent is None else kinds[numbered.parent]
        kinds.append(_kind(numbered, sections[index], parent, index in groups))
    return kinds


def _groups(outline: Outline) -> set[int]:
    """The items that hold numbered parts on lines of their own level, not only enumerations within a sentence."""
    return {i.parent for i in outline.items if i.parent is not None and i.style not in _INLINE_STYLES}


def _kind(numbered: Numbered, section: str | None, parent: str | None, is_group: bool) -> str:
    if parent is None and (is_group or (section and numbered.style in _SECTION_STYLES)):
        return "section"
    if parent in ("measure", "duty", "acceptance", "item"):
        return "item"
    if section in ("responsibilities", "acceptance"):
        return "duty" if section == "responsibilities" else "acceptance"
    if section not in (None, "measures") or numbered.style == "第一条":
        return "item"
    return "section" if is_group else "measure"


class _Namer:
    """Ids from numbers; where numbers repeat, a letter is appended."""

    def __init__(self) -> None:
        self._used: dict[str, int] = defaultdict(int)

    def name(self, parent: str | None, kind: str, ordinal: int) -> str:
        """The id of an item of a kind beneath a parent."""
        number = f"{_LETTERS[kind]}{ordinal}" if kind == "section" else f"{_LETTERS[kind]}{ordinal:02d}"
        name = f"{parent}.{number}" if parent else number
        self._used[name] += 1
        count = self._used[name]
        return name if count == 1 else name + _suffix(count)


def _suffix(count: int) -> str:
    """b, c, … z, then -27, -28, …"""
    return chr(ord("a") + count - 1) if count <= 26 else f"-{count}"


def _sentences(outline: Outline, kinds: list[str], vocabulary: Vocabulary) -> dict[int, list[Span]]:
    """The sentences of each measure's own text, without its number, its heading and its lines of units."""
    units = _unit_line(vocabulary)
    found: dict[int, list[Span]] = defaultdict(list)
    cell_ends: dict[int, int] = {}
    for sentence in outline.sentences:
        index = outline.innermost(sentence.start)
        if index is None or kinds[index] != "measure":
            continue
        span = _without_heading(outline, outline.items[index], sentence)
        words = outline.source.quote(span)
        if index not in cell_ends:
            cell_ends[index] = _cell_end(outline, outline.items[index])
        if len(words) >= _SHORTEST_SENTENCE and span.start < cell_ends[index] and not _is_note(words, units):
            found[index].append(span)
    return found


def _cell_end(outline: Outline, numbered: Numbered) -> int:
    """Where an item's own cell ends; in no table, where the item ends."""
    tab = outline.source.text.find("\t", numbered.text_start, numbered.end)
    return numbered.end if tab < 0 else tab


def _is_note(words: str, units: Pattern[str]) -> bool:
    """Whether a sentence is a bracket, a line of units, or another line of a name and a value (完成时限:…)."""
    return bool(_BRACKET.match(words) or units.match(words) or _FIELD.match(words))


def _without_heading(outline: Outline, numbered: Numbered, sentence: Span) -> Span:
    text, start = outline.source.text, max(sentence.start, numbered.text_start)
    if numbered.title and numbered.title.end > sentence.start:
        start = numbered.title.end
        while start < sentence.end and (text[start].isspace() or text[start] in "。：:*"):
            start += 1
    return Span(min(start, sentence.end), sentence.end)


@cache
def _unit_line(vocabulary: Vocabulary) -> Pattern[str]:
    cues = [cue for role in vocabulary.scheme("role").values() for cue in role.texts("fieldCue")]
    return compile(rf"\s*[（(【\[]?{alternatives(cues)}\s*[:：]")


def _sub_actions(parent: str, level: int, sentences: list[Span], namer: _Namer) -> Iterator[Item]:
    for order, span in enumerate(sentences, 1):
        yield Item(namer.name(parent, "sub_action", order), "sub_action", None, order, None, None, span, parent, level)
