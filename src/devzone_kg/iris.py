"""The IRIs of things. Once given they do not change: slugs are pinyin, a document with a number is known by its number."""

import re
from functools import cache

from devzone_kg.facts import Document
from devzone_kg.namespaces import ID
from devzone_kg.reading.source import Span
from devzone_kg.vocabulary import Vocabulary

_NUMBER = re.compile(r"^(.+?)[〔\[（(【]?(\d{4})[〕\]）)】]?(?:年)?第?0*(\d+)号$")
_SPACE = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


@cache
def pinyin(text: str, limit: int = 60) -> str:
    """A slug for Chinese text: pinyin without tones or blanks; Latin letters and digits as they are."""
    from pypinyin import lazy_pinyin  # late: its dictionaries take 0.4 s to load

    slug = _NOT_SLUG.sub("-", "".join(lazy_pinyin(text)).lower()).strip("-")
    return slug[:limit].strip("-") or "x"


def number_parts(number: str) -> tuple[str, int, int] | None:
    """Issuer's code, year and serial of a document number (武办发〔2017〕84号), or None where it has another form."""
    match = _NUMBER.match(_SPACE.sub("", number))
    return (match[1], int(match[2]), int(match[3])) if match else None


def number_slug(number: str) -> str:
    """The slug of a document number: wubanfa-2017-84."""
    parts = number_parts(number)
    return f"{pinyin(parts[0])}-{parts[1]}-{parts[2]}" if parts else pinyin(number)


def plan_slug(document: Document, fallback: str, vocabulary: Vocabulary) -> str:
    """The slug of a plan: of its number, else `{division}-{pinyin of the matter}-{year}`."""
    if document.number:
        return number_slug(document.number)
    if not document.title:
        return "text-" + fallback
    year = (document.date or document.published or "undated")[:4]
    division = document.jurisdiction.division if document.jurisdiction else "cn"
    return f"{division}-{pinyin(matter(document.title, vocabulary))}-{year}"


def matter(title: str, vocabulary: Vocabulary) -> str:
    """What a title is about: without 关于 before and the document type behind."""
    types = sorted(vocabulary.words("document-type"), key=len, reverse=True)
    words = "|".join(map(re.escape, types))
    core = re.sub(rf"^关于|的?(?:{words})(?:[（(].*[）)])?$", "", _SPACE.sub("", title))
    return core or title


def plan_iri(slug: str) -> str:
    """The IRI of a plan, which also names its graph."""
    return f"{ID}plan/{slug}"


def document_iri(number: str) -> str:
    """The IRI of a document that is known by its number; a plan that is read later under that number has the same."""
    return plan_iri(number_slug(number))


def text_iri(digest: str) -> str:
    """The IRI of a text version by the SHA-256 of its text."""
    return f"{ID}text/{digest[:12]}"


def span_iri(text: str, span: Span) -> str:
    """The IRI of a stretch of a text version (the `char` scheme of RFC 5147, counting code points)."""
    return f"{text}#char={span[0]},{span[1]}"


def division_iri(code: str) -> str:
    """The IRI of an administrative division by its GB/T 2260 code."""
    return f"{ID}division/{code}"


def zone_iri(division: str | None, name: str) -> str:
    """The IRI of a development zone, by the division of the plan that names it and its name."""
    return f"{ID}zone/{division or 'cn'}/{pinyin(name)}"
