"""Charts as SVG that the page's own style sheet colours: no script, no style of their own.

A chart is a picture with a name and a description; the table beside it has every number.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

import pygal
from markupsafe import Markup

# It adds a finder for maps to Python's import, of a kind that warns at every import that fails.
sys.meta_path[:] = [
    finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)
]

WIDTH, HEIGHT = 920, 210
_OWN_PARTS: Final = ("plot text-overlay", "plot tooltip-overlay", "legends")
"""What pygal adds for its script: boxes that only the pointer would fill."""


def stacked(
    name: str,
    title: str,
    description: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int]],
    *,
    every: int,
) -> Markup:
    """Bars of several parts, one bar for each label; the first of `series` stands at the bottom.
    Each `every`th label is written.

    `name` is unique on the page. The parts have the classes `color-0`, `color-1` and so on.
    """
    chart = pygal.StackedBar(
        css=[], js=[], no_prefix=True, show_legend=False, width=WIDTH, height=HEIGHT,
        margin=0, margin_top=6, margin_bottom=4, margin_right=2, spacing=6, min_scale=2,
        max_scale=4, truncate_label=-1, show_minor_x_labels=False, show_x_guides=False,
        no_data_text="", formatter=lambda value: f"{value:,.0f}",
        x_labels=list(labels), x_labels_major_every=every,
    )  # fmt: skip
    for words, values in series.items():
        chart.add(words, list(values))
    return _picture(chart.render_tree(), name, title, description, list(series))


def lines(
    name: str,
    title: str,
    description: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    *,
    every: int,
    written: Callable[[float], str],
) -> Markup:
    """A line for each of `series`, with a gap where a value is None, from zero on; otherwise as
    `stacked`. `written` puts a value into words."""
    chart = pygal.Line(
        css=[], js=[], no_prefix=True, show_legend=False, width=WIDTH, height=HEIGHT,
        margin=0, margin_top=6, margin_bottom=4, margin_right=2, spacing=6, min_scale=2,
        max_scale=4, truncate_label=-1, show_minor_x_labels=False, show_x_guides=False,
        no_data_text="", formatter=written, include_x_axis=True, allow_interruptions=True,
        dots_size=3, x_labels=list(labels), x_labels_major_every=every,
    )  # fmt: skip
    for words, values in series.items():
        chart.add(words, list(values))
    return _picture(chart.render_tree(), name, title, description, list(series))


def _picture(
    tree: "Element[Any]", name: str, title: str, description: str, series: Sequence[str]
) -> Markup:
    made = Element(
        "svg",
        {
            "class": "chart",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
        },
    )
    SubElement(made, "title", {"id": f"{name}-title"}).text = title
    SubElement(made, "desc", {"id": f"{name}-desc"}).text = description
    graph = next(child for child in tree if child.tag == "g")
    for part in list(graph):
        if part.get("class") in _OWN_PARTS or not _drawn(part):
            graph.remove(part)
    for number, words in enumerate(series):
        for group in graph.iter("g"):
            if group.get("class") == f"series serie-{number} color-{number}":
                _name_bars(group, words)
    for guide in graph.iter("g"):
        if guide.get("class") == "guides":  # their titles repeat what is written beside them
            for repeated in guide.findall("title"):
                guide.remove(repeated)
    made.append(graph)
    return Markup(tostring(made, encoding="unicode"))  # noqa: S704 - ElementTree escapes


def _drawn(part: "Element[Any]") -> bool:
    """Whether it shows anything: what lies over bars is for the script, over lines it is dots."""
    return part.get("class") != "plot overlay" or part.find(".//circle") is not None


def _name_bars(group: "Element[Any]", words: str) -> None:
    """The numbers that pygal keeps for its script become each bar's tooltip."""
    for bar in group.iter("g"):
        if bar.get("class") not in ("bar", "dots"):
            continue
        told = {each.get("class"): each.text for each in bar.findall("desc")}
        for each in bar.findall("desc"):
            bar.remove(each)
        SubElement(bar, "title").text = f"{told.get('x_label')}: {words} {told.get('value')}"
