"""The forest plot with its table beside it, as a page to keep or to send: it fetches nothing."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from anagen.evidence.bayes import Posterior
from anagen.evidence.discrepancy import Discrepancy
from anagen.evidence.effects import Effect
from anagen.evidence.forest import forest_plot
from anagen.evidence.forest_style import CHART, PAGE
from anagen.evidence.forest_words import forest_table
from anagen.evidence.pool import Pooled


def forest_page(
    effects: Sequence[Effect],
    pooled: Pooled,
    title: str,
    bayes: Posterior | None = None,
    discrepancies: Sequence[Discrepancy] = (),
) -> str:
    """A whole page: the plot for wide and narrow screens, the table, and every doubt."""
    drawings = "".join(
        forest_plot(effects, pooled, title, bayes, is_slim) for is_slim in (False, True)
    )
    doubts = "".join(f"<li>{escape(found.says)}</li>" for found in discrepancies)
    told = f"<h2>Doubts</h2><ul>{doubts}</ul>" if doubts else ""
    table = forest_table(effects, pooled, bayes)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{PAGE}{CHART}</style></head><body><main>"
        f"<h1>{escape(title)}</h1>{drawings}"
        f'<div class="scroll" role="region" tabindex="0" aria-label="Table">{table}</div>{told}'
        "</main></body></html>\n"
    )
