"""The id of the request (or command) under way, for the journal and the logs."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_channel: ContextVar[str] = ContextVar("channel", default="")
_request_id: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """The id of what is under way; empty outside a request."""
    return _request_id.get()


def current_channel() -> str:
    """How who acts came in, where it was not by signing in ("personal_link:12"); else empty."""
    return _channel.get()


@contextmanager
def through(channel: str) -> Iterator[None]:
    """What is done inside is done by someone who came in through `channel`."""
    token = _channel.set(channel)
    try:
        yield
    finally:
        _channel.reset(token)


@contextmanager
def request(request_id: str = "") -> Iterator[str]:
    """Everything inside belongs to one request, named `request_id` or a new id."""
    name = request_id or uuid.uuid4().hex
    token = _request_id.set(name)
    try:
        yield name
    finally:
        _request_id.reset(token)
