"""Extraction measured: scores against a folder of gold facts, and speed on one core.

    python benchmarks/extraction.py FOLDER [--repeat 3]

FOLDER holds NAME.txt with NAME.gold.json ({"document": …, "assignments": […], "targets": […], "citations": […], "zones": […]},
offsets in code points; a kind that a file leaves out is not scored). A fact counts as found where its key and its place agree.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from devzone_kg.extraction.pipeline import extract
from devzone_kg.facts import PlanFacts
from devzone_kg.reading import read

DOCUMENT_FIELDS = ("title", "number", "issuer", "date")


@dataclass
class Score:
    """Counts of one kind of fact over a folder."""

    hit: int = 0
    said: int = 0
    true: int = 0
    wrong: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.hit / (self.said + self.true) if self.said + self.true else 1.0


def found(facts: PlanFacts) -> dict[str, set[tuple[Any, ...]]]:
    """The keys of the facts, as gold writes them."""
    doc = facts.document
    stated = [a for d in facts.duties for a in d.assignments if a.inherited_from is None]
    return {
        "assignments": {(a.role, a.text, a.span.start) for a in stated},
        "targets": {(t.value, t.unit, t.year, t.number_span.start) for t in facts.targets if t.value is not None},
        "citations": {(c.title, c.number, c.span.start) for c in facts.citations},
        "zones": {(z.text, z.span.start) for z in facts.zones},
        "document": {(f, getattr(doc, f)) for f in DOCUMENT_FIELDS if getattr(doc, f)},
    }


def wanted(gold: dict[str, Any]) -> dict[str, set[tuple[Any, ...]]]:
    """The keys of the gold facts, by kind; only the kinds that were annotated."""
    keys: dict[str, Callable[[dict[str, Any]], tuple[Any, ...]]] = {
        "assignments": lambda a: (a["role"], a["unit"], a["start"]),
        "targets": lambda t: (float(t["value"]), t["unit"], t.get("year"), t["start"]),
        "citations": lambda c: (c.get("title"), c.get("number"), c["start"]),
        "zones": lambda z: (z["name"], z["start"]),
    }
    result = {kind: {key(entry) for entry in gold[kind]} for kind, key in keys.items() if kind in gold}
    if "document" in gold:
        result["document"] = {(f, gold["document"][f]) for f in DOCUMENT_FIELDS if gold["document"].get(f)}
    return result


def pairs(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The texts of a folder with their gold facts."""
    for gold in sorted(folder.glob("*.gold.json")):
        yield folder / f"{gold.name.removesuffix('.gold.json')}.txt", json.loads(gold.read_text(encoding="utf-8"))


def score(folder: Path) -> tuple[dict[str, Score], float]:
    """Scores by kind, and the share of the found assignments whose duty starts where gold says that it starts."""
    scores: dict[str, Score] = {}
    attached: Counter[bool] = Counter()
    for text, gold in pairs(folder):
        facts = extract(text)
        have = found(facts)
        for kind, want in wanted(gold).items():
            said = {k for k in have[kind] if kind != "document" or k[0] in ("number", "date") or gold["document"].get(k[0])}
            entry = scores.setdefault(kind, Score())
            entry.hit += len(want & said)
            entry.said += len(said)
            entry.true += len(want)
            entry.wrong += [(text.stem, "missed", *k) for k in want - said] + [(text.stem, "extra", *k) for k in said - want]
        starts = {(a.role, a.text, a.span.start): d.span.start for d in facts.duties for a in d.assignments}
        for a in gold.get("assignments", ()):
            key = (a["role"], a["unit"], a["start"])
            if key in starts and a.get("item_start") is not None:
                attached[starts[key] == a["item_start"]] += 1
    return scores, attached[True] / attached.total() if attached else 1.0


def speed(folder: Path, repeat: int) -> tuple[float, float]:
    """Documents of 5,000 characters a second, and characters a second, from text to facts on one core (best of the runs)."""
    sources = [read(path) for path in sorted(folder.rglob("*.txt"))]
    length = sum(len(source.text) for source in sources)
    best = min(_seconds(lambda: [extract(source) for source in sources]) for _ in range(repeat))
    return length / best / 5000, length / best


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    arguments = parser.parse_args()
    scores, attached = score(arguments.folder)
    for kind, entry in scores.items():
        print(
            f"{kind:12} gold {entry.true:5}  F1 {entry.f1:.3f}"
            + (f"  attached {attached:.3f}" if kind == "assignments" else "")
        )
    documents, characters = speed(arguments.folder, arguments.repeat)
    print(f"{documents:.0f} documents of 5,000 characters a second, {characters:,.0f} characters a second, one core")


if __name__ == "__main__":
    main()
