"""Measures of this process for Prometheus: requests by route, and gauges that others add.

Routes are named by their rule, never by the path asked for, so no number or id becomes a label.
"""

from collections.abc import Callable, Iterable, Mapping
from time import perf_counter

from flask import Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

METRICS = "threadside.metrics"
BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """One registry per application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "threadside_requests_total",
            "Requests answered",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "threadside_request_seconds",
            "Time to answer",
            ("method", "route"),
            buckets=BUCKETS,
            registry=self.registry,
        )

        self._values = Histogram(
            "threadside_fresh_values_seconds",
            "Time that a press of Send waits while its merge values are read again",
            ("outcome",),
            buckets=BUCKETS,
            registry=self.registry,
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)

    def checked_values(self, outcome: str, seconds: float) -> None:
        """Count how long a press of Send waited for a linked CRM, and what came of it."""
        self._values.labels(outcome).observe(seconds)

    def counter(
        self, name: str, help_text: str, label: str, read: Callable[[], Mapping[str, float]]
    ) -> None:
        """Add numbers that only grow, by `label`, which are kept elsewhere: read at each look."""
        self.registry.register(_Kept(f"threadside_{name}", help_text, label, read))

    def gauge(self, name: str, help_text: str, read: Callable[[], float]) -> None:
        """Add a value that is read whenever somebody looks, for example the open sockets."""
        Gauge(f"threadside_{name}", help_text, registry=self.registry).set_function(read)


class _Kept(Collector):
    def __init__(
        self, name: str, help_text: str, label: str, read: Callable[[], Mapping[str, float]]
    ) -> None:
        self._name, self._help, self._label, self._read = name, help_text, label, read

    def describe(self) -> Iterable[Metric]:
        """Its name, without reading: it is registered before there is a database to ask."""
        return [CounterMetricFamily(self._name, self._help, labels=[self._label])]

    def collect(self) -> Iterable[Metric]:
        """The numbers as they stand."""
        family = CounterMetricFamily(self._name, self._help, labels=[self._label])
        for value, count in self._read().items():
            family.add_metric([value], count)
        return [family]


def install(app: Flask) -> Metrics:
    """Measure every request of `app`."""
    made = Metrics()
    app.extensions[METRICS] = made
    app.before_request(_begin)
    app.after_request(_answered)
    return made


def exposition() -> Response:
    """All measures in Prometheus' text format."""
    held: Metrics = current_app.extensions[METRICS]
    return Response(generate_latest(held.registry), content_type=CONTENT_TYPE_LATEST)


def route_name() -> str:
    """The rule of the request's route."""
    return request.url_rule.rule if request.url_rule else "(unknown)"


def seconds_taken() -> float:
    """Seconds since the request came in."""
    began: float = g.get("began", 0.0)
    return perf_counter() - began if began else 0.0


def _begin() -> None:
    g.began = perf_counter()


def is_stream() -> bool:
    """Whether this request became a live connection, whose length says nothing about speed."""
    return request.headers.get("Upgrade", "").lower() == "websocket"


def _answered(response: Response) -> Response:
    if is_stream():
        return response
    held: Metrics = current_app.extensions[METRICS]
    held.answered(request.method, route_name(), response.status_code, seconds_taken())
    return response
