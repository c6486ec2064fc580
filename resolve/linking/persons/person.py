"""A person's name as it stands in a text."""

from enum import IntEnum
from typing import NamedTuple

from resolve.linking.persons.surnames import Stem


class Form(IntEnum):
    """How much of a name stands there."""

    WHOLE = 0
    INITIAL = 1
    BARE = 2


class Person(NamedTuple):
    """A person's name in a text; a tuple for the reason that `Verdict` is one.

    Attributes:
        document: number of the document.
        first: number of its first token.
        last: number of its last token, which holds the surname.
        start: first code point, in the document.
        end: the code point after the last.
        form: how much of the name stands there.
        before: the text up to the surname, as written; empty for a bare one.
        stems: of the surname.
        office: the office that stands directly before it, empty if none does.
        opens: whether it opens a sentence or stands among capitals, so that its own capital tells nothing.
        marked: whether a mark sets its ending off, or a comma follows, as behind a name.
        article: whether an article stands directly before it, as before a common noun.
    """

    document: int
    first: int
    last: int
    start: int
    end: int
    form: Form
    before: str
    stems: tuple[Stem, ...]
    office: str
    opens: bool
    marked: bool
    article: bool
