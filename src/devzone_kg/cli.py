"""The command line. Each command reads its arguments, calls the library and prints; what takes long to import waits."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from devzone_kg.errors import DevzoneError
from devzone_kg.writing import write_file

if TYPE_CHECKING:
    from devzone_kg.store import Store


_RESULTS = ("json", "xml", "csv", "tsv", "excel")  # as in querying.FORMATS, which take long to import
_TRIPLES = ("turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml")


class _Group(click.Group):
    """Turns an error that a user caused into one line on stderr and exit status 2."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DevzoneError as error:
            click.echo(f"devzone-kg: {error}", err=True)
            if mend := getattr(error, "mend", ("", ""))[0]:
                click.echo(mend, err=True)
            ctx.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="devzone-kg")
def main() -> None:
    """A knowledge graph of Chinese policy plans: read a plan, ask the graph, check a draft.

    Exit status: 0 fine, 1 a check found violations, 2 it could not be done (the message says why).
    """


@main.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--blocks", is_flag=True, help="Show the blocks (paragraphs, table rows) with their place, as JSON.")
def read_(file: Path, *, blocks: bool) -> None:
    """Print the text of FILE exactly as the other commands see it: all offsets count its characters."""
    from devzone_kg.reading import read

    source = read(file)
    if blocks:
        _print_json([block.to_json() for block in source.blocks])
    else:
        _write(source.text.encode())


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["json", "summary"]), default="summary", show_default=True)
def extract(file: Path, form: str) -> None:
    """Find the facts of the plan in FILE: duties and units, targets, cited documents, zones …, each with its place."""
    from devzone_kg.extraction.pipeline import extract as extract_

    facts = extract_(file)
    _notes(facts.notes)
    if form == "json":
        _print_json(facts.to_json())
    else:
        from devzone_kg.summary import summary

        click.echo(summary(facts))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the graph of the one FILE as Turtle.")
@click.option("--inferred", type=click.Path(path_type=Path), help="Write what was inferred (not stated) as Turtle.")
@click.option("--store", "store_path", type=click.Path(path_type=Path), help="Put the graphs into the store in this folder.")
@click.option("--jobs", "-j", type=click.IntRange(1, 256), help="Processes that work in parallel; by default one a core.")
def build(
    files: tuple[Path, ...], output: Path | None, inferred: Path | None, store_path: Path | None, jobs: int | None
) -> None:
    """Build the graph of each document in FILES (files, folders, zip archives), as a Turtle file or into a store.

    A store remembers its documents: what is unchanged is left alone, and a build that was broken off goes on where it was.
    A document that cannot be read is reported at the end and costs no other.
    """
    from devzone_kg import building

    if bool(output) == bool(store_path):
        raise click.UsageError("say where the graph is to go: either --output FILE.ttl or --store FOLDER")
    if output:
        if len(files) != 1:
            raise click.UsageError("--output takes one FILE; use --store for several")
        _notes(building.build_turtle(files[0], output, inferred))
        return
    assert store_path is not None
    with _bar("building") as progress:
        report = building.build_store(files, store_path, jobs=jobs, progress=progress)
    _notes(report.lines())
    if report.failed or report.interrupted:
        sys.exit(2)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("action", type=click.Choice(["list", "add", "drop", "role", "relink", "remove"]), default="list")
@click.argument("words", required=False)
@click.option("--role", help="For add and role: lead, support, responsible, implement or official.")
@click.option("--agency", metavar="CODE/FUNCTION", help="For relink and add: the agency, as in 620602/fagai.")
@click.option("--kind", default="assignment", show_default=True, help="For drop: target, citation, zone, agency …")
@click.option("--quote", help="Words around WORDS that stand once in the text; found by itself where WORDS stand once.")
@click.option("--by", "author", help="Who says so; by default your user name.")
@click.option("--reason", help="Why, for those who read it later.")
def correct(file: Path, action: str, words: str | None, **options: str | None) -> None:
    """Correct a fact of the plan in FILE, by the WORDS that it is about; the correction outlasts later extractions.

    It is one line in FILE.corrections.toml, which you may edit too. 'list' shows the lines, 'remove N' takes one away.

    \b
    devzone-kg correct plan.docx drop 县民政局 --quote 会同县民政局
    devzone-kg correct plan.docx role 县财政局 --role lead
    devzone-kg correct plan.docx relink 区商务局 --agency 620602/shangwu
    """  # noqa: D301 - click reads the backspace
    from devzone_kg import correcting

    if action != "list" and words is None:
        raise click.UsageError("say which WORDS are meant (for remove: which number)")
    if action == "remove":
        correcting.remove(file, str(words))
    elif action != "list":
        _notes(correcting.correct(file, action, str(words), **options))
    for line in correcting.listing(file):
        click.echo(line)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(["draft", "issued"]), help="A draft (default) lacks number, date, signature.")
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(["text", "json", "sarif", "github", "html", "turtle", "csv", "docx"]),
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the report (docx: the commented file) to a file.")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of the messages; by default that of the locale.")
@click.option("--select", multiple=True, metavar="RULES", help="Only these rules: R, T01,T02 …")
@click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
@click.option("--severity", type=click.Choice(["info", "warning", "violation"]), help="The least severity that is shown.")
@click.option("--shapes", multiple=True, type=click.Path(path_type=Path), help="A shapes file with rules of your own.")
@click.option("--config", type=click.Path(path_type=Path), help="Settings; by default the nearest devzone-kg.toml.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Leave out the findings that this file lists.")
@click.option("--write-baseline", type=click.Path(path_type=Path), help="Write the findings to a baseline file.")
@click.option("--diff", is_flag=True, help="Show what --fix would change.")
@click.option("--fix", is_flag=True, help="Mend what is certain in the file (txt, md, docx), and check again.")
@click.option("--watch", is_flag=True, help="Check again whenever the file is saved.")
@click.option("--engine", type=click.Choice(["fast", "pyshacl"]), default="fast", show_default=True)
@click.option("--jobs", type=click.IntRange(1), help="Processes for several files; by default one a core.")
def check(paths: tuple[Path, ...], **options: Any) -> None:
    """Check plans against the drafting rules: files, or all documents in a folder; exit status 1 where a violation was found.

    \b
    devzone-kg check draft.docx --format docx -o commented.docx
    devzone-kg check drafts/ --format csv -o findings.csv
    """  # noqa: D301 - click reads the backspace
    from devzone_kg.validation import check_command

    sys.exit(check_command.run(paths, options))


@main.command("rules")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="By default that of the locale.")
def rules_(lang: str | None) -> None:
    """List the drafting rules."""
    from devzone_kg.validation import command
    from devzone_kg.validation.reporters.text import locale_language

    click.echo(command.listing(lang or locale_language()), nl=False)


@main.command()
@click.argument("rule")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="By default that of the locale.")
def explain(rule: str, lang: str | None) -> None:
    """Explain a RULE such as R04: what it says, why, and how to mend what breaks it."""
    from devzone_kg.validation import command
    from devzone_kg.validation.reporters.text import locale_language

    click.echo(command.explained(rule, lang or locale_language()), nl=False)


@main.command()
@click.argument("query", required=False)
@click.option("--store", "store_path", type=click.Path(path_type=Path), help="The store to ask; by default the seed plan.")
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="A parameter of a named query.")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(["table", *_RESULTS, *_TRIPLES]),
    help="excel is csv with the mark that Excel needs; from turtle on: for the triples of CONSTRUCT and DESCRIBE.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file; csv gets the mark that Excel needs.")
def query(query: str | None, store_path: Path | None, param: tuple[str, ...], form: str, output: Path | None) -> None:
    """Ask the graph: QUERY is a named query, a file with SPARQL, or SPARQL itself; without it the named queries are listed."""
    from devzone_kg import querying, terminal
    from devzone_kg.store import open_store, seeding

    if query is None:
        click.echo(terminal.listing(querying.named_queries().values()))
        return
    parameters = dict(_pair(p) for p in param)
    store = open_store(store_path, create=False) if store_path else seeding.seeded_store()
    if form == "table" and output is None:
        click.echo(terminal.table(querying.table(store, _query_text(query), parameters)))
    else:
        wanted = {"table": None, "csv": "excel" if output else "csv"}.get(form, form)
        data = querying.run(store, _query_text(query), parameters, wanted)
        if output:
            write_file(output, data)
        else:
            _write(data)


def _query_text(query: str) -> str:
    """The text of a query that is given as a file; a name or a text as it is."""
    if query.endswith((".rq", ".sparql")):
        try:
            return Path(query).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise DevzoneError(f"{query}: cannot be read as a query ({error})") from error
    return query


_STORE = click.option(
    "--store", "store_path", type=click.Path(path_type=Path), help="The store to ask; by default the seed plan."
)


@main.command("network")
@click.argument("name", required=False)
@_STORE
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "graphml", "gexf", "csv"]), default="table", show_default=True
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file.")
def network_(name: str | None, store_path: Path | None, form: str, output: Path | None) -> None:
    """A network of the graph with degree, betweenness and community of each member; without NAME the networks are listed."""
    from dataclasses import asdict

    from devzone_kg import network, terminal

    if name is None:
        click.echo("\n".join(f"{key:20} {' / '.join(view.title)}" for key, view in network.VIEWS.items()))
        return
    graph = network.network(_opened(store_path), name)
    if form in network.FORMS:
        data = network.export(graph, form)
    elif form == "json":
        links = [asdict(link) for link in network.links(graph)]
        data = json.dumps(
            {"members": [asdict(r) for r in network.measures(graph)], "edges": links}, ensure_ascii=False, indent=1
        ).encode()
    else:
        data = terminal.members(network.measures(graph)).encode()
    write_file(output, data) if output else _write(data + b"\n")


@main.command()
@click.argument("plan")
@_STORE
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), default="csv", show_default=True)
@click.option("--role", "roles", multiple=True, help="Only this role: lead, responsible, support, implement.")
@click.option(
    "--sort", type=click.Choice(["text", "count", "name"]), default="text", show_default=True, help="The order of the units."
)
@click.option("--hide-empty", is_flag=True, help="Leave out duties and units without a cell.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to a file.")
def matrix(plan: str, store_path: Path | None, form: str, output: Path | None, **options: Any) -> None:
    """The responsibility matrix of PLAN, given by its IRI or the last part of it: duties by units."""
    from devzone_kg import iris
    from devzone_kg.views import matrix as matrices
    from devzone_kg.views.plan import plan_head

    store = _opened(store_path)
    iri = plan if "://" in plan else iris.plan_iri(plan)
    head = plan_head(store, iri)
    if head is None:
        raise DevzoneError(f"there is no plan {plan} in the store; `devzone-kg query plans` lists them")
    found = matrices.matrix(store, iri, **options)
    data = matrices.as_csv(found) if form == "csv" else matrices.as_xlsx(found, head.title)
    write_file(output, data) if output else _write(data)


@main.command()
@click.argument("words")
@_STORE
def search(words: str, store_path: Path | None) -> None:
    """Find plans, units, zones and policies by name, short form, pinyin or its initials (zsj)."""
    from devzone_kg.views.search import entries
    from devzone_kg.views.search import search as search_

    for entry in search_(entries(_opened(store_path)), words):
        click.echo(f"{entry.kind:7} {entry.name}  {'、'.join(entry.others)}  {entry.path}")


def _opened(path: Path | None) -> "Store":
    from devzone_kg.store import open_store, seeding

    return open_store(path, create=False) if path else seeding.seeded_store()


@main.command()
@click.option("--store", "store_path", type=click.Path(path_type=Path), help="The store to serve; by default the seed plan.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--timeout", type=click.FloatRange(min=0.1), default=10, show_default=True, help="Seconds that a query may run.")
@click.option("--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows of a result.")
@click.option("--workers", type=click.IntRange(1), help="Queries that run at once; by default one a core and one more.")
@click.option("--proxy", metavar="ADDRESS", help="A reverse proxy whose X-Forwarded headers are believed.")
@click.option("--access-log", is_flag=True, help="Log each request to stderr, a line of JSON each.")
@click.option("--unconfined", is_flag=True, help="Serve even where the system cannot keep queries from the network.")
def serve(store_path: Path | None, host: str, port: int, **options: Any) -> None:
    """Serve the pages and the SPARQL endpoint (read-only) until interrupted; running requests end first."""
    from dataclasses import replace

    from devzone_kg.web.serving import serve as serve_
    from devzone_kg.web.workers import Limits

    limits = Limits(seconds=options.pop("timeout"), rows=options.pop("max_rows"))
    if workers := options.pop("workers"):
        limits = replace(limits, running=workers)
    serve_(store_path, host, port, limits=limits, **options)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: expected NAME=VALUE")
    return name, value


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to tell how far it is: a bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _note(text: str) -> None:
    click.echo(f"devzone-kg: {text}", err=True)


def _notes(notes: Iterable[str]) -> None:
    for note in notes:
        _note(note)


def _print_json(value: object) -> None:
    _write(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")


def _write(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
