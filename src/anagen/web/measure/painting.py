"""Makes a drawing fit for a page: colours become classes, and nothing else stays on its shapes.

The chart library writes one fixed colour for each role. The page's own style sheet then colours
the classes, so one drawing serves light and dark, and a strict content policy holds.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

SVG = "http://www.w3.org/2000/svg"
#: The stand-in colour of each role, written by `drawing` and replaced here.
ROLES = {
    "#a00001": "ink",
    "#a00002": "line",
    "#a00003": "noise",
    "#a00004": "mark",
    "#a00005": "surface",
    "#a00006": "wait",
    "#a00007": "quiet",
}
COLOURS = {name: colour for colour, name in ROLES.items()}
#: What shapes may keep. Fonts, roles and labels come from the page around the drawing.
SHAPE = {"cx", "cy", "d", "dx", "dy", "height", "points", "r", "transform", "viewBox", "width"}
PLACE = {"x", "x1", "x2", "y", "y1", "y2", "text-anchor"}
LINE = {"stroke", "stroke-dasharray", "stroke-opacity", "stroke-width"}
KEPT = SHAPE | PLACE | LINE | {"fill", "opacity"}
LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")


def painted(svg: str, kind: str, label: str, typed: frozenset[str] = frozenset()) -> str:
    """The drawing with classes for colours. `kind` says for which screens it is.

    `typed` are the words that a person wrote; they are marked as not to be translated.
    """
    root = Tree.fromstring(svg)  # noqa: S314 - our own drawing, made a moment ago
    _drop_ground(root)
    for shape in root.iter():
        _paint(shape)
        if shape.text in typed:
            shape.set("translate", "no")
    for name in ("width", "height"):
        root.attrib.pop(name, None)
    root.set("class", f"chart {kind}")
    root.set("role", "img")
    root.set("aria-label", label)
    Tree.register_namespace("", SVG)
    return Tree.tostring(root, encoding="unicode")


def _drop_ground(root: Tree.Element) -> None:
    """Takes away the white sheet under the drawing: the page has a ground of its own."""
    for shape in list(root):
        if shape.get("fill") == "white":
            root.remove(shape)


def _paint(shape: Tree.Element) -> None:
    kept: dict[str, str] = {}
    classes: list[str] = []
    for name, value in shape.attrib.items():
        role = ROLES.get(value)
        if role:
            classes.append(f"{name[0] if name == 'stroke' else 'c'}-{role}")
        elif name in KEPT:
            kept[name] = LONG_NUMBER.sub(r"\1", value)
    if classes:
        kept["class"] = " ".join(classes)
    shape.attrib.clear()
    shape.attrib.update(kept)
