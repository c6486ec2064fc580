"""Making a combination of several gazetteers, and what the parts say against each other."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.combination.conflicts import find_conflicts
from gazetteer.combination.elsewhere import drop_strange
from gazetteer.combination.hidden import find_hidden
from gazetteer.combination.identity import identify
from gazetteer.combination.links import Known, find_links
from gazetteer.combination.old_ids import join_old_ids
from gazetteer.combination.parts import find_parts
from gazetteer.combination.tables import Stacked, join_entities, join_names
from gazetteer.errors import SnapshotError, UnwritableFile
from gazetteer.layers import Tables
from gazetteer.pack import Packed, pack_whole
from gazetteer.publish import Occasion, publish_build

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from gazetteer.combination.conflicts import Conflict
    from gazetteer.combination.hidden import Hidden
    from gazetteer.combination.parts import Part
    from gazetteer.snapshot import Snapshot
    from gazetteer.types import Where


@dataclass(frozen=True, slots=True)
class Joined:
    """Several gazetteers as one.

    Attributes:
        tables: Its tables; besides the columns of any gazetteer they have those that name the part.
        conflicts: What the parts say in different ways.
        hidden: The entities that are left out, as their IDs are retired.
    """

    tables: Tables
    conflicts: tuple[Conflict, ...]
    hidden: tuple[Hidden, ...]


def join_parts(parts: Sequence[Tables], labels: Sequence[str]) -> Joined:
    """Return several gazetteers as one; see `combination` for what becomes of what.

    Args:
        parts: The tables of each, the highest first.
        labels: What they are called.
    """
    held = [part.entities for part in parts]
    known = Known.of(held, [part.redirects for part in parts])
    identity = identify(find_links(known), known.living)
    redirects = join_old_ids(known, identity.entity, labels)
    stacked = drop_strange(Stacked.of(parts, identity.entity, known.gone["old_id"]), redirects)
    tables = Tables(join_entities(stacked, labels), join_names(stacked, labels), redirects)
    conflicts = find_conflicts(stacked, identity.refused, labels)
    return Joined(tables, tuple(conflicts), find_hidden(known, held, labels))


def make(home: Path, parts: Sequence[Part]) -> Snapshot:
    """Make a combination, and put it in force in its directory.

    Args:
        home: The directory; made if it is not there.
        parts: The gazetteers, the highest first.

    Raises:
        DamagedSnapshot: A file of a part is missing, or is not what its manifest says.
        UnwritableFile: The directory cannot be written to.
        GazetteerBusy: Another process that makes it does not come to an end.
    """
    joined = join_parts([part.snapshot.tables() for part in parts], [part.name for part in parts])
    described = {
        source.source: source for part in reversed(parts) for source in part.snapshot.manifest.sources
    }
    packed = pack_whole(joined.tables, described.values())
    manifest = replace(packed.manifest, parts=tuple(part.record for part in parts))
    why = f"combined of {', '.join(f'{part.name} {part.snapshot.id}' for part in parts)}"
    try:
        try:
            return publish_build(home, Packed(manifest, packed.files), Occasion.of(None, why))
        except SnapshotError:
            # What lay there was damaged; nothing in it is not made anew.
            shutil.rmtree(home, ignore_errors=True)
            return publish_build(home, Packed(manifest, packed.files), Occasion.of(None, why))
    except UnwritableFile as error:
        raise UnwritableFile(
            f"several gazetteers are combined in the cache, which cannot be written to ({error}); "
            "set ADLAR_CACHE to a writable directory"
        ) from error


def join_gazetteers(where: Where) -> Joined:
    """Return several gazetteers as one; nothing is written.

    Args:
        where: The gazetteers, the first of the highest priority.

    Raises:
        UsageError: One is named twice.
        SnapshotError: There is no gazetteer at one of the places, or it is damaged.
    """
    parts = find_parts(where)
    return join_parts([part.snapshot.tables() for part in parts], [part.name for part in parts])
