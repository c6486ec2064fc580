"""Two small gazetteers to be asked at once: an own list, and what lies below it."""

from __future__ import annotations

from pathlib import Path

import gazetteer
from gazetteer.changes import AddName, Change, NewName, apply_changes

OWN = """\
entity_id,kind,lang,name,is_preferred,country,birth_year,description,same_as
own:1,person,az,Vüqar Səmədzadə,true,AZ,1971,an own person,
own:2,place,az,Bakı şəhəri,true,AZ,,our Baku,geonames:587084
own:2,place,de,Bakuchen,false,AZ,,our Baku,geonames:587084
own:3,person,az,Nigar Sultanlı,true,AZ,1960,,wikidata:Q3
"""

OWN_OLD = """\
old_id,new_id,reason
loc:atlantis,,there is no such place
own:9,own:1,merged by hand
"""

BELOW = """\
entity_id,kind,lang,name,is_preferred,country,birth_year,description,same_as
loc:baku,place,az,Bakı,true,AZ,,Hauptstadt,geonames:587084
loc:baku,place,de,Baku,true,AZ,,Hauptstadt,geonames:587084
loc:atlantis,place,de,Atlantis,true,,,,
per:nigar,person,az,Nigar Sultanova,true,AZ,1961,,wikidata:Q3
per:rashad,person,az,Rəşad Quliyev,true,AZ,1980,,
"""

BELOW_OLD = """\
old_id,new_id,reason
loc:baki,loc:baku,two IDs for one city
"""


def build(home: Path, names: str, old: str = "") -> Path:
    """Build a gazetteer of a table of names and one of redirects."""
    home.parent.mkdir(parents=True, exist_ok=True)
    table, redirects = home.parent / f"{home.name}.csv", home.parent / f"{home.name}-old.csv"
    table.write_text(names, encoding="utf-8")
    sources = [table]
    if old:
        redirects.write_text(old, encoding="utf-8")
        sources.append(redirects)
    gazetteer.build_gazetteer(sources, home)
    return home


def build_both(folder: Path) -> tuple[Path, Path]:
    """Build the own list and the one below it."""
    return build(folder / "own", OWN, OWN_OLD), build(folder / "below", BELOW, BELOW_OLD)


def add_name(home: Path, name: str) -> None:
    """Give the first person of the own list another name."""
    apply_changes(home, [Change(AddName("own:1", NewName("tr", name)))], reason="test")
