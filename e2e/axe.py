"""Asks axe-core what a document keeps from people who can't see it or can't use a mouse."""

from functools import cache
from typing import Any

from playwright.sync_api import Frame, Page

from e2e.browser import ROOT

SCRIPT = ROOT / "extension" / "node_modules" / "axe-core" / "axe.min.js"

# A rule for whole pages says nothing about a frame beside one.
_AT_REST = """() => Promise.allSettled(
  document.getAnimations()
    .filter(one => one.effect?.getComputedTiming().endTime !== Infinity)
    .map(one => one.finished))"""
_RUN = """async () => {
  const { violations } = await axe.run(document, { rules: { region: { enabled: false } } });
  return violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.map(node => `${node.target} ${node.failureSummary}`).join(' | ')}`);
}"""


@cache
def _source() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def violations(where: Frame | Page) -> list[str]:
    """What axe finds in a document, one sentence each; waits for running animations first."""
    where.evaluate(_AT_REST)
    where.evaluate(_source())
    found: Any = where.evaluate(_RUN)
    return [str(sentence) for sentence in found]
