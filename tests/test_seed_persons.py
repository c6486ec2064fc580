"""The hand-kept persons of the embedded gazetteer: form of the table, and of the names in it."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

PATH = Path(__file__).parents[1] / "seeds" / "persons.tsv"
LANGUAGES = ["az", "tr", "de", "ru", "en"]

# Poets known by a pen name alone. Every other person has a surname, never stored without a given name.
MONONYMOUS = {"per:fuzuli_mahammad", "per:nasimi_imadaddin", "per:nizami_ganjavi"}

# Different persons whom the press writes alike; any other shared spelling is a slip.
NAMESAKES = {
    frozenset({"per:bush_george_hw", "per:bush_george_w"}),
    frozenset({"per:hasanov_ali", "per:hasanov_ali_1948"}),
    frozenset({"per:magomayev_muslim", "per:magomayev_muslim_1885"}),
}

AZ_ALPHABET = frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz")
RU_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
JOINERS = frozenset(" -'.’")
TITLES = {
    "prezident", "prezidenti", "cumhurbaşkanı", "başbakan", "präsident", "präsidentin", "kanzler", "minister",
    "ministerin", "nazir", "naziri", "bakan", "bakanı", "президент", "министр", "канцлер", "president",
    "papst", "pope", "papa", "patriarch", "ayatollah", "general",
}  # fmt: skip
OTHER = re.compile(
    r"(?P<lang>[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?):(?P<name>[^|~:]+)"
    r"(?:~(?:historical|abbreviation|colloquial))?"
)
CURIE = re.compile(r"(?:wikidata:Q[1-9][0-9]*|geonames:[1-9][0-9]*)")


def _read() -> tuple[list[str], list[str], list[dict[str, str]]]:
    lines = PATH.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    header, *body = (line.split("\t") for line in lines[len(comments) :])
    return comments, header, [dict(zip(header, cells, strict=True)) for cells in body]


COMMENTS, HEADER, ROWS = _read()


def _names(row: dict[str, str], lang: str) -> list[str]:
    return row[lang].split("|")


def _spellings() -> Iterator[tuple[str, str, str]]:
    for row in ROWS:
        for lang in LANGUAGES:
            for name in _names(row, lang):
                yield row["entity_id"], lang, name


def _lower_az(name: str) -> str:
    return name.replace("İ", "i").replace("I", "ı").lower()


def _is_ordinal(token: str) -> bool:
    """Report whether a token counts rulers and patriarchs of one name, as `II`, `XIV.` and `14.` do."""
    return re.fullmatch(r"(?:[IVX]+|[0-9]+)\.?", token) is not None


def test_header() -> None:
    """The comment lines tell what, authority, year, licence (CC0-1.0) and source, in that order."""
    words = ["# what", "# authority", "# year", "# licence", "# source"]
    assert words == [line.split(":")[0] for line in COMMENTS]
    assert "# licence: CC0-1.0" in COMMENTS
    columns = "entity_id birth_year country description same_as az tr de ru en other source"
    assert columns.split() == HEADER


def test_text_is_composed_and_trimmed() -> None:
    """The file is in NFC and ends in one newline; no cell has blanks at an end or doubled inside."""
    text = PATH.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    parts = [part for row in ROWS for cell in row.values() for part in cell.split("|")]
    assert not [part for part in parts if part != " ".join(part.split(" ")).strip() or "  " in part]


def test_rows_are_sorted_and_unique() -> None:
    """Rows are sorted by entity_id, and an ID stands once."""
    ids = [row["entity_id"] for row in ROWS]
    assert sorted(set(ids)) == ids


def test_enough_persons() -> None:
    """The news of the region is covered: the 18 persons of the seed documents and at least 200 more."""
    assert len(ROWS) >= 218


def test_identifiers() -> None:
    """An ID is `per:surname_given` in ASCII lower case; a birth year has four digits, a country two."""
    assert not [r["entity_id"] for r in ROWS if not re.fullmatch(r"per:[a-z]+(_[a-z0-9]+)+", r["entity_id"])]
    assert not [r["entity_id"] for r in ROWS if not re.fullmatch(r"(1[0-9]{3}|200[0-9])?", r["birth_year"])]
    assert not [r["entity_id"] for r in ROWS if not re.fullmatch(r"[A-Z]{2}", r["country"])]


def test_described_and_sourced() -> None:
    """Every row says who the person is and what the row rests on."""
    assert not [r["entity_id"] for r in ROWS if not r["description"] or not r["source"]]


def test_same_as() -> None:
    """same_as holds CURIEs separated by blanks, and no CURIE stands for two persons."""
    curies = [curie for row in ROWS for curie in row["same_as"].split()]
    assert not [curie for curie in curies if not CURIE.fullmatch(curie)]
    assert len(set(curies)) == len(curies)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_language_is_filled(lang: str) -> None:
    """Every person has a name in each of the five languages, and no name twice in one."""
    assert not [row["entity_id"] for row in ROWS if not row[lang]]
    counts = {row["entity_id"]: Counter(_names(row, lang)) for row in ROWS}
    assert not [(key, name) for key, names in counts.items() for name, n in names.items() if n > 1]


def test_no_surname_alone() -> None:
    """A name has a given name beside the surname; only poets known by a pen name have one token."""
    single = [(key, name) for key, _, name in _spellings() if len(name.split()) < 2]
    assert not [(key, name) for key, name in single if key not in MONONYMOUS]
    assert {key for key, _ in single} == MONONYMOUS


def test_no_title() -> None:
    """A name is a name: it holds no office, rank or form of address."""
    assert not [name for _, _, name in _spellings() if TITLES & set(name.lower().split())]


def test_no_bare_initial() -> None:
    """An initial with a surname names many people: a name keeps a given name that is written out."""
    spelt = re.compile(r"[^\W\d_]{2,}")
    short = [
        (key, name)
        for key, _, name in _spellings()
        if key not in MONONYMOUS
        and len([t for t in name.split() if spelt.search(t)]) < 2
        and not any(_is_ordinal(t) for t in name.split())
    ]
    assert {key for key, _ in short} == {"per:vance_jd", "per:wang_yi"}


def test_script_fits_the_column() -> None:
    """Russian names are Cyrillic; Azerbaijani, Turkish, German and English ones are Latin."""
    wrong = [
        (key, lang, name)
        for key, lang, name in _spellings()
        for token in name.split()
        if not _is_ordinal(token)
        for letter in token
        if letter not in JOINERS
        and not unicodedata.name(letter).startswith("CYRILLIC " if lang == "ru" else "LATIN ")
    ]
    assert not wrong


def test_letters_fit_the_orthography() -> None:
    """The preferred name keeps to the alphabet of Azerbaijani (no w) and of Russian."""
    for row in ROWS:
        az, ru = (
            "".join(t for t in _names(row, lang)[0].split() if not _is_ordinal(t)) for lang in ("az", "ru")
        )
        assert set() == set(_lower_az(az)) - AZ_ALPHABET - JOINERS, row["entity_id"]
        assert set() == set(ru.lower()) - RU_ALPHABET - JOINERS, row["entity_id"]


def test_other_languages() -> None:
    """The column other holds `lang:name`, with `~kind` or without, in languages that have no column."""
    parts = [part for row in ROWS for part in row["other"].split("|") if part]
    assert not [part for part in parts if not OTHER.fullmatch(part)]
    alone = [part for part in parts if " " not in part and not part.startswith("zh:")]
    assert not alone, "Chinese alone writes surname and given name without a blank"
    assert set() == {part.split(":")[0] for part in parts} & set(LANGUAGES)


def test_spelling_names_one_person() -> None:
    """One spelling names one person, save for the namesakes whom the press writes alike."""
    bearers = defaultdict(set)
    for key, _, name in _spellings():
        bearers[name].add(key)
    shared_by = {frozenset(keys) for keys in bearers.values() if len(keys) > 1}
    assert shared_by == NAMESAKES


@pytest.mark.parametrize("surname", ["aliyev", "bayramov", "lavrov", "mustafayev", "overchuk", "putin"])
def test_most_prominent_namesake_has_most_names(surname: str) -> None:
    """The number of names is a sign of prominence: the seed documents' person leads those of that surname."""
    given = {
        "aliyev": "ilham", "bayramov": "jeyhun", "lavrov": "sergei",
        "mustafayev": "shahin", "overchuk": "aleksei", "putin": "vladimir",
    }[surname]  # fmt: skip
    counts = Counter(key for key, _, _ in _spellings() if re.match(rf"per:{surname}a?_", key))
    lead = counts.pop(f"per:{surname}_{given}")
    assert lead >= 1.5 * max(counts.values(), default=6)


def test_seed_documents(shared: Path) -> None:
    """Every person of the seed documents is here under that ID, with every full name the documents use."""
    names = {row["entity_id"]: {n for lang in LANGUAGES for n in _names(row, lang)} for row in ROWS}
    qids = {row["entity_id"]: row["same_as"] for row in ROWS}
    with (shared / "seeds" / "entities.tsv").open(encoding="utf-8", newline="") as file:
        persons = [r for r in csv.DictReader(file, delimiter="\t") if r["kind"] == "person"]
    with (shared / "seeds" / "gold.tsv").open(encoding="utf-8", newline="") as file:
        mentions = [r for r in csv.DictReader(file, delimiter="\t") if r["kind"] == "person"]
    assert not [p["canonical"] for p in persons if p["canonical"] not in names.get(p["entity_id"], ())]
    assert not [p["qid"] for p in persons if p["qid"] and qids[p["entity_id"]] != f"wikidata:{p['qid']}"]
    full = {(m["entity_key"], m["lemma"]) for m in mentions if " " in m["lemma"] and "." not in m["lemma"]}
    assert not sorted((key, lemma) for key, lemma in full if lemma not in names[key])
