"""A gazetteer: entities, their names in many languages, and the IDs they once had.

    >>> import gazetteer
    >>> names = gazetteer.open()
    >>> names.entity("loc:baku")

What is offered here is loaded when it is first used: asking where a gazetteer lies needs none of the
libraries that read its tables.
"""

from __future__ import annotations

from gazetteer.store import locate

__all__ = ["locate"]
