"""The endpoint beside the bare `oxigraph` server (PyPI), and beside rdflib's own store behind the same application.

    python -m benchmarks.endpoint STORE [--oxigraph PATH] [--rdflib] [--load SECONDS] [--kill]

STORE is a folder that `devzone-kg build --store` filled; `python -m benchmarks.endpoint --synthetic 1000 STORE` fills it with
synthetic plans. All servers run at the same time on the same data and are asked in turn, so that the machine's other work
falls on each alike; ratios count, not milliseconds.
"""

import argparse
import http.client
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox

PREFIXES = """PREFIX dz: <https://w3id.org/devzone-kg/def#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
# {plan} and {unit}: one of each, from the store
QUERIES = {
    "duties of a unit": "SELECT ?duty ?task { <{unit}> dz:leads ?duty . ?duty a dz:Duty ; rdfs:label ?task }",
    "units of a plan": "SELECT ?duty ?role ?unit ?written { ?duty dz:inDocument <{plan}> ; dz:hasAssignment ?a ."
    " ?a dz:role ?role ; dz:agent ?unit ; dz:unitText ?written }",
    "evidence of a plan": "SELECT ?thing ?start ?end ?words { <{plan}> dz:hasTextVersion ?text . ?place dz:inText ?text ;"
    " oa:start ?start ; oa:end ?end ; oa:exact ?words . ?thing dz:evidence ?place }",
    "busiest units": "SELECT ?unit (COUNT(DISTINCT ?duty) AS ?n) { ?unit dz:leads ?duty } GROUP BY ?unit"
    " ORDER BY DESC(?n) LIMIT 20",
    "who supports whom": "SELECT ?lead ?support (COUNT(DISTINCT ?duty) AS ?n) { ?duty dz:leadUnit ?lead ;"
    " dz:supportUnit ?support } GROUP BY ?lead ?support ORDER BY DESC(?n) LIMIT 50",
    "targets by year": "SELECT ?year ?metric (AVG(?value) AS ?mean) { ?t a dz:QuantitativeTarget ; dz:value ?value ;"
    " dz:targetYear ?year ; dz:metric ?m . ?m rdfs:label ?metric } GROUP BY ?year ?metric",
    "words in duties": "SELECT ?duty ?task { ?duty a dz:Duty ; rdfs:label ?task FILTER(CONTAINS(?task, '污水')) } LIMIT 100",
    "all leads": "SELECT ?unit ?duty ?plan { ?unit dz:leads ?duty . ?duty dz:inDocument ?plan } LIMIT 5000",
}
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = "application/sparql-results+json"


class Client:
    """A connection that is kept."""

    def __init__(self, port: int, path: str) -> None:
        self.path, self.port = path, port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, query: str) -> tuple[int, bytes]:
        try:
            self.connection.request("GET", f"{self.path}?{urlencode({'query': query})}", headers={"Accept": JSON})
            response = self.connection.getresponse()
            return response.status, response.read()
        except (OSError, http.client.HTTPException) as error:
            self.connection.close()
            return 0, str(error).encode()


@contextmanager
def process(command: list[str], port: int, path: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server, once it answers."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(1800):
                if Client(port, path).ask("ASK {}")[0] == 200:
                    break
                time.sleep(0.1)
            else:
                sys.exit(f"{command[0]} does not answer")
            yield server
        finally:
            server.terminate()
            server.wait(60)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def queries(port: int, path: str) -> dict[str, str]:
    """The eight, with a unit and a plan of this store in them."""
    import json

    client = Client(port, path)

    def first(text: str) -> str:
        _, body = client.ask(PREFIXES + text)
        return str(json.loads(body)["results"]["bindings"][0]["x"]["value"])

    unit = first("SELECT ?x (COUNT(*) AS ?n) { ?x dz:leads ?d } GROUP BY ?x ORDER BY DESC(?n) LIMIT 1")
    plan = first("SELECT ?x { ?x dz:hasTextVersion ?t } ORDER BY ?x LIMIT 1")
    return {name: PREFIXES + text.replace("{unit}", unit).replace("{plan}", plan) for name, text in QUERIES.items()}


def medians(clients: dict[str, Client], asked: dict[str, str], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds by query and server, asked in turn."""
    times: dict[str, dict[str, list[float]]] = {name: {server: [] for server in clients} for name in asked}
    for round_ in range(rounds):
        for name, text in asked.items():
            for server, client in clients.items():
                if server == "rdflib" and round_ >= 3:
                    continue
                start = time.perf_counter()
                status, body = client.ask(text)
                times[name][server].append((time.perf_counter() - start) * 1000)
                assert status == 200, (server, name, status, body[:300])
    return {name: {server: statistics.median(found) for server, found in by.items()} for name, by in times.items()}


def throughput(port: int, path: str, asked: dict[str, str], seconds: float, clients: int = 8) -> float:
    """Answers a second, of so many clients that ask the mix over and over."""
    done, end = Counter[int](), time.monotonic() + seconds

    def run(number: int) -> None:
        client, texts = Client(port, path), list(asked.values())
        random.Random(number).shuffle(texts)
        while time.monotonic() < end:
            for text in texts:
                status, _ = client.ask(text)
                assert status == 200
                done[number] += 1

    start = time.monotonic()
    threads = [threading.Thread(target=run, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done.values()) / (time.monotonic() - start)


def mixed_load(server: subprocess.Popen[bytes], port: int, asked: dict[str, str], seconds: float, kill: bool) -> None:
    """16 clients, one query in twenty a runaway; with `kill`, a worker is killed each half second."""
    seen: Counter[str] = Counter()
    end, killed = time.monotonic() + seconds, 0

    def run(number: int) -> None:
        client, dice, texts = Client(port, "/sparql"), random.Random(number), list(asked.values())
        while time.monotonic() < end:
            runaway = dice.random() < 0.05
            status, body = client.ask(RUNAWAY if runaway else dice.choice(texts))
            kind = "runaway" if runaway else "query"
            lost = b"was ended" in body
            seen[f"{kind} {status}{' (its worker was killed)' if lost else ''}"] += 1

    threads = [threading.Thread(target=run, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    sizes = []
    while time.monotonic() < end:
        time.sleep(0.5)
        sizes.append(memory(server.pid))
        if kill and (workers := children(server.pid)):
            os.kill(random.choice(workers), signal.SIGKILL)
            killed += 1
    for thread in threads:
        thread.join()
    time.sleep(2)
    print(
        f"  {seconds:g} s, 16 clients, 5 % runaways{f', {killed} workers killed' if kill else ''}: {dict(sorted(seen.items()))}"
    )
    quarter = max(1, len(sizes) // 4)
    first, last = statistics.mean(sizes[:quarter]), statistics.mean(sizes[-quarter:])
    files = len(list(Path(f"/proc/{server.pid}/fd").iterdir()))
    print(f"  memory of server and workers: first quarter {first:.0f} MB, last quarter {last:.0f} MB, after it", end=" ")
    print(f"{memory(server.pid):.0f} MB; processes {len(children(server.pid))}, descriptors {files}")


def children(pid: int) -> list[int]:
    try:
        return [int(n) for task in Path(f"/proc/{pid}/task").iterdir() for n in (task / "children").read_text().split()]
    except OSError:
        return []


def memory(pid: int) -> float:
    """MB in memory that are a process's own and its children's, what they share counted once each."""
    total = 0
    for one in [pid, *children(pid)]:
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def serve_rdflib(store: Path, port: int) -> None:
    """The same application, its queries answered by rdflib's own store in this process."""
    import rdflib
    from waitress import serve

    from devzone_kg.querying import Format, Query
    from devzone_kg.store import open_store
    from devzone_kg.web import create_app
    from devzone_kg.web.service import Answer

    embedded = open_store(store, create=False)
    graph = rdflib.Graph()
    graph.parse(data=ox.serialize(embedded.query("CONSTRUCT WHERE { ?s ?p ?o }"), format=ox.RdfFormat.N_TRIPLES), format="nt")
    app = create_app(embedded)

    def ask(query: Query, _form: Format, *_: object, **__: object) -> Answer:
        data = graph.query(query.text).serialize(format="json") or b""
        file = tempfile.TemporaryFile()  # noqa: SIM115
        file.write(data)
        file.flush()
        return Answer(file, len(data), False, False, 0.0, 0.0)

    app.extensions["service"].ask = ask
    serve(app, host="127.0.0.1", port=port, threads=8, _quiet=True)


def fill(store: Path, plans: int) -> None:
    from benchmarks.synthetic import generate

    with tempfile.TemporaryDirectory() as folder:
        for name, text in generate(plans, seed=1):
            Path(folder, name).with_suffix(".txt").write_text(text, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "devzone_kg", "build", folder, "--store", str(store)], check=True)


def copied(store: Path, place: Path) -> None:
    """A copy for the bare server, which wants a directory of its own."""
    engine = ox.Store(store)
    engine.backup(place)
    print(f"{len(engine):,} quads, {sum(1 for _ in engine.named_graphs())} graphs")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("store", type=Path)
    arguments.add_argument("--synthetic", type=int, metavar="N", help="fill the store with N synthetic plans first")
    arguments.add_argument("--oxigraph", default=shutil.which("oxigraph"), help="the server of PyPI's package oxigraph")
    arguments.add_argument("--rounds", type=int, default=30)
    arguments.add_argument("--rdflib", action="store_true", help="compare with rdflib's store too (it takes minutes to load)")
    arguments.add_argument("--load", type=float, default=0, metavar="SECONDS", help="a mixed load with runaways afterwards")
    arguments.add_argument("--kill", action="store_true", help="kill workers in the mixed load")
    arguments.add_argument("--serve", default="", metavar="OPTIONS", help="further options of `devzone-kg serve`")
    arguments.add_argument("--serve-rdflib", type=int, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.serve_rdflib:
        serve_rdflib(options.store, options.serve_rdflib)
        return
    if options.synthetic:
        fill(options.store, options.synthetic)
    if not options.oxigraph:
        sys.exit("the bare server is missing: pip install oxigraph, or say where it is with --oxigraph")
    with tempfile.TemporaryDirectory(dir=options.store.resolve().parent) as folder:
        copied(options.store, Path(folder, "bare"))
        copied(options.store, Path(folder, "own"))
        compare(options, Path(folder))


def compare(options: argparse.Namespace, folder: Path) -> None:
    ours, bare, other = free_port(), free_port(), free_port()
    own = [
        sys.executable,
        "-m",
        "devzone_kg",
        "serve",
        "--store",
        str(folder / "own"),
        "--port",
        str(ours),
        *options.serve.split(),
    ]
    bare_command = [options.oxigraph, "serve-read-only", "--location", str(folder / "bare"), "--bind", f"127.0.0.1:{bare}"]
    with process(bare_command, bare, "/query"), process(own, ours, "/sparql") as server:
        asked = queries(bare, "/query")
        clients = {"bare": Client(bare, "/query"), "ours": Client(ours, "/sparql")}
        if options.rdflib:
            shutil.copytree(folder / "bare", folder / "rdflib", ignore=shutil.ignore_patterns("LOCK"))
            command = [sys.executable, "-m", "benchmarks.endpoint", str(folder / "rdflib"), "--serve-rdflib", str(other)]
            with process(command, other, "/sparql"):
                report(medians({**clients, "rdflib": Client(other, "/sparql")}, asked, options.rounds))
        else:
            report(medians(clients, asked, options.rounds))
        rates: dict[str, list[float]] = {"bare": [], "ours": []}
        for _ in range(6):
            rates["bare"].append(throughput(bare, "/query", asked, 4))
            rates["ours"].append(throughput(ours, "/sparql", asked, 4))
        mean = {name: statistics.mean(found) for name, found in rates.items()}
        print(f"8 clients: bare {mean['bare']:.0f} answers/s, ours {mean['ours']:.0f}, ratio {mean['ours'] / mean['bare']:.2f}")
        if options.load:
            mixed_load(server, ours, asked, options.load, options.kill)


def report(found: dict[str, dict[str, float]]) -> None:
    ratios = []
    for name, by in found.items():
        rest = ""
        if "rdflib" in by:
            ratios.append(by["rdflib"] / by["ours"])
            rest = f"  rdflib {by['rdflib']:9.1f} ms ({ratios[-1]:.1f} times)"
        kept = "within" if by["ours"] <= 1.2 * by["bare"] + 3 else "BEYOND"
        print(f"{name:20} bare {by['bare']:8.2f} ms  ours {by['ours']:8.2f} ms  {kept} 1.2 × bare + 3 ms{rest}")
    if ratios:
        print(f"geometric mean against rdflib: {statistics.geometric_mean(ratios):.1f} times faster")


if __name__ == "__main__":
    main()
