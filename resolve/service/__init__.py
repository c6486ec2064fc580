"""The service: names resolved over HTTP, for OpenRefine, browsers and other programs (`resolve serve`).

From the bottom up: `wire` reads and writes JSON; `queue` puts names that wait together into one column for
the resolver; `opened` and `holding` keep a snapshot open and take up a new one; `desk` is all of these at
hand. The rooms `plain` (JSON routes) and `reconcile` (the Reconciliation Service API) hold what is answered,
as functions from a request to an answer; `operations` lists them, `openapi` describes them, `app` puts them
on HTTP, and `server` runs it.
"""
