"""Files to take home, formats that an installation lacks, and what is said where there is nothing."""

import io
import json
import sys
import zipfile

import pytest
from http_client import Answer, Client

from sample_plan import PLAN, TEXT

PAGE = "/plan/" + PLAN.rsplit("/", 1)[1]
BOUNDARY = "-----a-boundary"


def checked(client: Client, form: str, accept: str | None = None) -> Answer:
    fields = {"text": TEXT, "profile": "draft", "format": form}
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    body = "".join([*parts, f"--{BOUNDARY}--\r\n"]).encode()
    return client.ask("/check", "POST", body, accept, f"multipart/form-data; boundary={BOUNDARY}")


def test_the_matrix_as_files_says_its_kind_once(client: Client) -> None:
    table = client.ask(PAGE + "/matrix.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert table.body.startswith(b"\xef\xbb\xbf")
    book = client.ask(PAGE + "/matrix.xlsx")
    assert (book.status, "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(book.body)).namelist()) == (200, True)


def test_the_findings_as_sarif_and_as_a_commented_word_file(client: Client) -> None:
    sarif = checked(client, "sarif")
    assert sarif.kind == "application/sarif+json"
    run = json.loads(sarif.text)["runs"][0]
    assert json.loads(sarif.text)["version"] == "2.1.0"
    assert run["results"]
    assert "/tmp" not in sarif.text
    word = checked(client, "docx")
    assert word.headers["content-disposition"].endswith('"annotated.docx"')
    parts = zipfile.ZipFile(io.BytesIO(word.body))
    comments = parts.read("word/comments.xml").decode()
    assert comments.count("<w:comment ") == len(run["results"])


def test_what_needs_a_package_that_is_not_here(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "matrix.xlsx" in client.ask(PAGE + "/matrix").text
    assert 'value="docx"' in client.ask("/check").text
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "docx", None)
    assert "matrix.xlsx" not in client.ask(PAGE + "/matrix").text
    assert 'value="docx"' not in client.ask("/check").text
    for answer, package in ((client.ask(PAGE + "/matrix.xlsx"), "xlsxwriter"), (checked(client, "docx"), "docx")):
        assert answer.status == 501
        assert package in answer.text
        assert "没有安装" in answer.text


@pytest.mark.parametrize("path", ["/nowhere", PAGE + "x", "/rules/Z99", "/networks/none", "/agency/none"])
@pytest.mark.parametrize(("lang", "first"), [("", "这里没有|没有|图谱"), ("?lang=en", "there is no|nothing is known")])
def test_404_in_our_own_words(client: Client, path: str, lang: str, first: str) -> None:
    answer = client.ask(path + lang, accept="text/html")
    if answer.status == 303:  # what is no page of its own is looked up in the graph
        answer = client.ask(answer.headers["location"], accept="text/html")
    assert answer.status == 404
    assert "If you entered the URL manually" not in answer.text
    told = answer.text.partition("<h1>")[2]
    assert any(word in told for word in first.split("|"))


def test_405_says_what_the_address_takes(client: Client) -> None:
    answer = client.ask("/search", "DELETE")
    assert answer.status == 405
    assert "this address does not take DELETE\n" in answer.text
    assert "此地址不支持 DELETE 请求" in answer.text
    assert "GET" in answer.text.partition("It takes ")[2].partition("\n")[0]
    assert "GET" in answer.headers["allow"]
