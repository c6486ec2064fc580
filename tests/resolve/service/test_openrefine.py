"""OpenRefine reconciles a column over HTTP, and fetches columns for the entities that it found."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from openrefine import Cell, running_openrefine
from serving import Service

TABLE = """name,country
Ilham Alijew,AZ
Baku,AZ
Сергей Лавров,RU
Xyzzy Plugh,
Alijew,AZ
a\u0000b,
"""
RECONCILED = [
    Cell("Ilham Alijew", "per:aliyev_ilham", ()),
    Cell("Baku", "loc:baku", ()),
    Cell("Сергей Лавров", "per:lavrov_sergei", ()),
    Cell("Xyzzy Plugh", None, ()),
    Cell("Alijew", None, ("per:aliyev_ilham", "per:aliyev_heydar")),
    Cell("a\u0000b", None, None),
]


def test_openrefine(service: Service, tmp_path: Path) -> None:
    """Sure cells are matched, others offer candidates; a failed one does not; values are fetched."""
    manifest = cast("dict[str, Any]", service.get("/reconcile").json)
    address = f"{service.base}/reconcile"
    with running_openrefine(tmp_path / "data") as refine:
        refine.open_table(TABLE)
        refine.reconcile("name", manifest, address, country="country")
        assert RECONCILED == refine.column("name")
        properties = [{"id": "country"}, {"id": "names", "settings": {"lang": "az", "limit": "1"}}]
        refine.extend("name", manifest, address, properties)
        assert ["AZ", "AZ", "RU"] == [cell.value for cell in refine.column("Country")[:3]]
        assert ["İlham Əliyev", "Bakı", None] == [cell.value for cell in refine.column("Names")[:3]]
