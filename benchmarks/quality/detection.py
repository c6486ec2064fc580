"""What detection is made of and how good it is: learns its Latin marks, counts its hits.

    ADLAR_SHARED=../shared python -m benchmarks.quality.detection         accuracy and calibration
    ADLAR_SHARED=../shared python -m benchmarks.quality.detection --train writes resolve/data/detection/

Latin marks are learnt from the names of the embedded gazetteer, the parts of the lexicon, and one half of the
entities of eval/names.parquet, drawn by a hash; the figures are of the spellings of the other half that were
not learnt from. Rows of sources whose licence does not allow it are left out. Cyrillic marks are the letters
of the alphabets.

1. A spelling speaks for the languages that it is tagged with, in equal shares.
2. A letter that a language does not have takes that language out: Müller is not English, wherever it is met.
3. A place speaks for the language of its country alone, and a part of the lexicon for that which it is at
   home in, if it is tagged with that.
4. Each language weighs the same, and in it persons as much as places.
5. Weights of marks (strings of up to five signs, edges of the word included) are those of a multinomial
   logistic regression; the penalty on their size leaves most of them out.
6. A last factor for all weights is chosen on a tenth of the spellings, so that probabilities are shares.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

import gazetteer
from resolve.conversion.detection import detect_column, marks_of
from resolve.tables import list_names, read_rows

ROOT = Path(__file__).parents[2]
TABLES = ROOT / "resolve" / "data" / "detection"
CODES = {"az": 0.25, "de": 0.25, "en": 0.25, "tr": 0.25}
CYRILLIC_CODES = {"az-Cyrl": 0.04, "ru": 0.83, "uk": 0.04}
LETTERS = {
    "az": frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyzi̇"),
    "de": frozenset("abcdefghijklmnopqrstuvwxyzäöüß"),
    "en": frozenset("abcdefghijklmnopqrstuvwxyz"),
    "tr": frozenset("abcçdefgğhıijklmnoöprsştuüvyzi̇âîû"),
}
CYRILLIC = {
    "az-Cyrl": "абвгғдеәжзиыјкҝлмноөпрстуүфхһчҹш",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "ky": "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "tg": "абвгғдеёжзиӣйкқлмнопрстуӯфхҳчҷшъэюя",
    "tk-Cyrl": "абвгдеёжҗзийклмнңоөпрстуүфхцчшщъыьэәюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "und-Cyrl": "абвгѓдђеёжзѕиіјйкќлљмнњопрстћуўфхцчџшщъыьѣэюя",
    "uz-Cyrl": "абвгғдеёжзийкқлмнопрстуўфхҳцчшъэюя",
}
OUTSIDE = -5
RARITY = 0.01

# The share of the letters in names that Russian does not have: counted in the embedded gazetteer, for tk-Cyrl
# and uz-Cyrl estimated. A name without any of them speaks, letter by letter, for Russian; one of them
# speaks as much more as it is more usual than RARITY.
SPECIAL = {
    "az-Cyrl": 0.12,
    "kk": 0.08,
    "ky": 0.02,
    "ru": 0.0,
    "tg": 0.08,
    "tk-Cyrl": 0.06,
    "uk": 0.07,
    "und-Cyrl": 0.04,
    "uz-Cyrl": 0.05,
}
HOMES = {"AT": "de", "AZ": "az", "DE": "de", "GB": "en", "IE": "en", "LI": "de", "TR": "tr", "US": "en"}
FORBIDDEN = ("iso-codes", "kgeography", "kstars", "mledoze")
LEAST = 12
PENALTY = 1.5e-5
STEPS = 300

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A spelling, the share of each of its orthographies, and how much it weighs."""

    name: str
    shares: dict[str, float]
    weight: float


def trains(entity: str) -> bool:
    """Whether an entity of names.parquet may be learnt from."""
    return int(hashlib.sha256(f"split:{entity}".encode()).hexdigest()[:8], 16) % 2 == 0


def read_shared(shared: Path) -> pl.DataFrame:
    """The names of names.parquet whose licence allows to learn from them, with a column `trains`."""
    names = pl.read_parquet(shared / "eval" / "names.parquet")
    names = names.filter(~pl.col("source").str.contains_any(list(FORBIDDEN)))
    return names.with_columns(
        pl.col("entity_id").map_elements(trains, return_dtype=pl.Boolean).alias("trains")
    )


def read_embedded() -> pl.DataFrame:
    """The names of the embedded gazetteer; a place of unknown language speaks for that of its country."""
    names = gazetteer.open().frame()
    home = pl.col("country").replace_strict(HOMES, default=None, return_dtype=pl.String)
    at_home = names.filter(
        (pl.col("lang") == "und") & (pl.col("kind") == "place") & pl.col("is_preferred") & home.is_not_null()
    ).with_columns(home.alias("lang"))
    return pl.concat([names, at_home])


def read_lexicon() -> tuple[pl.DataFrame, dict[str, str]]:
    """The name parts of the lexicon, and the language that each is at home in."""
    rows: list[tuple[str, str, str, str]] = []
    homes: dict[str, str] = {}
    for file in list_names("lexicon", ".tsv"):
        if file == "endings.tsv":
            continue
        table = read_rows(f"lexicon/{file}")
        for number, row in enumerate(table.rows):
            entity = f"lexicon:{file}:{number}"
            homes[entity] = row[0]
            kind = "place" if file == "places.tsv" else "person"
            for lang, cell in zip(table.columns[1:6], row[1:6], strict=True):
                rows += [(entity, kind, lang, form.capitalize()) for form in cell.split("|") if form]
    return pl.DataFrame(rows, ["entity_id", "kind", "lang", "name"], orient="row"), homes


def gather(rows: pl.DataFrame, codes: Mapping[str, float], homes: Mapping[str, str]) -> list[Sample]:
    """Samples of table rows: distinct spellings with the orthographies that they speak for.

    Args:
        rows: columns entity_id, kind, lang, name.
        codes: the languages that count, and how much the names of each weigh in all.
        homes: the language of the country of an entity.
    """
    tags: dict[str, set[str]] = defaultdict(set)
    at_home: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    columns = rows.filter(pl.col("lang").is_in(list(codes))).select("entity_id", "kind", "lang", "name")
    for entity, kind, lang, name in columns.iter_rows():
        tags[name].add(lang)
        kinds[name] = kind
        if homes.get(entity) == lang:
            at_home[name].add(lang)
    found = {}
    for name, langs in tags.items():
        letters = {letter for letter in name.lower() if letter.isalpha()}
        spelt = {lang for lang in langs if letters <= LETTERS.get(lang, letters)}
        found[name] = sorted(at_home[name] or spelt or langs)
    mass: dict[tuple[str, str], float] = defaultdict(float)
    for name, chosen in found.items():
        for lang in chosen:
            mass[lang, kinds[name]] += 1 / len(chosen)
    samples = []
    for name, chosen in found.items():
        kind = kinds[name]
        share_of_kind = 0.2 if kind in ("org", "organization", "other") else 0.4
        raw = {lang: codes[lang] * share_of_kind / mass[lang, kind] for lang in chosen}
        weight = sum(raw.values()) / len(raw)
        samples.append(Sample(name, {lang: value / sum(raw.values()) for lang, value in raw.items()}, weight))
    return samples


def homes_of(rows: pl.DataFrame) -> dict[str, str]:
    """The language of the country of each entity that has one of ours."""
    pairs = rows.select("entity_id", "country").unique().drop_nulls().iter_rows()
    return {entity: HOMES[country] for entity, country in pairs if country in HOMES}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Counts of marks in samples, by the places of those that are not 0."""

    rows: Whole
    columns: Whole
    size: tuple[int, int]

    def times(self, weights: Floats) -> Floats:
        """The sums of the weights of each sample's marks, a column an orthography."""
        return np.stack(
            [
                np.bincount(self.rows, weights=weights[self.columns, code], minlength=self.size[0])
                for code in range(weights.shape[1])
            ],
            axis=1,
        )

    def turned(self, values: Floats) -> Floats:
        """The transposed product."""
        return np.stack(
            [
                np.bincount(self.columns, weights=values[self.rows, code], minlength=self.size[1])
                for code in range(values.shape[1])
            ],
            axis=1,
        )


def to_matrix(names: Iterable[str], numbers: dict[str, int]) -> Matrix:
    """The marks of names, those that have a number."""
    rows: list[int] = []
    columns: list[int] = []
    count = 0
    for row, name in enumerate(names):
        count += 1
        for mark in marks_of(name):
            number = numbers.get(mark)
            if number is not None:
                rows.append(row)
                columns.append(number)
    return Matrix(np.array(rows, np.int64), np.array(columns, np.int64), (count, len(numbers)))


def softmax(scores: Floats) -> Floats:
    """Scores as shares, row by row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=1, keepdims=True)
    return shares


def fit(matrix: Matrix, shares: Floats, weights: Floats) -> Floats:
    """Weights of the marks: logistic regression with a penalty on size, by accelerated proximal steps."""
    chosen = np.zeros((matrix.size[1], shares.shape[1]))
    ahead, pace, step = chosen, 1.0, 1 / steepest(matrix, weights)
    for _ in range(STEPS):
        gradient = matrix.turned((softmax(matrix.times(ahead)) - shares) * weights[:, None])
        moved = ahead - step * gradient
        moved = np.sign(moved) * np.maximum(np.abs(moved) - step * PENALTY, 0)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / faster * (moved - chosen)
        chosen, pace = moved, faster
    return chosen


def steepest(matrix: Matrix, weights: Floats) -> float:
    """A bound of how fast the gradient changes, by power iteration: longer steps would overshoot."""
    direction = np.ones((matrix.size[1], 1))
    size = 1.0
    for _ in range(20):
        turned = matrix.turned(matrix.times(direction) * weights[:, None])
        size = float(np.linalg.norm(turned))
        direction = turned / size
    return size / 2


def train(shared: Path) -> None:
    """Learn the Latin marks and write their table."""
    embedded, names = read_embedded(), read_shared(shared)
    parts, homes = read_lexicon()
    rows = pl.concat(
        [
            embedded.select("entity_id", "kind", "lang", "name"),
            names.filter("trains").select("entity_id", "kind", "lang", "name"),
            parts,
        ]
    )
    samples = gather(rows, CODES, homes_of(embedded) | homes)
    counts = Counter(mark for sample in samples for mark in set(marks_of(sample.name)))
    numbers = {
        mark: place
        for place, mark in enumerate(sorted(m for m, n in counts.items() if n >= LEAST and m not in "^$"))
    }
    matrix = to_matrix((sample.name for sample in samples), numbers)
    shares = np.array([[sample.shares.get(code, 0.0) for code in CODES] for sample in samples])
    weights = np.array([sample.weight for sample in samples])
    tenth = np.array([hashlib.sha256(sample.name.encode()).digest()[0] < 26 for sample in samples])
    kept = np.where(tenth, 0.0, weights)
    found = fit(matrix, shares, kept / kept.sum())
    scores = matrix.times(found)[tenth]
    losses = {
        factor: float(
            -(shares[tenth] * np.log(softmax(scores * factor) + 1e-12)).sum(axis=1) @ weights[tenth]
        )
        for factor in (step / 20 for step in range(10, 32))
    }
    factor = min(losses, key=lambda one: losses[one])
    found = np.round(found * factor, 2)
    found -= np.round(found.mean(axis=1, keepdims=True), 2)
    lines = [
        "\t".join([mark, *(f"{weight:.2f}" for weight in found[number])])
        for mark, number in numbers.items()
        if np.abs(found[number]).max() >= 0.1
    ]
    print(f"loss on the tenth {losses[factor] / weights[tenth].sum():.4f}")
    print(f"{len(samples)} spellings, {len(numbers)} marks, {len(lines)} kept, factor {factor:.2f}")
    header = [
        "# what: how much a mark in a name of Latin letters speaks for each orthography",
        "# columns: mark, a string of letters in lower case (^ is the beginning of a word, $ its end, İ the"
        " capital with a dot); for each orthography what one occurrence adds to its logarithmic odds (natural"
        " logarithm)",
        "# authority: learnt from language-tagged names of persons, places and organizations (hand-kept"
        " names; lexicon of this project; Unicode CLDR; Who's On First; GeoNames; Wikidata labels of"
        " politicians) by benchmarks/quality/detection.py --train",
        "# year: 2026",
        "# licence: CC0-1.0",
        "\t".join(["mark", *CODES]),
    ]
    (TABLES / "latn.tsv").write_text("\n".join([*header, *sorted(lines)]) + "\n", encoding="utf-8")


def write_cyrillic() -> None:
    """Write the table of Cyrillic letters."""
    codes = sorted(CYRILLIC)

    def weight(letter: str, code: str) -> str:
        if letter not in CYRILLIC[code]:
            return str(OUTSIDE)
        if letter in CYRILLIC["ru"]:
            return f"{math.log(1 - SPECIAL[code]):.2f}"
        own = set(CYRILLIC[code]) - set(CYRILLIC["ru"])
        return f"{math.log(SPECIAL[code] / len(own) / RARITY):.2f}"

    lines = [
        "\t".join([letter, *(weight(letter, code) for code in codes)])
        for letter in sorted(set("".join(CYRILLIC.values())))
    ]
    header = [
        "# what: how much a letter in a name of Cyrillic letters speaks for each orthography",
        "# columns: mark, a letter in lower case; for each orthography what one occurrence adds to its"
        " logarithmic odds (natural logarithm)",
        "# authority: Unicode CLDR 47, main exemplar characters; Turkmen alphabet of 1940; und-Cyrl is what"
        " Belarusian, Bulgarian, Macedonian and Serbian have; written by"
        " benchmarks/quality/detection.py --train",
        "# year: 2026",
        "# licence: CC0-1.0",
        "\t".join(["mark", *codes]),
    ]
    (TABLES / "cyrl.tsv").write_text("\n".join([*header, *lines]) + "\n", encoding="utf-8")


def credit(samples: Sequence[Sample], said: Sequence[str]) -> Floats:
    """How far each answer is right: the share of the spelling's tags that it names."""
    return np.array([sample.shares.get(code, 0.0) for sample, code in zip(samples, said, strict=True)])


def calibration_error(probability: Floats, right: Floats, weights: Floats) -> float:
    """Expected calibration error over ten equal bins of probability."""
    bins = np.minimum((probability * 10).astype(int), 9)
    gaps = [
        abs(float((right - probability)[bins == number] @ weights[bins == number])) for number in range(10)
    ]
    return sum(gaps) / float(weights.sum())


def measure(shared: Path) -> None:
    """Print accuracy and calibration on spellings that nothing was learnt from.

    Those are the ones of the unseen half; in Cyrillic all, as its marks are alphabets.
    """
    embedded, names = read_embedded(), read_shared(shared)
    seen = set(embedded["name"]) | set(names.filter("trains")["name"])
    unseen = names.filter(~pl.col("trains") & ~pl.col("name").is_in(list(seen)))
    both = pl.concat([table.select("entity_id", "kind", "lang", "name") for table in (embedded, unseen)])
    for title, codes, rows in (("Latin", CODES, unseen), ("Cyrillic", CYRILLIC_CODES, both)):
        samples = gather(rows, codes, homes_of(embedded))
        said = detect_column([sample.name for sample in samples])
        codes_said = [detection.orthography for detection in said]
        probability = np.array([detection.probability for detection in said])
        weights = np.array([sample.weight for sample in samples])
        right = credit(samples, codes_said)
        own = np.array([len(sample.shares) == 1 for sample in samples])
        print(f"\n{title}: {len(samples)} spellings, each language weighing what it does before detection")
        for label, chosen in (
            ("all", np.ones(len(samples), bool)),
            ("of one language", own),
            ("up to 5 letters", np.array([len(sample.name) <= 5 for sample in samples])),
            ("12 letters and more", np.array([len(sample.name) >= 12 for sample in samples])),
            ("said with 0.9 and more", probability >= 0.9),
        ):
            if chosen.any():
                share = float(right[chosen] @ weights[chosen] / weights[chosen].sum())
                error = calibration_error(probability[chosen], right[chosen], weights[chosen])
                n = int(chosen.sum())
                print(f"  {label:24} n {n:6}  accuracy {share:.3f}  calibration error {error:.3f}")
        for code in codes:
            mine = np.array([sample.shares.keys() == {code} for sample in samples])
            if mine.any():
                told = Counter(one for one, is_mine in zip(codes_said, mine, strict=True) if is_mine)
                share = told[code] / int(mine.sum())
                print(f"  {code:24} n {int(mine.sum()):6}  accuracy {share:.3f}  {dict(told.most_common(5))}")


def main() -> int:
    """Train or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--train", action="store_true", help="learn the marks anew")
    options = parser.parse_args()
    shared = os.environ.get("ADLAR_SHARED")
    if not shared:
        print("ADLAR_SHARED is not set: it names the folder that holds eval/names.parquet", file=sys.stderr)
        return 2
    if options.train:
        write_cyrillic()
        train(Path(shared))
    measure(Path(shared))
    return 0


if __name__ == "__main__":
    sys.exit(main())
