"""The samples of each importer: small files of our own, with the shape and the oddities of the real ones."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"

SPECIFIED = {
    "geonames": f"geonames:{SAMPLES}/places.txt",
    "wikidata": f"wikidata:{SAMPLES}/dump.json?languages=az,tr,de,sr",
    "ftm": f"ftm:{SAMPLES}/export.ftm.json?referents=yes",
    "wof": f"wof:{SAMPLES}/wof",
    "reconcile": f"reconcile:{SAMPLES}/services.csv",
    "table": f"table:{SAMPLES}/staff.csv?mapping={SAMPLES}/staff.toml",
}
"""What is asked for of the sample of each importer."""
