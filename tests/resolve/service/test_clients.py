"""Clients that others wrote, against a service that runs: the PyPI client `reconciler`, and schemathesis."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from conftest import require
from serving import Service


def client(name: str) -> ModuleType:
    """Return a module of the extra `clients`; skip if it is not installed."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        require("clients", f"{error.name} is not installed; the extra `clients` provides it")
        raise


def test_reconciler(service: Service) -> None:
    """The client for data frames reconciles a column, with a type, and with a column that is evidence."""
    reconcile = client("reconciler").reconcile
    frame = client("pandas").DataFrame(
        {
            "name": [
                "Ilham Alijew",
                "Baku",
                "Sergei Lawrow",
                "Нахичевань",
                "Bajramow Ceyhun",
                "Эльмар Мамедъяров",
            ],
            "country": ["AZ", "AZ", "RU", "AZ", "AZ", "AZ"],
        }
    )
    address = f"{service.base}/reconcile"
    found = reconcile(
        frame["name"], reconciliation_endpoint=address, property_mapping={"country": frame["country"]}
    )
    expected = [
        "per:aliyev_ilham",
        "loc:baku",
        "per:lavrov_sergei",
        "loc:nakhchivan",
        "per:bayramov_jeyhun",
        "per:mammadyarov_elmar",
    ]
    assert expected == found["id"].tolist()
    assert frame["name"].tolist() == found["input_value"].tolist()
    assert found["match"].all()
    places = reconcile(frame["name"][[1, 3]], type_id="place", top_res="all", reconciliation_endpoint=address)
    assert {"loc:baku", "loc:nakhchivan"} <= set(places["id"])


SECONDS = 25
"""How long the description is tried out."""


def test_description_is_kept(service: Service, tmp_path: Path) -> None:
    """What /openapi.json describes is what happens, whatever is sent: statuses and bodies; never a 500."""
    client("schemathesis")
    command = [
        Path(sys.executable).with_name("schemathesis"),
        "run",
        f"{service.base}/openapi.json",
        *("--max-time", str(SECONDS), "--phases", "coverage,fuzzing", "--seed", "1", "--no-color"),
        # A language or an ID of the right type may still be none; that 400 is ours to give.
        *("--checks", "all", "--exclude-checks", "positive_data_acceptance"),
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.fail(done.stdout[-6_000:], pytrace=False)
    passed = re.search(r"generated, (\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) > 100


def test_description_is_openapi(service: Service) -> None:
    """The description is of OpenAPI 3.1, and every schema that it refers to is there."""
    document = service.get("/openapi.json").json
    assert isinstance(document, dict)
    assert "3.1.0" == document["openapi"]
    text = service.get("/openapi.json").body.decode()
    named = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named == set(document["components"]["schemas"])
