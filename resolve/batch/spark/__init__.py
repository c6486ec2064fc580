"""Names of a Spark data frame onto canonical IDs, on a cluster or on the cores of one machine.

    from resolve.batch.spark import local_session, resolve_frame

    session = local_session()
    people = session.read.parquet("people")
    resolve_frame(people, name="full_name", lang="language").write.parquet("resolved")

`frame` is what the driver does, `node` what every worker does; `parcel` is how the index gets from one to the
other. The extra `spark` holds what is needed; nothing of it is imported before it is used. How to run it on a
cluster: docs/cluster.md.
"""

from resolve.batch.spark.frame import resolve_frame
from resolve.batch.spark.local import local_session
from resolve.batch.spark.parcel import pack_index

__all__ = ["local_session", "pack_index", "resolve_frame"]
