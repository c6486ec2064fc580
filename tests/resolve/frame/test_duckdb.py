"""The functions of DuckDB say what frames say, over many vectors, and nothing is left behind."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from framed import PEOPLE

from resolve import Options, Resolver
from resolve.errors import UsageError

duckdb = pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

ROWS = 100_000


@pytest.fixture
def connection(small_gazetteer: Path) -> Iterator[object]:
    """Return a connection with the functions, on the gazetteer of ten entities."""
    from resolve.frame.duckdb import register

    with duckdb.connect() as opened:
        register(opened, gazetteer=small_gazetteer)
        opened.register("people", PEOPLE.to_arrow())
        yield opened


def test_answers_are_those_of_frames(connection: duckdb.DuckDBPyConnection, small_gazetteer: Path) -> None:
    """`adlar_resolve` and `adlar_id` say of each row what a frame of polars is told."""
    found = connection.sql(
        "select unnest(adlar_resolve(name, lang, kind, null, born)), row,"
        " adlar_id(name, lang, kind, null, born) id from people order by row"
    ).pl()
    frame = PEOPLE.resolve.match(
        lang_column="lang", kind_column="kind", birth_year_column="born", gazetteer=small_gazetteer
    )
    assert frame.drop("name", "lang", "kind", "born", "row").to_dicts() == found.drop("id", "row").to_dicts()
    assert found["entity_id"].to_list() == found["id"].to_list()


def test_many_rows(connection: duckdb.DuckDBPyConnection, small: Resolver) -> None:
    """100,000 rows, in vectors and by several threads, are each answered as the resolver answers them."""
    names = ["Alijew", "Bakü", None, "Ilham Aliyev", "123", "Баку", "Nobody of that name"]
    connection.execute(
        f"create table many as select i, $1[1 + i % {len(names)}] n from range({ROWS}) t(i)", [names]
    )
    found = connection.sql(
        "select n, adlar_resolve(n).decision, adlar_id(n), count(*) from many group by all"
    )
    resolved = [small.lookup(name) for name in names]
    expected = Counter()
    for row in range(ROWS):
        one = resolved[row % len(names)]
        expected[(one.query, str(one.decision), one.entity_id)] += 1
    assert expected == Counter({(name, said, entity): rows for name, said, entity, rows in found.fetchall()})


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("adlar_id('Bakü')", "loc:baku"),
        ("adlar_id('Баку', 'ru')", "loc:baku"),
        ("adlar_id('Баку', null, 'place', 'AZ')", "loc:baku"),
        ("adlar_id(null)", None),
        ("adlar_resolve('Bakü', 'no tag').decision", "error"),
        ("adlar_resolve('Bakü', 'tr', 'place', 'AZ', 'last year').decision", "error"),
        ("adlar_transliterate('Əliyev', 'az', 'de')", "Alijew"),
        ("adlar_transliterate('Алиев', null, 'de')", "Alijew"),
        ("adlar_transliterate(null, 'az', 'de')", None),
        ("adlar_transliterate('Əliyev', 'az', null)", None),
        ("adlar_key('İlham Əliyev', 'az') = adlar_key('əliyev ilham')", True),
        ("adlar_key('123')", None),
    ],
)
def test_calls(connection: duckdb.DuckDBPyConnection, call: str, expected: object) -> None:
    """Arguments that are left out or null are not known; a null name has no entity, key or writing."""
    assert expected == connection.sql(f"select {call}").fetchall()[0][0]


def test_no_rows(connection: duckdb.DuckDBPyConnection) -> None:
    """No rows give no rows."""
    assert [] == connection.sql("select adlar_id(name), adlar_key(name) from people where row < 0").fetchall()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("adlar_transliterate('a', 'ru', 'xx')", "no orthography is called 'xx'; there are: az"),
        ("adlar_key('a', 'no tag')", "lang 'no tag'; expected: a BCP 47 tag"),
    ],
)
def test_wrong_values_are_told(connection: duckdb.DuckDBPyConnection, call: str, message: str) -> None:
    """What has no row for an error to stand in ends the query, with our message."""
    with pytest.raises(duckdb.Error, match=message):
        connection.sql(f"select {call}").fetchall()


def test_again_and_beside(connection: duckdb.DuckDBPyConnection, small_gazetteer: Path) -> None:
    """Registering again replaces; under another prefix, another way to answer stands beside the first."""
    from resolve.frame.duckdb import register

    register(connection, gazetteer=small_gazetteer)
    register(connection, gazetteer=small_gazetteer, options=Options(top=2), prefix="two_")
    one, two = connection.sql(
        "select adlar_id('Bakü'), two_resolve('Bakü').candidates[1].entity_id"
    ).fetchall()[0]
    assert ("loc:baku", "loc:baku") == (one, two)


def test_nothing_is_written(tmp_path: Path, small_gazetteer: Path) -> None:
    """A database that was opened for reading only can be asked; the functions are not kept in it."""
    from resolve.frame.duckdb import register

    file = tmp_path / "people.duckdb"
    with duckdb.connect(file) as opened:
        opened.execute("create table people as select 'Bakü' as name, date '1961-12-24' as day")
    with duckdb.connect(file, read_only=True) as opened:
        register(opened, gazetteer=small_gazetteer)
        row = opened.sql("select adlar_id(name), day from people").fetchall()[0]
        assert ("loc:baku", datetime.date(1961, 12, 24)) == row
    with duckdb.connect(file, read_only=True) as opened, pytest.raises(duckdb.CatalogException):
        opened.sql("select adlar_id(name) from people")


def test_wrong_registration(tmp_path: Path) -> None:
    """A prefix that begins no name, and a gazetteer that is not there, are errors of ours at once."""
    from gazetteer.errors import GazetteerError
    from resolve.frame.duckdb import register

    with duckdb.connect() as opened:
        with pytest.raises(UsageError, match="prefix 'a b'; expected: letters, digits and _"):
            register(opened, prefix="a b")
        with pytest.raises(GazetteerError, match="no such directory"):
            register(opened, gazetteer=tmp_path / "none")


def test_face() -> None:
    """The functions are reached by the name that is documented."""
    import resolve.frame.duckdb

    assert callable(resolve.frame.duckdb.register)
