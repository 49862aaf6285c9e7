"""Logs: one JSON line an event with the request's id, and no personal data in it."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from thidua.common.request import current_request_id


def _with_request_id(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    event["request"] = current_request_id()
    return event


# The secret of a personal link stands in its address.
_SECRET = re.compile(r"(/lien-ket/)[^/\s\"'?]+")


def _without_secrets(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Addresses of personal links without their secrets, wherever an event names one."""
    for key, value in event.items():
        if isinstance(value, str) and "/lien-ket/" in value:
            event[key] = _SECRET.sub(r"\1…", value)
    return event


def settings(*, level: str, readable: bool) -> dict[str, object]:
    """Django's LOGGING: to standard error, as JSON, or as lines a person reads in the demo."""
    renderer: object = (
        structlog.dev.ConsoleRenderer(colors=False)
        if readable
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request_id,
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": before,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    _without_secrets,
                    renderer,
                ],
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "line"}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.server": {"handlers": [], "propagate": True},
            "axes": {"level": logging.ERROR},
        },
    }
