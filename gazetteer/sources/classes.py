"""Which classes of Wikidata are asked for, and what kind of entity the members of each are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.errors import UsageError
from gazetteer.files import read_table
from gazetteer.schema import KIND_SYNONYMS, KINDS
from gazetteer.sources.codes import code_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CLASS = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9][0-9]{0,11})")


def read_classes(named: Sequence[str], path: str) -> tuple[frozenset[str], Mapping[str, str]]:
    """Return the classes whose members are asked for, and the kind of the members of each class known.

    Args:
        named: Classes such as `Q515`.
        path: A table of classes, subclasses and all, in its first column, as the query service of Wikidata
            exports it; perhaps with a column `kind`. Empty: none.

    Returns:
        The classes asked for, none for all, and the kinds of classes.

    Raises:
        TableError: The table cannot be read.
        UsageError: What is named is no class, or a kind is none.
    """
    kinds = dict(code_table("wikidata_classes"))
    told = [(name, "") for name in named]
    if path:
        table = read_table(path)
        column = table.frame.get_column(table.frame.columns[0])
        kind = table.frame["kind"] if "kind" in table.frame.columns else column.clear(len(column))
        told += [(str(name or ""), str(word or "")) for name, word in zip(column, kind, strict=True)]
    asked: set[str] = set()
    for name, word in told:
        found = CLASS.fullmatch(name.strip())
        if found is None:
            raise UsageError(f"{path or 'classes'}: {name!r} is no class of Wikidata, such as Q515")
        meant = KIND_SYNONYMS.get(word, word)
        if meant and meant not in KINDS:
            raise UsageError(f"{path}: {word!r} is no kind; there is: {', '.join(KINDS)}")
        asked.add(found[1])
        if meant:
            kinds[found[1]] = meant
    return frozenset(asked), kinds
