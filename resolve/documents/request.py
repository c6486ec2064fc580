"""What is asked of files of running text, and what is counted of them."""

from dataclasses import dataclass

from gazetteer.types import Where


@dataclass(frozen=True, slots=True)
class TextRequest:
    """From which files, to which, and how.

    Attributes:
        sources: files of text, pages or tables; `-` for standard input.
        target: the table of mentions; `-` for standard output, as JSONL.
        lang: BCP 47 tag of all documents, None where each is to be detected.
        text_column: where the text stands in a table.
        page: an HTML page of the documents with their mentions marked, None for none.
        unknown: a table of the names that no entity was found for, None for none.
        gazetteer: directory, or several, see `gazetteer.locate`; None for the embedded one, or what
            `ADLAR_GAZETTEER` names.
        jobs: processes that share the work, >= 1; a few documents are read by one all the same.
        encoding: of text files; None: UTF-8, or what a byte order mark or a page says.
    """

    sources: tuple[str, ...]
    target: str
    lang: str | None = None
    text_column: str = "text"
    page: str | None = None
    unknown: str | None = None
    gazetteer: Where = None
    jobs: int = 1
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was read, or why it could not be.

    Attributes:
        doc: what it is called: the path as given, the `id` of its row, or its number from 1.
        text: the decoded text, to which offsets refer; empty if there is none.
        fault: why there is none; None if there is one.
    """

    doc: str
    text: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class TextCounts:
    """What came of a run.

    Attributes:
        documents: how many were read, those with a fault included.
        faulty: how many could not be.
        match: mentions linked to an entity.
        review: mentions that a person should look at.
        nil: names that no entity was found for.
    """

    documents: int = 0
    faulty: int = 0
    match: int = 0
    review: int = 0
    nil: int = 0

    def __add__(self, other: "TextCounts") -> "TextCounts":
        """Count two parts of a run together."""
        return TextCounts(
            self.documents + other.documents,
            self.faulty + other.faulty,
            self.match + other.match,
            self.review + other.review,
            self.nil + other.nil,
        )
