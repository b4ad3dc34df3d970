"""The scanner: what calls out is refused, what only looks like it is not; proved against the engine with a listener."""

import os
import random
import socket
import threading
import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from devzone_kg.querying import PlacedQueryError, QuerySyntaxError, UpdateRefusedError
from devzone_kg.querying.scanner import scan

FUZZ_RUNS = int(os.environ.get("DEVZONE_FUZZ_RUNS", "4000"))
P = "PREFIX : <http://e/> PREFIX service: <http://s/> PREFIX a: <http://a/> "
CALLS = (
    "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://h/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE?x { ?s ?p ?o } }",
    "SELECT * { ?a ?b 1SERVICE<http://h/>{} }",
    P + "SELECT * { SERVICE:x { ?s ?p ?o } }",
    P + "SELECT * { ?s ?p trueSERVICE:x { ?s ?p ?o } }",
    P + "SELECT * { ?s ?p trueSERVICEa:x { ?s ?p ?o } }",
    P + "SELECT * { service:x { ?s ?p ?o } }",
    P + "SELECT * { ?s ?p trueSERVICESILENTa:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?k FILTER(?k<1)SERVICE?e#>\n{ ?a ?b ?c } }",
    "SELECT * { ?s ?p ?k FILTER(?k<1)#'\n SERVICE <http://h/> {} # '> \n }",
    "SELECT * { ?s ?p ?k FILTER(?k<1)'>' ?p ?o . SERVICE <http://h/> {} ?x ?y '' }",
    "SELECT * { ?s ?p 'it\\'s' SERVICE # '\n <http://h/> {} }",
    'SELECT * { ?s ?p """a""\\""" SERVICE <http://h/> {} }',
    "SELECT * { # comment\r SERVICE <http://h/> {} }",
    "ASK { { SELECT * { SERVICE <http://h/> {} } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { OPTIONAL{SERVICE<http://h/>{?s ?p ?o}} }",
    "SELECT * { <<:s?p'>'>> ?q ?o . SERVICE <http://h/> {} ?x ?y '' }",
)
INNOCENT = (
    P + "SELECT * { service:x ?p ?o }",
    P + "SELECT * { GRAPH service:x { ?s ?p ?o } }",
    "SELECT ?service { ?service ?p 'SERVICE <http://h/> {}' }",
    'SELECT * { ?s ?p "service"@service }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://h/> {}",
    "SELECT * { ?s <http://service/SERVICE?x=1> ?o }",
    "SELECT * { ?s <http://h/a#service> ?o . ?o <http://h/#b> 'x' }",
    'SELECT * { ?s ?p """SERVICE\n<http://h/>""" }',
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
    "SELECT * { VALUES (?a ?b) { (1 <http://h/x_(y)#z>) } }",
    P + "SELECT * { ?s a:service ?o ; a:b.service ?x }",
)


@pytest.mark.parametrize("text", CALLS)
def test_a_call_is_refused(text: str) -> None:
    with pytest.raises(PlacedQueryError, match=r"^line \d+, column \d+: SERVICE calls another server"):
        scan(text)


@pytest.mark.parametrize("text", INNOCENT)
def test_what_only_looks_like_a_call_is_let_through(text: str) -> None:
    ox.Store().query(text)
    assert scan(text).form in ("select", "ask")


def test_the_place_is_that_of_the_word() -> None:
    with pytest.raises(PlacedQueryError) as caught:
        scan("SELECT * {\r\n ?s ?p '名' .\r\n  SERVICE <http://h/> {} }")
    assert (caught.value.line, caught.value.column) == (3, 3)


@pytest.mark.parametrize(
    "text",
    ["LOAD <http://h/>", "PREFIX : <http://e/>\nINSERT DATA { :a :b 1 }", "# c\nDROP ALL", "with <g> delete {} where {}"],
)
def test_an_update_is_refused(text: str) -> None:
    with pytest.raises(UpdateRefusedError, match="is an update"):
        scan(text)


@pytest.mark.parametrize("text", ["", "   # nothing", "SELEKT * {}", "PREFIX x <http://x/> SELECT * {}", "\ufeff"])
def test_no_query_at_all_is_told(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match="expected SELECT, ASK"):
        scan(text)


def test_the_dataset_is_read() -> None:
    head = "BASE <http://b/> PREFIX p: <http://p/> "
    text = head + "SELECT * FROM <x> FROM NAMED p:y#c\nFROM<http://z/>WHERE { ?from ?p 'FROM <q>' }"
    assert [iri for iri, _ in scan(text).graphs] == ["http://b/x", "http://p/y", "http://z/"]
    assert scan("DESCRIBE <http://x/> FROM <http://g/>").graphs[0][0] == "http://g/"


def test_time_grows_with_the_length_only() -> None:
    for piece in ("<)'>", "(?k<1)#'", "<<'>'>>", "'''", '"', "a.", "<#>'", "a:..", "_:a..", "FROM ", "\n#"):
        start = time.process_time()
        scan("SELECT * { " + piece * 10_000)
        assert time.process_time() - start < 3, piece


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[int]]]:
    """A server on loopback that counts who calls."""
    calls: list[int] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            calls.append(1)
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1], calls
    server.close()


_PATTERNS = (
    "?s ?p ?o .",
    "?s ?p ?k",
    "FILTER(?k<1)",
    "FILTER(?k<1||?k>2)",
    "FILTER(?k < 'a>')",
    "?s x:y 'it' .",
    "?s ?p true",
    "_:b ?p 1.",
    "?s ?p '>' .",
    "OPTIONAL{?a ?b ?c}",
    "GRAPH x:y {?s ?p ?o}",
    "GRAPH service:y {?s ?p ?o}",
    "BIND(1<2 AS ?z)",
    "#c\n",
    "#'\n",
    "VALUES ?v {<U> x:y}",
    "?s a service:x .",
    "service:x ?p ?o .",
    '?s ?p """a\'b""" .',
    "?s ?p <U#>",
    "{?s <U/a)b> ?o}",
    "BIND(IF(?k<'a>','b','c') AS ?y)",
    "<<:s ?p '>'>> ?q ?o .",
    "?s x:a.b ?o .",
    "?s ?p 'a'@en",
    "?s ?p 'a'^^x:y",
    "SERVICE<U>{}",
    "SERVICE:x{}",
    "SERVICE SILENT x:y{?a ?b ?c}",
    "SERVICE?e#>\n{}",
    "service:x{}",
    "SERVICEx:y{}",
)
_NOISE = (
    "'",
    '"',
    "<",
    ">",
    "#",
    "\n",
    ")",
    "'>'",
    "<1)",
    "#>\n",
    "\r",
    "\\",
    "true",
    "a",
    ".",
    "_:b",
    "·",
    "SERVICE",
    "'''",
    "/*",
    "@en",
    ":x",
)


def _random_query(rng: random.Random, url: str) -> str:
    parts = [rng.choice(_PATTERNS) for _ in range(rng.randint(1, 5))]
    for _ in range(rng.choice((0, 0, 1, 2))):
        parts.insert(rng.randint(0, len(parts)), rng.choice(_NOISE))
    return rng.choice(("", " ", "\n")).join(parts).replace("U", url)


def test_no_random_query_calls_out_that_the_scanner_lets_through(listener: tuple[int, list[int]]) -> None:
    port, calls = listener
    url = f"http://127.0.0.1:{port}/"
    head = f"PREFIX x: <{url}> PREFIX : <{url}> PREFIX service: <{url}> SELECT * WHERE {{ "
    store, rng, refused, answered = ox.Store(), random.Random(20171107), 0, 0
    store.update(f"INSERT DATA {{ <urn:s> <urn:p> 0 , <{url}> }}")
    for _ in range(FUZZ_RUNS):
        text = head + _random_query(rng, url) + " }"
        try:
            scan(text)
        except PlacedQueryError:
            refused += 1
            continue
        answered += _run(store, text)
        assert not calls, text
    assert min(refused, answered) > FUZZ_RUNS // 20


def _run(store: ox.Store, text: str) -> bool:
    try:
        store.query(text).serialize(format=ox.QueryResultsFormat.JSON)  # type: ignore[union-attr, call-arg]
    except (SyntaxError, OSError, RuntimeError, ValueError):
        return False
    return True


def test_the_listener_does_hear_a_real_call(listener: tuple[int, list[int]]) -> None:
    port, calls = listener
    _run(ox.Store(), f"PREFIX : <http://127.0.0.1:{port}/> SELECT * {{ ?s ?p ?o }} VALUES ?x {{ 1 }}")
    before = len(calls)
    _run(ox.Store(), f"PREFIX : <http://127.0.0.1:{port}/> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}")
    assert len(calls) > before
    calls.clear()
