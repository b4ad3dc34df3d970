"""Documents that a plan names without marks: 纳入中国开发区审核公告目录, 上述意见. A cue must stand before most of them."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from devzone_kg.extraction.instruments import kind_of
from devzone_kg.extraction.patterns import either
from devzone_kg.extraction.places import Places
from devzone_kg.facts import Citation, Mention
from devzone_kg.outline import Outline
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_TITLE = re.compile(r"《[^《》]{0,200}》")
_BACK = 600  # how far a back reference reaches


def named_documents(outline: Outline, vocabulary: Vocabulary, cited: Sequence[Citation]) -> tuple[Mention, ...]:
    """The documents named without marks, in order; those that point back at one of `cited` say so in `refers_to`."""
    text, grammar = outline.source.text, _grammar(vocabulary)
    hidden = Places(outline.outside)
    titles = Places([*(Span(*m.span()) for m in _TITLE.finditer(text)), *([outline.title] if outline.title else [])])
    named = [Span(*m.span(1)) for p in grammar.names for m in p.finditer(text)]
    found = [_mention(outline, vocabulary, s, None) for s in named]
    found += [_mention(outline, vocabulary, s, to) for s, to in _pointing_back(text, grammar, cited)]
    found = sorted((m for m in found if m.span.start not in hidden and m.span.start not in titles), key=lambda m: m.span)
    return tuple(m for i, m in enumerate(found) if i == 0 or m.span.start >= found[i - 1].span.end)


def _mention(outline: Outline, vocabulary: Vocabulary, span: Span, refers_to: Span | None) -> Mention:
    index, words = outline.innermost(span.start), outline.source.quote(span)
    item = None if index is None else str(index)
    return Mention(words, span, kind_of(words, vocabulary).notation, item=item, refers_to=refers_to)


def _pointing_back(text: str, grammar: "_Grammar", cited: Sequence[Citation]) -> Iterator[tuple[Span, Span]]:
    """上述意见 where a document whose title ends in 意见 was cited shortly before, and which."""
    place = 0
    for match in grammar.back.finditer(text):
        while place < len(cited) and cited[place].span.end <= match.start():
            place += 1
        for citation in reversed(cited[max(0, place - 6) : place]):
            if match.start() - citation.span.end <= _BACK and (citation.title or "").endswith(match.group(1)):
                yield Span(*match.span()), citation.refers_to or citation.span
                break


class _Grammar:
    """The patterns that the vocabulary gives."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        words = {c.notation: either(c.words) for c in vocabulary.scheme("citation-word").values()}
        types = either([w for w in vocabulary.scheme("instrument")["policy"].words if len(w) > 1])
        laws = either([w for w in vocabulary.words("document-type") if len(w) > 1])
        follow = rf"(?=(?:{words['named-follow']})|[^\u4e00-\u9fff]|$)"
        cue, realm = words["named-cue"], words["realm"]
        first = "".join({w[0] for w in vocabulary.scheme("citation-word")["known"].words})
        self.names = (
            re.compile(rf"(?:{cue})((?:{realm})[\u4e00-\u9fff、]{{2,24}}?(?:{words['named-end']})){follow}"),
            re.compile(
                rf"(?:{cue})([\u4e00-\u9fff、]{{0,16}}(?:{words['organ']})(?:{words['about']})[^，,。；;《》\n]{{4,50}}?(?:{words['named-type']})){follow}"
            ),
            re.compile(rf"((?=[2{first}])(?:20\d\d年)?(?:{words['known']}))"),
        )
        self.back = re.compile(rf"(?:{words['back-reference']})((?:{types})|(?:{laws}))")


@cache
def _grammar(vocabulary: Vocabulary) -> _Grammar:
    return _Grammar(vocabulary)
