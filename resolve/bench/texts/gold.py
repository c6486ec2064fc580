"""Texts with gold mentions: folders of marked texts, and documents with a table of mentions beside them.

A folder of marked texts has a folder a language, and in it a file a text: `tr/two-yilmaz.txt`. Lines that
begin with `#` head it: `class`, one of `CLASSES`, and `tries`, a sentence that says what is hard about it.
How the mentions are marked stands in `markup`.
"""

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gazetteer import Gazetteer
from resolve.bench.cases import HALVES
from resolve.bench.holdout import bucket
from resolve.bench.texts.markup import read_marked
from resolve.errors import UsageError, nearest_first
from resolve.text.language import detect_languages

DEFAULT_TEXTS: Final = Path(__file__).parents[3] / "tests" / "cases" / "texts"
"""The project's own texts; they are in the source tree, not in the wheel."""

CLASSES: Final = {
    "namesakes": True,
    "family": True,
    "strangers": True,
    "words": True,
    "places": True,
    "nested": True,
    "abbreviations": False,
    "headline": False,
    "hyphens": False,
    "inflection": False,
    "initials": False,
    "quotes": False,
    "spellings": False,
}
"""What a text tries -> whether its names are easily taken for others."""

COUNTED: Final = frozenset({"person", "place", "organization"})
"""Kinds whose mentions are counted."""

UNCOUNTED: Final = frozenset({"demonym", "event", "other"})
"""Kinds that are marked so that a link there is neither right nor wrong."""

TABLE_COLUMNS: Final = ("doc", "start", "end", "surface", "lemma", "kind", "entity_key", "note")
"""Columns of a table of gold mentions that are read; others may stand beside them."""

KindOf = Callable[[str], str | None]
"""The kind of the entity that has an ID; None if there is none."""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """What a careful reader marks.

    Attributes:
        start: first code point of the surface, from 0.
        end: the code point after the last; case ending and its mark are inside.
        lemma: the surface without its inflection.
        kind: one of `COUNTED` and `UNCOUNTED`.
        entity_id: None for what the gazetteer does not hold.
        free: whether it may be left out: it stands inside another mention, or describes more than it names.
        ignored: whether a link to it is neither right nor wrong.
    """

    start: int
    end: int
    lemma: str
    kind: str
    entity_id: str | None
    free: bool = False
    ignored: bool = False

    @property
    def wanted(self) -> bool:
        """Whether it has to be found."""
        return self.kind in COUNTED and self.entity_id is not None and not self.free


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text and all that is to be found in it.

    Attributes:
        doc: its name.
        lang: BCP 47 tag of its language.
        text: as it is read.
        kind_of_trial: one of `CLASSES`; None outside of such a collection.
        mentions: in the order of their starts, the longer first.
    """

    doc: str
    lang: str
    text: str
    kind_of_trial: str | None
    mentions: tuple[GoldMention, ...]

    @property
    def confusable(self) -> bool:
        """Whether its names are easily taken for others."""
        return self.kind_of_trial is not None and CLASSES[self.kind_of_trial]

    @property
    def half(self) -> str:
        """One of `HALVES`, by a hash of its name."""
        return HALVES[bucket(self.doc, "half", 2)]


def kinds_in(entities: Gazetteer) -> KindOf:
    """The kind of an entity by its ID, None for an ID that the gazetteer does not have."""

    def kind_of(entity_id: str) -> str | None:
        entity = entities.entity(entity_id)
        return None if entity is None else entity.kind

    return kind_of


def read_texts(folder: Path, kind_of: KindOf) -> list[GoldText]:
    """Read a folder of marked texts, in the order of their names.

    Args:
        folder: holds a folder a language.
        kind_of: knows the IDs that are marked.

    Raises:
        UsageError: no such folder, no text in it, a head or a mark that is none, or an ID of no entity.
    """
    paths = sorted(folder.glob("*/*.txt"))
    if not paths:
        raise UsageError(
            f"{folder}: no texts; expected <language>/<name>.txt; Adlar's own are in its source tree"
        )
    return [_marked_text(path, kind_of) for path in paths]


def _marked_text(path: Path, kind_of: KindOf) -> GoldText:
    lines = _read(path).split("\n")
    heads = [line for line in lines if line.startswith("#")]
    head = dict(line.removeprefix("#").strip().partition(": ")[::2] for line in heads)
    trial = head.get("class", "")
    if trial not in CLASSES or not head.get("tries"):
        raise UsageError(
            f"{path}: class is {trial!r}, tries is {head.get('tries', '')!r}; expected both, with a class of "
            f"{', '.join(nearest_first(trial, CLASSES))}"
        )
    try:
        marked = read_marked("\n".join(line for line in lines if not line.startswith("#")).strip() + "\n")
        mentions = tuple(
            GoldMention(mark.start, mark.end, mark.lemma, *_meant(mark.target, kind_of), free=mark.nested)
            for mark in marked.marks
        )
    except UsageError as fault:
        raise UsageError(f"{path}: {fault}") from fault
    return GoldText(f"{path.parent.name}/{path.stem}", path.parent.name, marked.text, trial, mentions)


def _meant(target: str, kind_of: KindOf) -> tuple[str, str | None]:
    if target in COUNTED or target in UNCOUNTED:
        return target, None
    kind = kind_of(target)
    if kind is None:
        kinds = ", ".join(sorted(COUNTED | UNCOUNTED))
        raise UsageError(f"{target!r} is no ID of the gazetteer and no kind; the kinds are {kinds}")
    return kind, target


def read_gold_table(path: Path) -> list[GoldText]:
    """Read a table of gold mentions and the documents beside it that it names.

    Args:
        path: tab-separated, with the columns `TABLE_COLUMNS`. The note holds `nested` or `descriptive` for
            what may be left out; an `entity_key` of two IDs joined by + is counted as neither.

    Raises:
        UsageError: the table or a document cannot be read, or a surface stands elsewhere.
    """
    lines = csv.reader(_read(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    header, *rows = list(lines) or [[]]
    if missing := [name for name in TABLE_COLUMNS if name not in header]:
        raise UsageError(f"{path}: no column {missing[0]}; expected {', '.join(TABLE_COLUMNS)}")
    by_doc: dict[str, list[GoldMention]] = {}
    texts: dict[str, str] = {}
    for number, cells in enumerate(rows, 2):
        if len(cells) != len(header):
            raise UsageError(f"{path}, row {number}: {len(cells)} cells; expected {len(header)}")
        row = dict(zip(header, cells, strict=True))
        doc = row["doc"]
        if doc not in texts:
            texts[doc] = _read(path.parent / doc)
        try:
            mention = _mention(row)
        except ValueError as error:
            raise UsageError(
                f"{path}, row {number}: start {row['start']!r}, end {row['end']!r}; expected whole numbers"
            ) from error
        if texts[doc][mention.start : mention.end] != row["surface"]:
            found = texts[doc][mention.start : mention.end]
            raise UsageError(f"{path}, row {number}: {found!r} stands there; expected {row['surface']!r}")
        by_doc.setdefault(doc, []).append(mention)
    languages = dict(zip(texts, detect_languages(list(texts.values())), strict=True))
    return [
        GoldText(doc, languages[doc], texts[doc], None, tuple(mentions)) for doc, mentions in by_doc.items()
    ]


def _mention(row: dict[str, str]) -> GoldMention:
    descriptive = "descriptive" in row["note"]
    several = "+" in row["entity_key"]
    return GoldMention(
        int(row["start"]),
        int(row["end"]),
        row["lemma"],
        "other" if several else row["kind"],
        row["entity_key"],
        free=descriptive or "nested" in row["note"],
        ignored=descriptive,
    )


def _read(path: Path) -> str:
    try:
        # As it lies there: offsets count the line ends that are in the file.
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except OSError as error:
        raise UsageError(
            f"{path}: {os.strerror(error.errno or 0)}; expected a text with gold mentions"
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: no UTF-8 at byte {error.start}; expected a text in UTF-8") from error
