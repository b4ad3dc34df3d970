"""The pages on the sample."""

import re
from html.parser import HTMLParser

import pytest
from http_client import Client

from devzone_kg.querying import named_queries
from devzone_kg.store import open_store
from devzone_kg.web import create_app
from devzone_kg.web.results_page import short
from sample_plan import PLAN, TEXT, parse, plan_triples

PAGE = "/plan/" + PLAN.rsplit("/", 1)[1]


class Document(HTMLParser):
    """The text inside the document's element, the words of each id, and every link."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: dict[str, str] = {}
        self.text = ""
        self._open: list[tuple[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag not in ("meta", "link", "input", "br"):
            self._open.append((tag, found.get("id") or ("document" if found.get("class") == "document" else None)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name == "document":
                self.text += data
            elif name:
                self.ids[name] = self.ids.get(name, "") + data


def test_the_start_page_lists_duties_with_their_units_by_role(client: Client) -> None:
    answer = client.ask("/", accept="text/html")
    assert answer.status == 200
    duty = answer.text.partition("组织招商活动")[2]
    roles = re.findall(r'class="badge (\w+)".*?</dd>', duty, re.S)
    assert roles == ["lead", "support", "implement"]
    assert duty.index("区商务局") < duty.index("区财政局") < duty.index("各园区")
    assert "总体分工" in answer.text


def test_every_link_into_a_text_leads_to_the_words(client: Client) -> None:
    start = Document(client.ask("/", accept="text/html").text)
    plan = Document(client.ask(PAGE, accept="text/html").text)
    anchors = [link.partition("#")[2] for link in start.links if "#char=" in link]
    assert len(anchors) >= 8 + 3
    for anchor in anchors:
        start_at, end_at = map(int, anchor.removeprefix("char=").split(","))
        assert plan.ids[anchor] == TEXT[start_at:end_at].replace("\r\n", "\n")


def test_the_text_is_whole_and_the_words_are_marked(client: Client) -> None:
    answer = client.ask(PAGE, accept="text/html")
    assert Document(answer.text).text.replace("\r\n", "\n") == TEXT.replace("\r\n", "\n")
    assert re.search(
        r'<mark id="char=\d+,\d+" class="lead"><a class="fact" [^>]+><span class="sup lead"[^>]*></span>区发改局</a></mark>',
        answer.text,
    )


def test_named_queries_are_listed_and_their_links_work(client: Client) -> None:
    start = Document(client.ask("/", accept="text/html").text)
    links = [link for link in start.links if link.startswith("/sparql?")]
    assert len(links) == len(named_queries())
    tables = 0
    for link in links:
        answer = client.ask(link, accept="text/html")
        assert answer.status == 200, link
        tables += "<table>" in answer.text
        assert client.ask(link).kind == "application/sparql-results+json"
    assert tables >= 20  # the sample has no answer to some


def test_a_page_of_results_leads_to_the_words(client: Client) -> None:
    start = Document(client.ask("/", accept="text/html").text)
    link = next(link for link in start.links if "%24unit" in link)
    page = client.ask(link, accept="text/html").text
    assert "某单位负责什么" in page
    assert f'href="{PAGE}#char=' in page


def test_english_on_request_and_kept_in_the_links(client: Client) -> None:
    page = client.ask("/?lang=en", accept="text/html").text
    assert '<html lang="en">' in page
    assert "Who leads what" in page
    assert f'href="{PAGE}?lang=en#char=' in page
    assert '<html lang="zh-CN">' in client.ask("/", accept="text/html").text


def test_pages_let_no_script_in_but_their_own(client: Client) -> None:
    for path in ("/", PAGE, PAGE + "/matrix", "/sparql", "/check", "/graph", "/nowhere"):
        answer = client.ask(path, accept="text/html")
        assert not re.search(r'<script(?! type="module" src="/static/assets/\w+\.js\?v=\w+"></script>)', answer.text)
        assert not re.search(r"\s(?:style|on\w+)=", answer.text)
        policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["connect-src"] == "'self'"
        assert "unsafe" not in policy["style-src"] or path == "/sparql"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.ask("/static/style.css").kind == "text/css"


@pytest.mark.parametrize("slug", ["nowhere", "a%22b", "x%3E%3Cscript%3E", "%E4%B8%AD"])
def test_an_unknown_plan_is_404(client: Client, slug: str) -> None:
    answer = client.ask(f"/plan/{slug}", accept="text/html")
    assert (answer.status, answer.kind) == (404, "text/html")
    assert "<script>" not in answer.text
    assert client.ask(f"/plan/{slug}").kind == "text/plain"


def test_hostile_text_is_escaped(client: Client) -> None:
    answer = client.query("SELECT ('<script>alert(1)</script>' AS ?x) {}", "text/html")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_an_empty_store_has_a_page() -> None:
    page = create_app(open_store()).test_client().get("/", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "还没有方案" in page.text


def test_a_plan_that_another_document_calls_by_another_title_has_its_page() -> None:
    store = open_store()
    store.replace_graph(PLAN, plan_triples())
    cited = f'<{PLAN}> <http://purl.org/dc/terms/title> "另一标题" .'
    store.replace_graph(PLAN + "-follower", parse(cited))
    page = create_app(store).test_client().get(PAGE, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert create_app(store).test_client().get("/").text.count("<article") == 1


def test_short_names_of_iris() -> None:
    assert short("https://w3id.org/devzone-kg/def#leads") == "dz:leads"
    assert short("https://w3id.org/devzone-kg/id/agency/1/x") == "id:agency/1/x"
    assert short("urn:x") == "urn:x"
