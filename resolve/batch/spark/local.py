"""A Spark session on the cores of one machine, for tests and for tables that need no cluster."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resolve.batch.spark.frame import require_extra
from resolve.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LEAST_JAVA: Final = 17
"""The oldest Java on which Spark 4 runs."""

_ADVICE: Final = (
    f"install Java {LEAST_JAVA} (Debian and Ubuntu: apt-get install openjdk-{LEAST_JAVA}-jre-headless) "
    "or set JAVA_HOME to where it lies"
)


def local_session(cores: int | None = None, settings: Mapping[str, str] | None = None) -> "SparkSession":
    """Open a Spark session on this machine, out of reach from outside; one that is open already is returned.

    A task that fails, or whose worker dies, is tried four times, as on a cluster.

    Args:
        cores: how many tasks run at once; None for all cores.
        settings: further settings of Spark, which come before those made here.

    Raises:
        UsageError: the extra `spark`, or Java, is missing.
    """
    require_extra()
    require_java()
    from pyspark.sql import SparkSession

    # Else the workers run whatever is called python3.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    given = {
        "spark.app.name": "adlar",
        "spark.master": f"local[{cores or '*'}, 4]",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        # Each worker has one core.
        "spark.executorEnv.POLARS_MAX_THREADS": "1",
        **(settings or {}),
    }
    builder = SparkSession.builder
    for key, value in given.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def require_java() -> None:
    """Raise unless there is a Java that Spark can use: that of `JAVA_HOME`, else the one on the path.

    Raises:
        UsageError: there is none, or it is too old; the message tells what to install.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        raise UsageError(
            f"Spark needs Java, not found: JAVA_HOME is not set, and no java on the path; {_ADVICE}"
        )
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(f"Spark needs Java, but {java} cannot be run ({error}); {_ADVICE}") from error
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    if found is None or int(found[1]) < LEAST_JAVA:
        version = found[1] if found else repr(told[:60])
        raise UsageError(f"Spark needs Java {LEAST_JAVA} or later, found {version} ({java}); {_ADVICE}")
