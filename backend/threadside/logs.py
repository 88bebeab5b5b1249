"""How this process logs: JSON for machines or lines for people, on standard error.

Tracebacks carry no local variables: those hold texts, numbers and tokens.
"""

import logging
import sys
from typing import Literal

import structlog

QUIET_LOGGERS = ("vonage", "urllib3", "authlib", "alembic")
"""Their debug and info lines print bodies, numbers or headers, or tell nothing."""


def configure(log_format: Literal["json", "text"]) -> None:
    """Set up structlog and the standard library's logging for the whole process."""
    last: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if log_format == "json"
        else [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )
    for name in QUIET_LOGGERS:
        logging.getLogger(name).setLevel(logging.WARNING)


def _to_standard_error(*_names: object) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
