"""How a forest plot looks where no style sheet of the pages reaches: in a file of its own."""

from __future__ import annotations

CHART = """
.chart { color-scheme: light dark; font-family: system-ui, sans-serif; background: #fbf9f9; }
.chart text { fill: #6b6170; font-size: 13px; }
.chart .strong { fill: #2c2230; font-weight: 650; }
.chart .gridl { stroke: #ddd6d9; }
.chart .zero, .chart .ci { stroke: #2c2230; }
.chart .ci { stroke-width: 1.75; }
.chart .sq { fill: #2c2230; }
.chart .pi-band { fill: #5b2a9d; fill-opacity: .1; }
.chart .pi { stroke: #5b2a9d; stroke-width: 2; }
.chart .dia, .chart .t-mark { fill: #5b2a9d; }
.chart .t-mark { font-weight: 650; }
@media (prefers-color-scheme: dark) {
.chart { background: #1b161d; }
.chart text { fill: #a79fab; }
.chart .strong { fill: #efebee; }
.chart .gridl { stroke: #443b47; }
.chart .zero, .chart .ci { stroke: #efebee; }
.chart .sq { fill: #efebee; }
.chart .pi-band { fill: #c7a6f5; fill-opacity: .14; }
.chart .pi { stroke: #c7a6f5; }
.chart .dia, .chart .t-mark { fill: #c7a6f5; }
}
"""

PAGE = """
:root { color-scheme: light dark; background: #fbf9f9; color: #2c2230; }
body { font: 17px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 68rem; padding: 1rem; }
h1 { font: 400 1.6rem/1.2 Georgia, serif; }
.chart { display: block; width: 100%; height: auto; overflow: visible; }
.wide-only { display: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #ddd6d9; }
@media (min-width: 44rem) { .wide-only { display: block; } .slim-only { display: none; } }
@media (prefers-color-scheme: dark) {
:root { background: #1b161d; color: #efebee; }
th, td { border-color: #443b47; }
}
"""
