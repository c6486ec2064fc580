"""What HTTP asks of a service: methods, types, headers, failures as JSON, and nothing that is not ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import FIXTURE_IS_SHARED
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Service, running

import gazetteer
from resolve.service.failing import FaultAnswer
from resolve.service.limits import Limits
from resolve.service.operations import OPERATIONS
from resolve.service.wire.decode import decode
from resolve.service.wire.read import read

FAULTY = [
    ("POST", "/resolve", b"{", 400, None),
    ("POST", "/resolve", b'{"queries": [{"name": "a"}, {"name": 1}]}', 400, "$.queries[1].name"),
    ("POST", "/resolve", b'{"queries": [{"name": "a", "lang": "klingon"}]}', 400, "$.queries[0].lang"),
    ("POST", "/resolve", b'{"queries": [{"name": "a", "kind": "ship"}]}', 400, "$.queries[0].kind"),
    ("POST", "/resolve", b'{"queries": [{"name": "a", "country": "AZE"}]}', 400, "$.queries[0].country"),
    (
        "POST",
        "/resolve",
        b'{"queries": [{"name": "a", "birth_year": 99999}]}',
        400,
        "$.queries[0].birth_year",
    ),
    ("POST", "/resolve", b'{"queries": [{"name": "a"}], "top": 0}', 400, "$.top"),
    ("POST", "/resolve", b'{"queries": [{"name": "a"}], "threshold": 2}', 400, "$.threshold"),
    ("POST", "/resolve", b'{"queries": [{"name": "a"}], "review_threshold": 1}', 400, "$.review_threshold"),
    ("POST", "/compare", b'{"left": "a"}', 400, "$.right"),
    ("POST", "/transliterate", b'{"texts": ["a"], "target": "tlh"}', 400, "$.target"),
    ("POST", "/transliterate", b'{"texts": ["a"], "source": "tlh"}', 400, "$.source"),
    ("POST", "/transliterate", b'{"texts": ["a"], "target": "de", "system": "x"}', 400, "$.system"),
    ("POST", "/text", b'{"text": "a", "lang": "&"}', 400, "$.lang"),
    ("GET", "/resolve", b"", 400, "name"),
    ("GET", "/resolve?name=a&lang=turkish", b"", 400, "lang"),
    ("GET", "/resolve?name=%ff", b"", 400, None),
    ("GET", "/search?q=a&limit=x", b"", 400, "limit"),
    ("GET", "/search?q=a&kind=ship", b"", 400, "kind"),
    ("GET", "/search?q=a&colour=red", b"", 400, "colour"),
    ("GET", "/nowhere", b"", 404, None),
    ("DELETE", "/resolve", b"", 405, None),
    ("POST", "/search", b"", 405, None),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "where"), FAULTY)
def test_failure_is_json(
    service: Service, method: str, path: str, body: bytes, status: int, where: str | None
) -> None:
    """A request that does not fit is answered with its status, and with JSON that says where."""
    answer = service.ask(method, path, body, content_type="application/json")
    fault = read(FaultAnswer, decode(answer.body)).error
    assert (status, status) == (answer.status, fault.status)
    if where is not None:
        assert where == fault.path
        assert where in fault.message


def test_other_type_of_body(service: Service) -> None:
    """A body of another type than is expected is refused; one without a type is taken as it is."""
    assert 415 == service.ask("POST", "/resolve", b"{}", content_type="text/plain").status
    assert 415 == service.ask("POST", "/reconcile", b"a", content_type="multipart/form-data").status
    body = b'{"queries": [{"name": "Baku"}]}'
    assert 200 == service.ask("POST", "/resolve", body, content_type="application/json; charset=utf-8").status
    assert 200 == service.ask("POST", "/resolve", body).status


LIMITS = Limits(body=2_000, names=3, name_length=20, text_length=50, waiting=100)
SMALL_LIMITS = [
    ("/resolve", {"queries": [{"name": "a"}] * 4}, "names", 4),
    ("/resolve", {"queries": [{"name": "a" * 2_000}]}, "body", None),
    ("/compare", {"left": "a" * 21, "right": "b"}, "name_length", 21),
    ("/text", {"text": "a" * 51}, "text_length", 51),
    ("/transliterate", {"texts": ["a"] * 4, "target": "de"}, "names", 4),
    ("/transliterate", {"texts": ["a" * 21], "target": "de"}, "name_length", 21),
    (
        "/v1/match",
        {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "a"}]}] * 4},
        "names",
        4,
    ),
    ("/v1/extend", {"ids": ["a"] * 4, "properties": []}, "names", 4),
]


@pytest.mark.parametrize(("path", "value", "limit", "found"), SMALL_LIMITS)
def test_limit_is_named(limited: Service, path: str, value: object, limit: str, found: int | None) -> None:
    """A request beyond a limit is answered with 413, the limit, what it allows and what was found."""
    answer = limited.post(path, value)
    fault = read(FaultAnswer, decode(answer.body)).error
    assert 413 == answer.status
    assert fault.limit is not None
    assert (limit, getattr(LIMITS, limit)) == (fault.limit.name, fault.limit.allowed)
    assert found is None or found == fault.limit.found
    assert f"the limit {limit} is" in fault.message


@pytest.fixture(scope="module")
def limited(small_gazetteer: Path) -> object:
    """Return a service with small limits."""
    with running(small_gazetteer, LIMITS) as service:
        yield service


def test_body_without_length(limited: Service) -> None:
    """A body that does not say how long it is ends at the limit too."""
    chunk = b"400\r\n" + b"a" * 0x400 + b"\r\n"
    answer = limited.ask("POST", "/resolve", iter([chunk] * 4), transfer_encoding="chunked")
    assert 413 == answer.status


def test_time_is_limited(small_gazetteer: Path) -> None:
    """A request that takes too long is given up with 503, and the next one is answered."""
    with running(small_gazetteer, Limits(seconds=0.005)) as hasty:
        names = [{"name": f"Ilham Alijew {number}"} for number in range(500)]
        answer = hasty.post("/resolve", {"queries": names})
        assert (503, "1") == (answer.status, answer.headers["retry-after"])
        assert "seconds" == answer["error"]["limit"]["name"]
        assert 200 == hasty.get("/healthz").status


@pytest.mark.parametrize(
    "path", ["/healthz", "/nowhere", "/entities/loc:baku", "/preview.css", "/openapi.json"]
)
def test_headers(service: Service, path: str) -> None:
    """Every answer forbids inline script and guessing of types."""
    headers = service.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert "'none'" == policy["default-src"]
    assert "'self'" == policy["script-src"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "nosniff" == headers["x-content-type-options"]


def test_cross_origin(service: Service) -> None:
    """Pages of other sites may ask, by GET and by POST of JSON."""
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    asked = service.ask("OPTIONS", "/v1/match", **headers, Access_Control_Request_Headers="content-type")
    assert 200 == asked.status
    assert "*" == asked.headers["access-control-allow-origin"]
    assert (
        "*"
        == service.ask("GET", "/reconcile", Origin="https://example.org").headers[
            "access-control-allow-origin"
        ]
    )


@pytest.mark.parametrize(
    "path", ["/../pyproject.toml", "/%2e%2e/pyproject.toml", "//etc/passwd", "/..%5c..%5cetc"]
)
def test_no_file_of_the_machine(service: Service, path: str) -> None:
    """No address leads to a file that is not served on purpose."""
    assert 404 == service.ask("GET", path).status


def test_host_of_a_stranger(service: Service) -> None:
    """An address that would be no address is not given back in the manifest."""
    answer = service.ask("GET", "/reconcile", Host='x"><script>')
    assert b"<script>" not in answer.body
    assert f"{service.base}/entities/" == answer["identifierSpace"]


HOSTILE = '<script>alert("1")</script> & "O\'Neill"'


def test_names_are_escaped(tmp_path: Path) -> None:
    """A name that looks like a script stands in pages as text, wherever it comes from."""
    table = tmp_path / "names.jsonl"
    row = {"entity_id": "<b>:1", "kind": "person", "lang": "en", "name": HOSTILE, "description": HOSTILE}
    table.write_text(json.dumps(row), encoding="utf-8")
    gazetteer.build_gazetteer([str(table)], tmp_path / "home")
    with running(tmp_path / "home") as hostile:
        page = hostile.get("/reconcile/preview", id="<b>:1")
        assert (200, "text/html; charset=utf-8") == (page.status, page.headers["content-type"])
        assert b"<script" not in page.body
        assert b"<b>" not in page.body
        assert b"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;" in page.body
        assert "script-src" not in page.headers["content-security-policy"]
        flyout = hostile.get("/reconcile/flyout/entity", id="<b>:1")
        assert "<script" not in str(flyout["html"])
        for answer in (hostile.get("/entities/<b>:1"), hostile.get("/nowhere/<script>")):
            assert "application/json" == answer.headers["content-type"]


POSTS = [operation.path for operation in OPERATIONS if operation.method == "POST"]


@pytest.mark.parametrize("path", POSTS)
@settings(max_examples=40, suppress_health_check=FIXTURE_IS_SHARED)
@given(body=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_body_is_answered(service: Service, path: str, body: bytes) -> None:
    """Whatever bytes are sent, the answer is not a defect of ours."""
    for content_type in ("application/json", "application/x-www-form-urlencoded"):
        answer = service.ask("POST", path, body, content_type=content_type)
        assert answer.status in (200, 400, 415)
        assert answer.status == 200 or read(FaultAnswer, decode(answer.body)).error.status == answer.status


@settings(max_examples=60, suppress_health_check=FIXTURE_IS_SHARED)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["query", "type", "limit", "properties", "pid", "v", "type_strict"]), inner
            )
        ),
    )
)
def test_any_query_is_answered(service: Service, value: object) -> None:
    """Whatever JSON a reconciliation query is, it is answered, refused with a path, or fails in its slot."""
    answer = service.form("/reconcile", queries={"q": value})
    assert answer.status in (200, 400)
    if answer.status == 400:
        assert str(answer["error"]["path"]).startswith("queries")
