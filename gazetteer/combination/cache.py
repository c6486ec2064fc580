"""Where in the user's cache combinations lie."""

from __future__ import annotations

import os
from pathlib import Path

CACHE = "ADLAR_CACHE"


def combinations() -> Path:
    """Return the directory in which the combinations lie; it need not exist."""
    cache = os.environ.get(CACHE)
    if cache:
        return Path(cache) / "combined"
    import platformdirs

    return Path(platformdirs.user_cache_dir("adlar")) / "combined"
