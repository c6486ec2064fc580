"""Groups of unknown names as changes that add entities, for a person's review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gazetteer.changes import Add, Change, NewName
from gazetteer.counting import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.changes.operations import Json
    from resolve.cluster.values import Group, Spelling

SOURCE: Final = "cluster"
"""What the names of a proposed entity give as their source."""

UNKNOWN_KIND: Final = "other"

_DIGITS: Final = 4


def propose(groups: Sequence[Group], spellings: Sequence[Spelling]) -> list[Change]:
    """Propose an entity for each group that can be one.

    Args:
        groups: as `group_names` gives them.
        spellings: what was given to it.

    Returns:
        A change for each, those with the most mentions first; its evidence tells how often the names were
        found, and how each hangs together with the others.
    """
    changes = [
        (-sum(spellings[place].mentions for place in group.members), group.key, _change(group, spellings))
        for group in groups
        if group.entity
    ]
    return [change for _, _, change in sorted(changes, key=lambda entry: entry[:2])]


def _change(group: Group, spellings: Sequence[Spelling]) -> Change:
    members = [spellings[place] for place in group.members]
    mentions = sum(spelling.mentions for spelling in members)
    names = sorted({(spelling.name, lang) for spelling in members for lang in spelling.langs or ("und",)})
    years = {spelling.birth_year for spelling in members if spelling.birth_year}
    countries = {spelling.country for spelling in members if spelling.country}
    links: list[Json] = [
        {
            "name": link.name,
            "origin": link.origin,
            "system": link.system,
            "probability": round(link.probability, _DIGITS),
        }
        for link in group.links
    ]
    spelt = len({spelling.name for spelling in members})
    reason = (
        f"{counted(spelt, 'spelling')} of a name that is not in the gazetteer, {counted(mentions, 'mention')}"
    )
    return Change(
        Add(
            group.key,
            group.kind or UNKNOWN_KIND,
            tuple(
                NewName(lang, name, is_preferred=name == group.name, source=SOURCE) for name, lang in names
            ),
            name=group.name,
            country=countries.pop() if len(countries) == 1 else None,
            birth_year=years.pop() if len(years) == 1 else None,
        ),
        reason=reason if group.kind else f"{reason}; its kind is not known",
        probability=round(group.probability, _DIGITS),
        evidence={"mentions": mentions, "links": links},
    )
