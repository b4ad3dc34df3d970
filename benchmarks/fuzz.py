"""Extraction on mutated texts: only the documented errors may escape, and every span must quote exactly.

    python benchmarks/fuzz.py [FOLDER] [--inputs 10000] [--seed 1]

The texts that are mutated are the seed plan, sentences of every style of assignment, and those of FOLDER, where it is named.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from devzone_kg.errors import DevzoneError
from devzone_kg.extraction.assignments import FORMS
from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts, spans
from devzone_kg.reading import SourceText
from devzone_kg.reading.text import decode, text_blocks

SEED_PLAN = Path(__file__).parent.parent / "data" / "plan.txt"
MARKS = '（）()《》〈〉〔〕[]【】“”"、，,。.；;：:！？\t\n\r \u00a0\u3000\ufeff<>*#|/—-一二十百1２9%①Ａx\u0001\U0002000b'
LONGEST = 2500  # characters of an input
CHANGES = 30


def texts(folder: Path | None) -> list[str]:
    """What is mutated."""
    paths = [SEED_PLAN, *(sorted(folder.rglob("*.txt")) if folder else ())]
    styles = "\n".join(f"（{n}）加快建设园区。{form.example}。" for n, form in enumerate(FORMS, 1))
    return [styles, *(path.read_text(encoding="utf-8") for path in paths)]


def mutated(sources: list[str], choice: random.Random) -> bytes:
    """A cut of a text with pieces left out, said twice, moved, taken from another text, or with marks and bytes put in."""
    text = _cut(choice.choice(sources), LONGEST, choice)
    for _ in range(choice.randrange(CHANGES)):
        start = choice.randrange(len(text) + 1)
        end = min(len(text), start + choice.choice((1, 1, 2, 5, 20, 200)))
        pieces = (
            "",
            text[start:end] * 2,
            choice.choice(MARKS) * choice.choice((1, 2, 9)),
            _cut(choice.choice(sources), 80, choice),
        )
        text = text[:start] + choice.choice(pieces) + text[choice.choice((start, end)) :]
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    if choice.random() < 0.05:
        for _ in range(choice.randrange(1, 5)):
            data.insert(choice.randrange(len(data) + 1), choice.randrange(256))
    return bytes(data)


def _cut(text: str, longest: int, choice: random.Random) -> str:
    start = choice.randrange(len(text))
    return text[start : start + choice.randrange(1, longest)]


def faults(facts: PlanFacts) -> list[str]:
    """Spans that leave the text, and facts whose text is not what their span quotes."""
    length = len(facts.text)
    found = [f"{s} leaves the text" for s in spans(facts) if not 0 <= s.start <= s.end <= length]
    return found + [f"{f} does not quote {facts.quote(f.span)!r}" for f in _said(facts) if facts.quote(f.span) != f.text]


def _said(fact: Any) -> Iterator[Any]:
    """Every fact in a fact that has a text and its span."""
    if isinstance(fact, tuple):
        for part in fact:
            yield from _said(part)
    elif is_dataclass(fact):
        names = {f.name for f in fields(fact)}
        if {"text", "span"} <= names:
            yield fact
        for name in names - {"text"}:
            yield from _said(getattr(fact, name))


def run(inputs: int, seed: int, folder: Path | None = None) -> int:
    """Extract from so many mutated texts; how many of them were refused with a documented error.

    Raises:
        AssertionError: a span does not quote. Any other error that is not documented escapes as it is.
    """
    sources, choice, refused = texts(folder), random.Random(seed), 0
    for number in range(inputs):
        data = mutated(sources, choice)
        try:
            text = decode(data, "mutated")
            facts = extract(SourceText(text, text_blocks(text), "mutated", "txt", ""))
        except DevzoneError:
            refused += 1
            continue
        except Exception as error:
            error.add_note(f"input {number} of seed {seed}")
            raise
        found = faults(facts)
        assert not found, f"input {number} of seed {seed}: {found[:3]}"
    return refused


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    refused = run(arguments.inputs, arguments.seed, arguments.folder)
    print(f"{arguments.inputs} mutated texts, {refused} of them refused, no fault; {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
