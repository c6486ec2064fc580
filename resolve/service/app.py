"""The service as an ASGI application: each operation on its address, failures as JSON, the page at /."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from resolve.errors import RequestError
from resolve.service.desk import Desk, Visit, furnish
from resolve.service.failing import fault_answer
from resolve.service.headers import FRAMED, SecurityHeaders
from resolve.service.holding import EVERY, Holding
from resolve.service.limits import UNAVAILABLE, Limits
from resolve.service.openapi import describe
from resolve.service.operation import Operation, Page
from resolve.service.operations import OPERATIONS
from resolve.service.reconcile.previewing import STYLE
from resolve.service.requests import base_of, read_request
from resolve.service.wire.write import write

_HERE: Final = Path(__file__).parent
_DEFECT: Final = 500
_LOG: Final = logging.getLogger(__name__)

Endpoint = Callable[[Request], Awaitable[Response]]


def make_app(holding: Holding, limits: Limits | None = None, every: float = EVERY) -> Starlette:
    """Make the application.

    Args:
        holding: the snapshot in force.
        limits: the bounds of a request; None for the usual ones.
        every: how often a new snapshot is looked for. Unit: seconds.
    """
    desk = furnish(holding, limits or Limits())

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with desk.attended(every):
            yield

    by_path: dict[str, dict[str, Operation]] = {}
    for operation in OPERATIONS:
        by_path.setdefault(operation.path, {})[operation.method] = operation
    routes = [
        Route(
            path.replace("{entity_id}", "{entity_id:path}"), _endpoint(methods, desk), methods=list(methods)
        )
        for path, methods in by_path.items()
    ]
    routes.append(Route("/openapi.json", _document(describe(OPERATIONS))))
    routes.append(Route(STYLE, _file(_HERE / "reconcile" / "preview.css")))
    app = Starlette(
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(
                CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"]
            ),
        ],
        exception_handlers={HTTPException: _refuse},
        lifespan=lifespan,
    )
    # Not mounted: a mount at / would take an address that is asked by the wrong method for a missing file.
    app.router.default = StaticFiles(directory=_HERE / "page", html=True, check_dir=False)
    return app


def _endpoint(methods: Mapping[str, Operation], desk: Desk) -> Endpoint:
    async def answer(request: Request) -> Response:
        operation = methods["GET" if request.method == "HEAD" else request.method]
        visit = Visit(desk, desk.holding.opened, base_of(request))
        try:
            async with desk.limits.in_time():
                asked = await read_request(operation, request, desk.limits)
                return _respond(await operation.answer(asked, visit))
        except RequestError as error:
            return _fail(error)
        except Exception as error:
            return _defect(error)

    return answer


def _respond(answer: object) -> Response:
    if isinstance(answer, Page):
        headers = {"Content-Security-Policy": FRAMED} if answer.framed else {}
        return Response(answer.html, media_type="text/html", headers=headers)
    return _json(answer)


def _json(answer: object, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None) -> Response:
    return Response(write(answer), status, headers, media_type="application/json")


def _fail(error: RequestError, headers: Mapping[str, str] | None = None) -> Response:
    more = {"Retry-After": "1"} if error.status == UNAVAILABLE else {}
    return _json(fault_answer(error), error.status, {**(headers or {}), **more})


def _defect(error: Exception) -> Response:
    _LOG.error("a defect of ours", exc_info=error)
    return _fail(RequestError(_DEFECT, f"a defect of ours: {type(error).__name__}; the log says where"))


async def _refuse(request: Request, error: Exception) -> Response:
    """No such address, or not by this method."""
    if not isinstance(error, HTTPException):
        return _defect(error)
    message = f"{request.method} {request.url.path[:80]}: {error.detail}; /openapi.json lists what there is"
    return _fail(RequestError(error.status_code, message), error.headers)


def _document(document: object) -> Endpoint:
    data = write(document)

    async def answer(request: Request) -> Response:
        return Response(data, media_type="application/json")

    return answer


def _file(path: Path) -> Endpoint:
    async def answer(request: Request) -> Response:
        return FileResponse(path)

    return answer
