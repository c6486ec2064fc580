"""Files in the shape of what GeoNames, Wikidata and OpenSanctions publish, of any size.

They are made with a fixed seed, and have as many cells, languages, statements with references and links to
pages as the real ones, of as many bytes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

MEGABYTE = 1 << 20
LANGUAGES = "en de fr ru tr az es it pl pt nl sv uk ar fa ja zh ko he hu cs fi da no ca ro bg el sr hr sk sl"
SYLLABLES = "ba ki li ye va mo sko gen zer xan ova lu tar qa ra bağ şu mər kən dər gö yər çin sta ad abad"
MADE = 20_000
"""Places and persons that are made; longer files repeat them with other IDs, which takes less time."""
WANTED = "az,tr,de,ru,en"
ENTITIES = {"ftm": "ftm", "referents": "ftm"}
OPTIONS = {"wikidata": f"?languages={WANTED}", "referents": "?referents=yes"}


def name(draw: random.Random) -> str:
    """Return a name of two to four syllables."""
    return "".join(draw.choices(SYLLABLES.split(), k=draw.randint(2, 4))).capitalize()


def geonames(draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Yield places and their alternate names, as lines of the two files without their numbers."""
    while True:
        known = name(draw)
        others = ",".join(name(draw) for _ in range(draw.choice([0, 0, 0, 1, 4])))
        place = f"{draw.uniform(-80, 80):.5f}\t{draw.uniform(-180, 180):.5f}\tP\tPPL"
        country = draw.choice(["AZ", "TR", "DE", "RU", "US"])
        inhabitants = draw.choice([0, 0, 0, 0, draw.randrange(100_000)])
        rest = f"{country}\t\t09\t\t\t\t{inhabitants}\t\t123\tAsia/Baku\t2024-01-01"
        codes = draw.choices(
            ["az", "tr", "de", "ru", "en", "fr", "", "link", "wkdt", "post"], k=draw.choice([0, 1, 3])
        )
        names = [f"{code}\t{name(draw)}\t{draw.choice(['1', ''])}\t\t\t\t\t" for code in codes]
        yield f"{known}\t{known}\t{others}\t{place}\t{rest}", names


def wikidata(draw: random.Random) -> Iterator[str]:
    """Yield lines of the dump: one in five is a person, as many a place; the rest is of other kinds."""
    number = 100_000
    while True:
        number += 1
        kind = draw.choice([5, 532, 13442814, 13442814, 16521])
        tags = draw.sample(LANGUAGES.split(), draw.randint(1, 32))
        texts = {tag: {"language": tag, "value": f"{name(draw)} {name(draw)}"} for tag in tags}
        claims = {"P31": [statement("P31", {"entity-type": "item", "numeric-id": kind, "id": f"Q{kind}"})]}
        for _ in range(draw.randint(4, 16)):
            field = f"P{draw.randint(300, 9000)}"
            claims[field] = [
                statement(field, f"value {draw.random()}") for _ in range(draw.choice([1, 1, 3]))
            ]
        claims["P17" if kind == 532 else "P27"] = [
            statement("P27", {"entity-type": "item", "id": draw.choice(["Q227", "Q43", "Q183"])})
        ]
        claims["P569"] = [
            statement("P569", {"time": f"+{draw.randint(1800, 2000)}-05-07T00:00:00Z", "precision": 11})
        ]
        item = {
            "type": "item",
            "id": f"Q{number}",
            "labels": texts,
            "descriptions": {tag: {"language": tag, "value": "some words on it"} for tag in tags},
            "aliases": {tag: [{"language": tag, "value": name(draw)}] for tag in tags[:3]},
            "claims": claims,
            "sitelinks": {
                f"{tag}wiki": {"site": f"{tag}wiki", "title": name(draw), "badges": []} for tag in tags
            },
        }
        yield json.dumps(item, ensure_ascii=False, separators=(",", ":")) + ",\n"


def statement(field: str, value: object) -> dict[str, object]:
    """Return a statement with a reference, as long as they are in the dump."""
    snak = {
        "snaktype": "value",
        "property": field,
        "hash": "0" * 40,
        "datavalue": {"value": value, "type": "string"},
    }
    source = {"hash": "1" * 40, "snaks": {"P248": [snak]}, "snaks-order": ["P248"]}
    return {
        "mainsnak": snak,
        "type": "statement",
        "id": "Q1$00000000-0000-0000-0000-000000000000",
        "rank": "normal",
        "references": [source],
    }


def ftm(draw: random.Random) -> Iterator[str]:
    """Yield lines of an export of OpenSanctions."""
    number = 0
    while True:
        number += 1
        full = f"{name(draw)} {name(draw)}"
        properties = {
            "name": [full, f"{name(draw)} {name(draw)}"],
            "alias": [name(draw) for _ in range(draw.randint(0, 5))],
            "weakAlias": [name(draw)],
            "nationality": ["az"],
            "birthDate": [str(draw.randint(1900, 2005))],
            "sourceUrl": ["https://example.org/list/of/persons"],
        }
        entity = {
            "id": f"NK-{number:022}",
            "caption": full,
            "schema": draw.choice(["Person", "Company", "Ownership"]),
            "properties": properties,
            "datasets": ["sample_list"],
            "referents": [f"sample-{number}"],
            "first_seen": "2024-01-01T00:00:00",
        }
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def write(folder: Path, source: str, megabytes: int) -> tuple[str, int]:
    """Write the files of a source, and return how they are asked for and how many lines they have."""
    draw = random.Random(f"{source} {megabytes}")
    size = rows = 0
    if source == "geonames":
        return write_geonames(folder, megabytes)
    lines: Callable[[random.Random], Iterator[str]] = wikidata if source == "wikidata" else ftm
    path = folder / f"{source}.json"
    with path.open("w", encoding="utf-8") as stream:
        # Made once, repeated with other IDs: making them takes longer than reading them.
        made = list(islice(lines(draw), MADE // 10))
        while size < megabytes * MEGABYTE:
            # Five digits follow, so that no ID comes twice.
            line = made[rows % len(made)].replace('"id":"Q1', f'"id":"Q{rows // len(made) + 1}', 1)
            if source in ENTITIES:
                line = line.replace("NK-00", f"NK-{rows // len(made):02}", 1)
                line = line.replace("sample-", f"sample-{rows // len(made)}-", 1)
            stream.write(line)
            size += len(line.encode())
            rows += 1
    return f"{ENTITIES.get(source, source)}:{path}{OPTIONS.get(source, '')}", rows


def write_geonames(folder: Path, megabytes: int) -> tuple[str, int]:
    """Write the two files of GeoNames, and return how they are asked for and how many lines they have."""
    made = list(islice(geonames(random.Random("geonames")), MADE))
    places, alternates = folder / "places.txt", folder / "alternateNamesV2.txt"
    size = number = alternate = 0
    with places.open("wb") as one, alternates.open("wb") as other:
        while size < megabytes * MEGABYTE:
            rest, names = made[number % len(made)]
            number += 1
            size += one.write(f"{number}\t{rest}\n".encode())
            for known in names:
                alternate += 1
                # What is given to one place only is an ID of Wikidata.
                text = f"wkdt\tQ{number}\t\t\t\t\t\t" if known.startswith("wkdt") else known
                size += other.write(f"{alternate}\t{number}\t{text}\n".encode())
    return f"geonames:{places}?languages={WANTED}", number + alternate
