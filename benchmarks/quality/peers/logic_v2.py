"""Peer: nomenklatura's logic-v2, the matcher of OpenSanctions.

It needs an interpreter of its own: nomenklatura brings the package pyicu, which would overwrite pyicu-wheels.

    python3 -m venv peers && peers/bin/pip install nomenklatura     # needs g++, pkg-config, ICU headers
    resolve bench quality --peers --logic-v2-python peers/bin/python

The protocol is that of ascii_fold.py; the threshold is nomenklatura's own.
"""

import json
import sys
from importlib.metadata import version

from followthemoney import EntityProxy, model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig

SCHEMATA = {"person": "Person", "organization": "Organization", "place": "LegalEntity"}
"""A place is compared as a legal entity: the schema Address has no name to compare."""

THRESHOLD = 0.7


def entity(key: str, name: str, kind: str) -> EntityProxy:
    """An entity that has a name and nothing else."""
    return model.get_proxy({"id": key, "schema": SCHEMATA[kind], "properties": {"name": [name]}})


def main() -> None:
    """Score the pairs of standard input."""
    algorithm = get_algorithm("logic-v2")
    if algorithm is None:
        sys.exit("this nomenklatura has no algorithm logic-v2")
    config = ScoringConfig.defaults()
    print(
        json.dumps(
            {
                "versions": {name: version(name) for name in ("nomenklatura", "rigour", "followthemoney")},
                "measures": {"nomenklatura logic-v2": THRESHOLD},
            }
        )
    )
    for number, line in enumerate(sys.stdin):
        pair = json.loads(line)
        # nomenklatura caches what it reads of an entity by its ID alone: an ID used twice is scored as its
        # first bearer.
        left, right = (entity(f"{side}-{number}", pair[side], pair["kind"]) for side in ("left", "right"))
        print(json.dumps([algorithm.compare(left, right, config).score]))


if __name__ == "__main__":
    main()
