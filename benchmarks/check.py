"""How long a warm check of the seed takes, against pySHACL on the same graph: `python -m benchmarks.check [--pyshacl]`."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from devzone_kg.extraction.pipeline import extract
from devzone_kg.graph import inferred_triples, plan_triples
from devzone_kg.validation import check
from devzone_kg.validation.engine import engine
from devzone_kg.validation.rules import rules

SEED = Path(__file__).parent.parent / "data" / "plan.txt"


def milliseconds(action: Callable[[], object], runs: int) -> float:
    """The median time of an action after one run to warm up."""
    action()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Print the times and their ratios."""
    facts = extract(SEED)
    triples = [*plan_triples(facts), *inferred_triples(facts)]
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    reading = milliseconds(lambda: extract(SEED), 15)
    whole = milliseconds(lambda: check(SEED, profile="issued"), 15)
    fast = milliseconds(lambda: engine("fast").validate(store, rules()), 15)
    print(f"read and extract     {reading:8.1f} ms")
    print(f"check, from the text {whole:8.1f} ms ({whole / reading:.1f} times reading and extracting)")
    print(f"fast engine          {fast:8.1f} ms over {len(triples)} triples and {len(rules())} shapes")
    if "--pyshacl" in sys.argv:
        slow = milliseconds(lambda: engine("pyshacl").validate(store, rules()), 1)
        print(f"pySHACL, queries cached {slow:8.1f} ms ({slow / fast:.0f} times the fast engine)")


if __name__ == "__main__":
    main()
