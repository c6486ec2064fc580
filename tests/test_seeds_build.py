"""The build of the embedded gazetteer: its steps one by one, and that it comes out the same."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from conftest import read_cases

from seeds import pins
from seeds.crosswalk import join_pinned
from seeds.cyrillic import add_cyrillic, fill_cyrillic
from seeds.entity import Entity, SeedError, Spelling
from seeds.folding import clean, fold
from seeds.handkept import read_all, read_table
from seeds.names_table import make_table, unique_spellings
from seeds.pins import PINS, require_pinned

ROOT = Path(__file__).resolve().parents[1]
HEADER = "entity_id\tcountry\taz\ttr\tde\tru\ten\tother\tsource"
BAKU = Entity(
    "loc:baku",
    "place",
    (Spelling("az", "Bakı", "hand-kept", is_preferred=True), Spelling("de", "Baku", "hand-kept")),
    same_as=("geonames:587084",),
    country="AZ",
)
CITY = Entity(
    "geonames:587084",
    "place",
    (Spelling("und", "Baku", "geonames", is_preferred=True), Spelling("und", "Bakou", "geonames")),
    country="AZ",
    population=2351300,
    canonical="und",
)


def installed_as_pinned() -> bool:
    try:
        return all(version(package) == pinned for package, pinned in PINS.items())
    except PackageNotFoundError:
        return False


needs_pins = pytest.mark.skipif(
    not installed_as_pinned(), reason="pip install " + " ".join(f"{p}=={v}" for p, v in PINS.items())
)


@needs_pins
@pytest.mark.parametrize("case", read_cases("seeds_alternate_names.tsv"), ids=lambda case: case["name"])
def test_alternate_name(case: dict[str, str]) -> None:
    """What people write is a name; codes, numbers and machine-made romanizations are none."""
    from seeds.geonames import is_name

    assert is_name(case["name"]) == (case["is_name"] == "yes")


@needs_pins
def test_committed_gazetteer_is_what_its_sources_give() -> None:
    """`python seeds/build.py --check` finds the committed snapshot to be what its sources give."""
    command = [sys.executable, str(ROOT / "seeds" / "build.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT.parent)
    assert (done.returncode, done.stderr) == (0, "")


def test_other_versions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of a package is named, with what to install."""
    monkeypatch.setattr(pins, "PINS", {"polars": "0.0.1", "no-such-package": "1.0"})
    with pytest.raises(SeedError, match=r"no-such-package is missing.*polars==0\.0\.1 no-such-package==1\.0"):
        require_pinned()


def test_fold_ignores_case_and_marks() -> None:
    """Folded names compare without case, marks and the two Turkic i."""
    assert fold("KÖLN") == fold("köln") == "koln"
    assert fold("İzmir") == fold("izmir") == fold("IZMIR") == "izmir"


def test_clean_keeps_joiners() -> None:
    """Soft hyphens and marks of direction go; a Persian name keeps its zero-width non-joiner."""
    assert clean("Reyk\u00adja\u00advík\u200e") == "Reykjavík"
    assert clean("جلال\u200cآباد  شهر") == "جلال\u200cآباد شهر"


def test_row_becomes_spellings(tmp_path: Path) -> None:
    """A cell's first spelling is preferred; a kind follows a tilde; further languages carry their tag."""
    path = tmp_path / "organizations.tsv"
    row = "org:x\tAZ\tBir|B~abbreviation\tBir\tEins\tОдин\tOne\thy:Մեկ|hy:Մ~historical\tx"
    path.write_text(f"# what: x\n{HEADER}\n{row}\n", encoding="utf-8")
    (entity,) = read_table(path)
    assert entity.kind == "organization"
    assert [(s.lang, s.name, s.is_preferred, s.kind) for s in entity.spellings] == [
        ("az", "Bir", True, ""),
        ("az", "B", False, "abbreviation"),
        ("tr", "Bir", True, ""),
        ("de", "Eins", True, ""),
        ("ru", "Один", True, ""),
        ("en", "One", True, ""),
        ("hy", "Մեկ", True, ""),
        ("hy", "Մ", False, "historical"),
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("org:x\tAZ\ta\tb", "line 2: 4 cells, expected 9"),
        ("org:x\tAZ\tA~nickname\tb\tc\td\te\t\tx", "line 2: 'A~nickname' has the kind 'nickname'; expected"),
        ("org:x\tAZ\tA||B\tb\tc\td\te\t\tx", "line 2: '' is no spelling"),
        ("org:x\tAZ\tA\tb\tc\td\te\tname\tx", "line 2: 'name' in the column other; expected lang:name"),
    ],
)
def test_malformed_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    """A malformed row stops the build with its line and what was expected."""
    path = tmp_path / "organizations.tsv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        read_table(path)


def test_missing_table_and_unknown_column_are_named(tmp_path: Path) -> None:
    """A table that is not there, or has a column nobody reads, stops the build."""
    with pytest.raises(SeedError, match="cannot be read"):
        read_all(tmp_path)
    path = tmp_path / "places.tsv"
    path.write_text(HEADER.replace("country", "land") + "\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"missing: \['country'\], unknown: \['land'\]"):
        read_table(path)


def test_pinned_source_joins_the_hand_kept_place() -> None:
    """A city that a hand-kept place names is no entity of its own; what is known of it goes there."""
    (joined,) = join_pinned([BAKU], [CITY])
    assert (joined.id, joined.population, joined.same_as) == ("loc:baku", 2351300, ("geonames:587084",))
    assert [s.name for s in joined.spellings] == ["Bakı", "Baku", "Baku", "Bakou"]


@pytest.mark.parametrize(
    ("city", "message"),
    [
        (Entity("geonames:1", "place", CITY.spellings, country="AZ"), "is in no pinned source"),
        (Entity(CITY.id, "place", CITY.spellings, country="TR"), "is in 'TR', the row says 'AZ'"),
        (Entity(CITY.id, "place", (Spelling("und", "X", "geonames"),), country="AZ"), "none of the names"),
    ],
)
def test_wrong_identity_is_refused(city: Entity, message: str) -> None:
    """A hand-kept place must be in the source, in the same country, under one of its names."""
    with pytest.raises(SeedError, match=message):
        join_pinned([BAKU], [city])


def test_one_city_is_not_two_places() -> None:
    """Two hand-kept places cannot be the same city."""
    twin = Entity("loc:twin", "place", BAKU.spellings, same_as=BAKU.same_as, country="AZ")
    with pytest.raises(SeedError, match="is both loc:baku and loc:twin"):
        join_pinned([BAKU, twin], [CITY])


def test_each_spelling_once_a_language() -> None:
    """The first of equal spellings stays, one preferred a language; a language makes `und` needless."""
    spellings = [
        Spelling("de", "Baku", "hand-kept", is_preferred=True),
        Spelling("de", "Baku", "cldr 47", is_preferred=True),
        Spelling("de", "Bakı", "cldr 47", is_preferred=True),
        Spelling("und", "Bakı", "geonames"),
        Spelling("und", "Baku", "geonames", is_preferred=True),
        Spelling("und-Cyrl", "Боку", "geonames"),
    ]
    assert [(s.lang, s.name, s.is_preferred) for s in unique_spellings(spellings)] == [
        ("de", "Baku", True),
        ("de", "Bakı", False),
        ("und", "Baku", True),
        ("und-Cyrl", "Боку", False),
    ]


def test_canonical_name_comes_first() -> None:
    """The first row is the name in the language that the row, else the country tells."""
    assert make_table([BAKU])["name"][0] == "Bakı"
    german = Entity("loc:x", "place", (*BAKU.spellings, Spelling("en", "X", "hand-kept", is_preferred=True)))
    assert make_table([german])["name"][0] == "X"
    with pytest.raises(SeedError, match="no name in 'ru', which its row calls canonical"):
        make_table([Entity("loc:x", "place", BAKU.spellings, canonical="ru")])


def test_cyrillic_is_derived_where_azerbaijani_is_adapted() -> None:
    """Places are written in Cyrillic; abbreviations, foreign letters and brands are not."""
    bank = Entity(
        "org:bank",
        "organization",
        (
            Spelling("az", "Deutsche Bank", "hand-kept", is_preferred=True),
            Spelling("az", "Mərkəzi Bank", "hand-kept"),
            Spelling("az", "MB", "hand-kept", kind="abbreviation"),
            Spelling("az", "Wagner Bankı", "hand-kept"),
            Spelling("en", "Deutsche Bank", "hand-kept", is_preferred=True),
        ),
    )
    baku, with_bank = add_cyrillic([BAKU, bank])
    assert [s.name for s in baku.spellings if s.lang == "az-Cyrl"] == ["Бакы"]
    assert [s.name for s in with_bank.spellings if s.lang == "az-Cyrl"] == ["Мәркәзи Банк"]
    assert fill_cyrillic([baku]) == [baku]
