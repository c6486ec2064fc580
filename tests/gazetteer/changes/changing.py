"""A small gazetteer to change, and short ways to change it."""

from __future__ import annotations

from pathlib import Path

from gazetteer import Gazetteer, lookup
from gazetteer.build import build_gazetteer
from gazetteer.changes import Applied, Change, apply_changes
from gazetteer.changes.operations import Operation

NAMES = """\
entity_id,kind,lang,name,is_preferred,name_kind,country,population,description,same_as,source
loc:baku,place,az,Bakı,true,,AZ,2300500,,geonames:587084 wikidata:Q9248,hand
loc:baku,place,de,Baku,true,,,,,,hand
loc:baki,place,tr,Bakü,true,,,,a town,,hand
loc:baki,place,de,Baku,true,,,,,,hand
loc:gence,place,az,Gəncə,true,,AZ,,,wikidata:Q183380,hand
loc:quba,place,az,Quba,true,,AZ,,,,hand
loc:quba,place,ru,Куба,false,,,,,,press
loc:susa,place,az,Şuşa,true,,AZ,,,,hand
per:eliyev,person,az,Əli Əliyev,true,,AZ,,,,hand
per:eliyev,person,de,Ali Alijew,false,,,,,,press
per:veliyev,person,az,Vəli Vəliyev,true,,AZ,,,,hand
org:bdu,organization,az,Bakı Dövlət Universiteti,true,,AZ,,,,hand
org:bdu,organization,az,BDU,false,abbreviation,,,,,hand
"""
REDIRECTS = "old_id,new_id,reason\nloc:old,loc:quba,renamed\nloc:atlantis,,never was\n"


def small_gazetteer(folder: Path, names: str = NAMES) -> Path:
    """Build a gazetteer in a folder, and return its directory."""
    (folder / "names.csv").write_text(names, encoding="utf-8")
    (folder / "redirects.csv").write_text(REDIRECTS, encoding="utf-8")
    build_gazetteer([folder / "names.csv", folder / "redirects.csv"], folder / "g")
    return folder / "g"


def change(directory: Path, *operations: Operation) -> Applied:
    """Make changes in a gazetteer."""
    return apply_changes(directory, [Change(operation) for operation in operations], reason="test")


def opened(directory: Path) -> Gazetteer:
    """Open a gazetteer."""
    return lookup.open(directory)


def names_of(directory: Path, entity_id: str) -> list[tuple[str, str]]:
    """Return the names of an entity, each with its language, in the order of their languages."""
    return sorted((name.lang, name.name) for name in opened(directory).names(entity_id))
