"""Telling the name of a unit or a person from other words, and splitting a run of names."""

import re
from dataclasses import dataclass

from devzone_kg.extraction.assigning.words import any_of, starts_of, words_of
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_ASIDE = r"(?:\([^()]{0,30}(?:\([^()]{0,12}\)[^()]{0,12})?\))?"
_PERSON = re.compile(r"[一-龥]{2,4}|[一-龥]{1,4}·[一-龥]{1,6}|[一-龥][×X*]{1,2}")


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns over folded text that know the name of a unit."""

    kinds: re.Pattern[str]  # an ending, its kind as the name of the group; searched for, the longest ending is met first
    ending: re.Pattern[str]  # any ending, at the end of a name
    endings: re.Pattern[str]  # any ending anywhere
    sure: re.Pattern[str]  # an ending that other words do not have
    first: re.Pattern[str]  # the shortest name at the start of a text
    class_end: re.Pattern[str]  # the end of a class of units, after which no name goes on
    group: re.Pattern[str]
    distributive: str
    generic: frozenset[str]
    no_start: re.Pattern[str]
    leveled: re.Pattern[str]
    proper: re.Pattern[str]  # a name of a particular enterprise, not of a class of them
    organ: re.Pattern[str]
    no_inside: re.Pattern[str]
    possessed: re.Pattern[str]
    pair: re.Pattern[str]  # a group word and bare place words: 各市 (、县人民政府)
    head: re.Pattern[str]
    pair_word: re.Pattern[str]
    party: re.Pattern[str]
    post: re.Pattern[str]
    formal: re.Pattern[str]  # names as headings of duties: with a level before them, or an ending of an organ of government
    next_number: re.Pattern[str]  # the number of another item right after a name, in run-on text
    partners: re.Pattern[str]  # fields of work that stand for the departments in charge of them
    seam: re.Pattern[str]  # where a name may start after another
    conjunction: re.Pattern[str]
    etc: re.Pattern[str]

    def kind(self, name: str) -> str | None:
        """The kind of a unit by its name, or None where it does not look like one."""
        if self.group.match(name) or self.distributive in name:
            return "group" if self.ending.search(name) else None
        match = self.kinds.search(name)
        return None if match is None else "agency" if match.lastgroup == "place" else match.lastgroup

    def is_plain(self, name: str) -> bool:
        """Whether a name holds nothing that the names of units do not hold."""
        if not 2 <= len(name) <= 40 or self.no_inside.search(name) or self._starts_wrong(name):
            return False
        return not self.possessed.search(name) or bool(self.group.match(name))

    def _starts_wrong(self, name: str) -> bool:
        """Whether a verb or preposition stands before a name (支持企业), not a name that begins alike (建设局, 应急部)."""
        wrong = self.no_start.match(name)
        if wrong is None:
            return False
        rest = name[wrong.end() :]
        if wrong.lastgroup == "loose":
            return bool(self.leveled.match(rest)) and self.kind(rest) is not None
        return len(wrong.group()) == 1 or not self.organ.fullmatch(rest)

    def is_unit(self, name: str) -> bool:
        """Whether a name is surely that of a unit: for lists without a cue."""
        return self.is_plain(name) and name not in self.generic and self.kind(name) is not None

    def is_formal(self, name: str) -> bool:
        """The same where no cue helps: an ending that other words have too (社会, 出台) needs a level before it."""
        return self.is_unit(name) and bool(self.sure.search(name) or self.formal.search(name))

    def is_class(self, text: str) -> bool:
        """Whether a text with separators describes one class: 相应道路、绿化、河道的管养单位."""
        last = text.rsplit("、", 1)[-1]
        described = self.group.match(text) and self.kind(text.split("、", 1)[0]) is None and self.possessed.search(last)
        return bool(described) and len(text) <= 40 and self.is_plain(text) and bool(self.ending.search(text))

    def person(self, text: str) -> tuple[int, int] | None:
        """The place of a person's name in a piece that may also name the post: 副区长张三, 张三(副区长)."""
        bare = re.sub(r"\(.*", "", text).rstrip()
        posts = [m.end() for m in self.post.finditer(bare)]
        start = posts[-1] if posts else 0
        name = bare[start:].strip()
        if not _PERSON.fullmatch(name.replace(" ", "")) or (not posts and self.ending.search(name)):
            return None
        at = text.index(name, start)
        return at, at + len(name)

    def without_person(self, text: str, span: Span) -> Span:
        """A unit without the person that brackets name after it: 区工信局(张三)."""
        opening = text.rfind("(", span.start + 1, span.end)
        inside = text[opening + 1 : span.end - 1]
        if opening < 0 or text[span.end - 1] != ")" or self.ending.search(inside) or self.pair_word.fullmatch(inside):
            return span
        return Span(span.start, opening) if self.person(inside) else span

    def shares_head(self, left: str, right: str) -> bool:
        """Whether two pieces of a list are one unit with a common head: 各市 、 县人民政府."""
        if right in self.generic and self.group.match(left) and self.party.search(left):
            return True  # 各乡镇党委、政府
        return bool(self.pair.fullmatch(left) and self.head.search(right) and len(right) <= 16)

    def glued(self, text: str, span: Span) -> list[Span]:
        """Split names that stand together without a separator, as in cells run together: 区发展局区审批局."""
        start, parts = span.start, []
        for match in self.seam.finditer(text, span.start + 1, span.end):
            left, right = text[start : match.start()], text[match.start() : span.end]
            if len(left) > 3 and left[0] == right[0] and len(right) > 3 and self.sure.search(left) and self.sure.search(right):
                parts.append(Span(start, match.start()))
                start = match.start()
        return [*parts, Span(start, span.end)]

    def last_seam(self, text: str, span: Span) -> int | None:
        """Where the last name starts that follows another without a separator."""
        seams = [m.start() for m in self.seam.finditer(text, span.start + 3, span.end)]
        whole = [s for s in seams if self.sure.search(text[max(span.start, s - 12) : s]) and text[s - 1] not in "、,;"]
        return whole[-1] if whole else None

    def split(self, text: str, span: Span) -> list[Span]:
        """Split a piece at 和, 与, 及 where there is a whole name on either side."""
        start = span.start
        parts: list[Span] = []
        for match in self.conjunction.finditer(text, span.start, span.end):
            left, right = text[start : match.start()], text[match.end() : span.end]
            ended = self.etc.search(left)
            bare = left[: ended.start()] if ended else left
            if match.start() < start or not self.kind(bare) or not (right and self.kind(self.etc.sub("", right))):
                continue
            if self.group.match(bare) and right in self.generic:
                continue  # 各有关部门和单位
            if _depth(text[start : match.start()]):
                continue
            parts.append(Span(start, match.start()))
            start = match.end()
        return [*parts, Span(start, span.end)]


def _depth(text: str) -> int:
    return text.count("(") - text.count(")")


_known: dict[int, tuple[Vocabulary, Names]] = {}


def names_of(vocabulary: Vocabulary) -> Names:
    """The compiled name patterns of a vocabulary, made once for each."""
    if id(vocabulary) not in _known:
        _known[id(vocabulary)] = (vocabulary, _compile(vocabulary))
    return _known[id(vocabulary)][1]


def _compile(vocabulary: Vocabulary) -> Names:
    certain = {c.notation: c.texts("ending") for c in vocabulary.scheme("unit-suffix").values()}
    endings = {c.notation: c.texts("ending") + c.texts("bareEnding") for c in vocabulary.scheme("unit-suffix").values()}
    word = {c.notation: c.texts("phrase") for c in vocabulary.scheme("unit-word").values()}
    every = [e for es in endings.values() for e in es]
    pairs, heads = vocabulary.scheme("unit-word")["pair"].texts("phrase"), vocabulary.scheme("unit-word")["pair"].texts("head")
    group, word_group = any_of(word["group"]), vocabulary.scheme("unit-word")["group"]
    no_start = vocabulary.scheme("unit-word")["no-start"]
    loose = no_start.texts("loosePhrase")
    proper = vocabulary.scheme("unit-suffix")["enterprise"].texts("properEnding")
    words = words_of(vocabulary)
    committee = vocabulary.scheme("unit-suffix")["agency"].texts("committee")[0]
    inside = [e for k, es in certain.items() if k != "place" for e in es if e != committee]
    return Names(
        kinds=re.compile(
            rf"(?=[{starts_of(every)}])(?<=.)(?:{'|'.join(f'(?P<{k}>{any_of(es)})' for k, es in endings.items())}){_ASIDE}$"
        ),
        ending=re.compile(rf"{any_of(every)}{_ASIDE}$"),
        endings=re.compile(any_of(every)),
        sure=re.compile(rf"{any_of(e for es in certain.values() for e in es)}{_ASIDE}$"),
        first=re.compile(rf"[^\s,、;。:()]{{1,24}}?(?:{any_of(inside)}|(?<![{''.join(word['level'])}]){committee}){_ASIDE}"),
        class_end=re.compile(any_of(word["class-end"]) + "$"),
        group=re.compile(group),
        distributive=word_group.texts("distributive")[0],
        generic=frozenset(word["generic"]),
        no_start=re.compile(f"{any_of(word['no-start'])}(?!{any_of(no_start.texts('notBefore'))})|(?P<loose>{any_of(loose)})"),
        proper=re.compile(f"{any_of(word['level'])}|.+{any_of(proper)}$"),
        leveled=re.compile(f"{any_of(word['level'])}|{group}"),
        organ=re.compile(f"{any_of(word['organ'])}{_ASIDE}$"),
        no_inside=re.compile(any_of(word["no-inside"])),
        possessed=re.compile(any_of(word["possessed"])),
        pair=re.compile(
            rf"(?:{group}{{1,2}}|.{{0,4}}{word_group.texts('distributive')[0]}){any_of(pairs)}{_ASIDE}(?:、{any_of(pairs)}{_ASIDE}){{0,3}}"
        ),
        head=re.compile(rf"^(?:{any_of(pairs)}{_ASIDE}){{0,2}}{any_of(heads)}{_ASIDE}$|^{any_of(pairs)}$"),
        pair_word=re.compile(f"{any_of(pairs)}{{1,3}}"),
        party=re.compile(any_of(word["party"]) + "$"),
        post=re.compile(any_of(word["post"])),
        formal=re.compile(rf"^(?:{any_of(word['level'])}|{group})|{any_of(word['organ'])}{_ASIDE}$"),
        next_number=re.compile(
            rf"(?<=[一-龥)])(?:\d{{1,3}}[.、](?!\d)|[①-⑳]|\([一二三四五六七八九十]{{1,3}}\))"
            rf"|(?<=[{''.join(dict.fromkeys(e[-1] for e in every))})])[一二三四五六七八九十]{{1,3}}、"
        ),
        partners=re.compile(rf"[^,。;:()\n]{{2,80}}{any_of(word['class-end'])}"),
        seam=re.compile(rf"(?<={any_of(e for e in word['organ'] if len(e) == 1)})(?={any_of(word['level'])}|{group})"),
        conjunction=words.conjunction,
        etc=words.etc,
    )
