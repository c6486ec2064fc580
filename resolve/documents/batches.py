"""Documents in batches: enough text that work on all of it at once pays, little enough for memory."""

from collections.abc import Iterable, Iterator

from resolve.documents.request import Reading


def cut_batches(readings: Iterable[Reading], size: int) -> Iterator[list[Reading]]:
    """Yield documents in batches, in their order; a batch ends with the document that makes it full.

    Args:
        readings: the documents.
        size: code points of text from which a batch is full.
    """
    batch: list[Reading] = []
    length = 0
    for reading in readings:
        batch.append(reading)
        # A document counts for more than its text, so that rows without text end a batch too.
        length += len(reading.text) + 64
        if length >= size:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch
