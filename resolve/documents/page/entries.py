"""What a page says of mentions: the note on each, and the table of the names below a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gazetteer.types import Entity
from resolve.documents.page.escaping import escaped, isolated, outward_links
from resolve.mentions.mention import Mention

SAID: Final = {"match": "linked", "review": "to be looked at", "nil": "not in the gazetteer"}
"""What a page calls each decision."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity of a document, or a name in it that is not linked.

    Attributes:
        entity: what the gazetteer has on it; None for a name that is not linked.
        mentions: its mentions, by their numbers on the page.
    """

    entity: Entity | None
    mentions: Mapping[int, Mention]

    @property
    def number(self) -> int:
        """The number of the first mention."""
        return next(iter(self.mentions))

    @property
    def first(self) -> Mention:
        """The first mention."""
        return self.mentions[self.number]


def gather_entries(
    mentions: Sequence[Mention], entities: Mapping[str, Entity | None], first: int
) -> list[Entry]:
    """Put together the mentions of one thing, in the order of their first mentions.

    Args:
        mentions: those of a document.
        entities: what the gazetteer has, by ID.
        first: number of the first mention on the page.
    """
    gathered: dict[tuple[str, object], dict[int, Mention]] = {}
    for number, mention in enumerate(mentions, first):
        unlinked = mention.lemma if mention.group is None else mention.group
        key = (mention.decision, mention.entity_id or unlinked)
        gathered.setdefault(key, {})[number] = mention
    found = []
    for same in gathered.values():
        entity_id = next(iter(same.values())).entity_id
        found.append(Entry(entities.get(entity_id) if entity_id else None, same))
    return found


def write_note(number: int, entry: Entry) -> str:
    """Return what is shown of a mention when it is pointed at.

    Args:
        number: the mention's.
        entry: what it is a mention of.
    """
    mention = entry.mentions[number]
    name = entry.entity.name if entry.entity is not None else mention.lemma
    facts = [SAID[mention.decision]]
    if mention.kind:
        facts.append(mention.kind)
    if mention.score is not None:
        facts.append(f"score {mention.score:.2f}")
    lines = [f"<b>{isolated(name)}</b>", escaped(", ".join(facts))]
    if mention.entity_id:
        known_by = f" in {escaped(mention.gazetteer)}" if mention.gazetteer else ""
        lines.append(f"<code>{escaped(mention.entity_id)}</code>{known_by}")
    if mention.matched_name:
        lines.append(f"found by {isolated(mention.matched_name)}")
    if mention.lemma != mention.surface:
        lines.append(f"read as {isolated(mention.lemma)}")
    lines.append(escaped(mention.reason))
    if len(entry.mentions) > 1:
        lines.append(f'<a href="#e{entry.number}">all {len(entry.mentions)} mentions</a>')
    lines += _outward(entry)
    inside = "".join(f'<span class="line">{line}</span>' for line in lines)
    return f'<span class="note" role="tooltip" id="n{number}">{inside}</span>'


def write_table(entries: Sequence[Entry]) -> str:
    """Return the table of what is named in a document, each with its mentions to go to.

    Args:
        entries: what is named.
    """
    if not entries:
        return "<p>No name was found.</p>\n"
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Name", "Kind", "ID", "Decision", "Mentions"))
    rows = "\n".join(_row(entry) for entry in entries)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n"


def _row(entry: Entry) -> str:
    mention = entry.first
    name = entry.entity.name if entry.entity is not None else mention.lemma
    described = entry.entity.description if entry.entity is not None else None
    about = f'<span class="about">{isolated(described)}</span>' if described else ""
    identifier = f"<code>{escaped(mention.entity_id)}</code>" if mention.entity_id else ""
    places = " ".join(
        f'<a href="#m{number}">{isolated(one.surface)}</a>' for number, one in entry.mentions.items()
    )
    return (
        f'<tr id="e{entry.number}"><th scope="row">{isolated(name)}{about}</th>'
        f"<td>{escaped(mention.kind or '')}</td><td>{' '.join([identifier, *_outward(entry)])}</td>"
        f"<td>{SAID[mention.decision]}</td><td>{places}</td></tr>"
    )


def _outward(entry: Entry) -> list[str]:
    if entry.entity is None:
        return []
    identifiers = (entry.entity.entity_id, *entry.entity.same_as)
    return [
        f'<a href="{address}" rel="noreferrer">{escaped(label)}</a>'
        for address, label in outward_links(identifiers)
    ]
