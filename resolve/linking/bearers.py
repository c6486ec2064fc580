"""Who bears a name: the resolver's candidates for names of one kind, each distinct name asked for once."""

from collections.abc import Iterable
from typing import Final

from resolve.linking.answerer import Answerer
from resolve.types import Candidate, Options, Query, Resolution

MOST_KEPT: Final = 20_000
"""Names whose bearers are remembered from one share of texts to the next; some kilobytes each."""

_TOP: Final = 10


class Bearers:
    """The bearers of the names that were met; all names are asked for as of one kind."""

    def __init__(self, answerer: Answerer, kind: str, *, strict: bool = False) -> None:
        self._answerer = answerer
        self._kind = kind
        self._strict = strict
        self._known: dict[tuple[str, str], Resolution] = {}

    def ask(self, names: Iterable[tuple[str, str]]) -> None:
        """Ask for names, each with the language of its text, all of them at once."""
        # Before any of these names is looked up, so that all of them are there to be answered.
        if len(self._known) > MOST_KEPT:
            self._known.clear()
        new = [name for name in dict.fromkeys(names) if name not in self._known]
        queries = [Query(text, lang, self._kind) for text, lang in new]
        answers = self._answerer.answer(queries, Options(top=_TOP, strict_kind=self._strict))
        self._known.update(zip(new, answers, strict=True))

    def answer(self, name: str, lang: str) -> Resolution:
        """What the resolver says of a name that was asked for."""
        return self._known[name, lang]

    def candidates(self, name: str, lang: str) -> tuple[Candidate, ...]:
        """The entities of the kind that may be meant, the likeliest first."""
        return tuple(found for found in self._known[name, lang].candidates if found.kind == self._kind)
