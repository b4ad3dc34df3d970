"""Search: plans, units, zones and policies by name, short form, pinyin or its initials."""

import time
from dataclasses import dataclass, field

from flask import Blueprint, Response, request

from devzone_kg.store import Store
from devzone_kg.views.search import KINDS, Entry, entries, search
from devzone_kg.web.rendering import page, shown

_LIMIT = 200
_KEPT_SECONDS = 60


@dataclass(slots=True)
class _Index:
    """The entries of a store; read again once a minute, since a store may be written to."""

    store: Store
    read_at: float = -_KEPT_SECONDS
    found: list[Entry] = field(default_factory=list)

    def entries(self) -> list[Entry]:
        now = time.monotonic()
        if now - self.read_at >= _KEPT_SECONDS:
            self.found, self.read_at = entries(self.store), now
        return self.found


def add(routes: Blueprint, store: Store) -> None:
    """Register the page."""
    index = _Index(store)

    @page(routes, "/search")
    def find() -> Response:
        wanted, kind = request.args.get("q", "")[:100], request.args.get("kind", "")
        pool = [e for e in index.entries() if kind not in KINDS or e.kind == kind]
        found = search(pool, wanted, _LIMIT)
        groups = [(k, [e for e in found if e.kind == k]) for k in KINDS]
        if wanted:  # the kind of the best entry first
            order = list(dict.fromkeys(e.kind for e in found))
            groups.sort(key=lambda g: order.index(g[0]) if g[0] in order else len(order))
        return shown("search.html", {"q": wanted, "kind": kind, "found": found}, groups=groups, limit=_LIMIT)
