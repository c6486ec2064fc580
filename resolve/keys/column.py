"""The keys of a column of names, in C where this installation has it compiled."""

from resolve.keys.compiled import compiled_keys
from resolve.keys.plain import NameKeys, plain_keys
from resolve.names import Names, NameTable
from resolve.names.compiled import name_library, names_struct


def name_keys(names: NameTable, start: int = 0, end: int | None = None) -> NameKeys:
    """All keys of each name, in all readings of its tokens.

    Args:
        names: n names.
        start: the first name that is wanted; threads may work on slices of one table at once.
        end: the one after the last; None for n.

    Returns:
        The keys of these names; rows are those of the table.
    """
    end = len(names.names.first) - 1 if end is None else end
    library = name_library()
    if library is not None:
        return compiled_keys(library, names_struct(names), start, end)
    found = plain_keys(_slice(names, start, end))
    return NameKeys(found.row + start, found.key, found.level)


def _slice(names: NameTable, start: int, end: int) -> NameTable:
    """Some of the names, over the same table of forms."""
    first = names.names.first[start : end + 1]
    tokens = slice(int(first[0]), int(first[-1]))
    runs = Names(
        first - first[0], names.names.form[tokens], names.names.role[tokens], names.names.sense[start:end]
    )
    return NameTable(runs, names.table, {}, {})
