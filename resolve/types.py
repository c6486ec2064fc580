"""Values that travel, in the order of travel: what is asked, what answers, why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """What is said of a query."""

    MATCH = "match"
    REVIEW = "review"
    NIL = "nil"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Query:
    """A name and what is known of it.

    Attributes:
        name: as it was written; None for a missing one.
        lang: BCP 47 tag, None if not known.
        kind: person, place, organization or other; None if not known.
        country: ISO 3166-1 alpha-2 code, None if not known.
        birth_year: None if not known.
    """

    name: str | None
    lang: str | None = None
    kind: str | None = None
    country: str | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    """n queries as columns; the attributes are those of `Query`, with n values each."""

    name: Sequence[str | None]
    lang: Sequence[str | None]
    kind: Sequence[str | None]
    country: Sequence[str | None]
    birth_year: Sequence[int | None]

    @classmethod
    def of(cls, queries: Sequence[Query]) -> "Questions":
        """Queries, in their order."""
        return cls(
            [query.name for query in queries],
            [query.lang for query in queries],
            [query.kind for query in queries],
            [query.country for query in queries],
            [query.birth_year for query in queries],
        )

    def __len__(self) -> int:
        return len(self.name)

    @property
    def tags(self) -> list[str]:
        """The language of each, `und` where it is not known."""
        return [lang or "und" for lang in self.lang]

    def chunks(self, size: int) -> Iterator["Questions"]:
        """The questions in their order, at most so many at once; once none if there are none."""
        for begin in range(0, max(1, len(self)), size):
            rows = slice(begin, begin + size)
            yield Questions(
                self.name[rows], self.lang[rows], self.kind[rows], self.country[rows], self.birth_year[rows]
            )

    def distinct(self) -> tuple["Questions", list[int]]:
        """The distinct questions as they first appear, and of each question its place among them."""
        rows = list(zip(self.name, self.lang, self.kind, self.country, self.birth_year, strict=True))
        places = {row: place for place, row in enumerate(dict.fromkeys(rows))}
        columns = zip(*places, strict=True) if places else ((),) * 5
        return Questions(*columns), [places[row] for row in rows]


@dataclass(frozen=True, slots=True)
class Options:
    """How a column of queries is to be answered.

    Attributes:
        threshold: least score of a match, 0..1; None for `settings.MATCH_THRESHOLD`.
        review_threshold: least score worth a person's look, 0..1; None for `settings.REVIEW_THRESHOLD`.
        strict_kind: a given kind filters instead of being evidence.
        exclude: IDs that are no answer.
        top: how many candidates are listed, >= 1.
        explain: whether each candidate carries its explanation.
    """

    threshold: float | None = None
    review_threshold: float | None = None
    strict_kind: bool = False
    exclude: frozenset[str] = frozenset()
    top: int = 1
    explain: bool = False


@dataclass(frozen=True, slots=True)
class TokenMatch:
    """Two tokens that answer each other, or one that nothing answers.

    Attributes:
        left: token of the query; None if the other stands alone.
        right: token of the gazetteer's name; None if the first stands alone.
        likeness: 0..1.
        how: same, same word in another language, another form of the given name, initial, sounds the same,
            sounds alike (with the likeness), feminine against masculine, alone (with the role).
    """

    left: str | None
    right: str | None
    likeness: float
    how: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One feature that counted: its value 0..1, and what it added to the log odds."""

    feature: str
    value: float
    contribution: float
    meaning: str


@dataclass(frozen=True, slots=True)
class Turn:
    """What one piece of evidence decided: the similarity, 0..1, if it did not hold."""

    feature: str
    meaning: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two names were found alike, made of the evidence that scored.

    Attributes:
        left: the name that was asked for.
        right: the spelling it was compared with.
        tokens: which token answered which.
        evidence: what was weighed, the heaviest first.
        similarity: what came of it, 0..1.
        turns: the heaviest piece of evidence for a match and the heaviest against one, if there are such.
    """

    left: str
    right: str
    tokens: tuple[TokenMatch, ...]
    evidence: tuple[Weighed, ...]
    similarity: float
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant.

    Attributes:
        entity_id: canonical ID.
        name: its preferred name.
        score: 0..1, the probability that it is the right one, its rivals and NIL counted.
        similarity: 0..1, the probability that the two spellings name one entity.
        matched_name: the spelling that matched best.
        kind: its kind.
        explanation: why, where that was asked for.
        gazetteer: of several gazetteers the highest that holds the entity; None where one was asked.
        matched_gazetteer: of several gazetteers the highest that has the matched spelling.
    """

    entity_id: str
    name: str
    score: float
    similarity: float
    matched_name: str
    kind: str
    explanation: Explanation | None = None
    gazetteer: str | None = None
    matched_gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to one query; see the batch output for the meaning of the fields."""

    query: str | None
    decision: Decision
    entity_id: str | None
    score: float | None
    best_entity_id: str | None
    best_name: str | None
    matched_name: str | None
    reason: str
    candidates: tuple[Candidate, ...] = ()
    gazetteer: str | None = None
    matched_gazetteer: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer to one pair of names; similarity is None if a name cannot be read (decision `error`)."""

    left: str | None
    right: str | None
    similarity: float | None
    decision: Decision
    reason: str
    explanation: Explanation | None = None
