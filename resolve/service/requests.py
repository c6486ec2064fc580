"""A request off the wire: its members by the operation's dataclass, its body within the limits."""

import re
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from resolve.errors import RequestError
from resolve.service.limits import Limits
from resolve.service.operation import Operation, Source
from resolve.service.wire.decode import BAD_REQUEST, decode
from resolve.service.wire.fields import wire_fields
from resolve.service.wire.read import read, read_parameters

_UNSUPPORTED: Final = 415
_JSON: Final = re.compile(r"application/(?:[\w.-]+\+)?json")
_FORM: Final = "application/x-www-form-urlencoded"
_FIELDS: Final = 1_000
_HOST: Final = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


async def read_request(operation: Operation, request: Request, limits: Limits) -> object:
    """The request as the operation takes it.

    Args:
        operation: what is asked.
        request: as it came.
        limits: the bounds of it.

    Raises:
        RequestError: the body is too large, of another type, or does not fit.
    """
    if operation.source == Source.JSON:
        _expect(request, _JSON, "application/json")
        return read(operation.takes, decode(await _body(request, limits)), "$")
    pairs = _pairs(request.scope["query_string"])
    if operation.source == Source.FORM:
        _expect(request, re.compile(re.escape(_FORM)), _FORM)
        pairs += _pairs(await _body(request, limits))
    pairs += [(name, str(value)) for name, value in request.path_params.items()]
    if not operation.strict:
        known = {field.name for field in wire_fields(operation.takes)}
        pairs = [(name, value) for name, value in pairs if name in known]
    return read_parameters(operation.takes, pairs)


def base_of(request: Request) -> str:
    """The address that the service was called by, without a slash at the end."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        # It would go into addresses that are given back.
        name, port = request.scope["server"] or ("localhost", None)
        host = f"{name}:{port}"
    return f"{request.url.scheme}://{host}"


def _expect(request: Request, expected: re.Pattern[str], name: str) -> None:
    given = request.headers.get("content-type")
    if given is not None and not expected.fullmatch(given.partition(";")[0].strip().lower()):
        raise RequestError(_UNSUPPORTED, f"a body of the type {given[:80]!r}; expected: {name}")


async def _body(request: Request, limits: Limits) -> bytes:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal():
        limits.check_body(int(announced[:20]))
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        limits.check_body(size)
        parts.append(part)
    return b"".join(parts)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeDecodeError:
        raise RequestError(BAD_REQUEST, "the parameters are not UTF-8") from None
    except ValueError:
        raise RequestError(BAD_REQUEST, f"more than {_FIELDS} parameters") from None
