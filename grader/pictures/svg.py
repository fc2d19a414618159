"""Turns matplotlib's SVG into an element for pages with a strict content security policy.

Elements and attributes that are not listed below are refused or dropped. Styles become presentation
attributes, ids become unique to the picture, and coordinates keep two decimals: more cannot be
seen, and a picture must not give away numbers more precisely than it shows them.
"""

import hashlib
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable

from grader.figures import INK

SPACE = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
ELEMENTS = {"svg", "g", "defs", "path", "use", "text", "clipPath", "rect"}
COORDINATES = {"d", "x", "y", "width", "height", "transform", "viewBox"}
PRESENTATION = {
    "fill",
    "fill-opacity",
    "font-size",
    "font-weight",
    "opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "stroke-width",
    "text-anchor",
}
# These repeat what the top element says, or what applies by default.
DEFAULTS = {("stroke-dashoffset", "0"), ("text-anchor", "start"), ("font-weight", "400")}
DESCRIBING = {"id", "role", "aria-labelledby", "font-family"}
MAX_LETTERS = 400_000
NUMBER = re.compile(r"-?\d+\.\d{2,}")
REFERENCE = re.compile(r"#([\w.-]+)")
NO_TURN = re.compile(r"rotate\(-?0(?:\.0*)? ")


def cleaned(raw: str, title: str, alt: str) -> str:
    """The picture as one <svg> element, with a title and a description for screen readers.

    Raises ValueError if it has an element that is not allowed.
    """
    digest = hashlib.sha256(f"{title}\n{alt}\n{raw}".encode()).hexdigest()[:10]
    root = ET.fromstring(raw)  # noqa: S314  (only what matplotlib wrote)
    _drop_styles(root)
    elements = list(root.iter())
    ids = _own_ids(elements, f"figure-{digest}")
    for element in elements:
        if _name(element) not in ELEMENTS:
            raise ValueError(f"a picture must not contain <{_name(element)}>")
        attributes = dict(_attributes(element, ids))
        element.attrib.clear()
        element.attrib.update(attributes)
        element.tag = _name(element)
        element.text, element.tail = (element.text or "").strip(), ""
    _describe(root, f"figure-{digest}", title, alt)
    return ET.tostring(root, encoding="unicode")


def is_safe(svg: str) -> bool:
    """Whether this may be what `cleaned` made: nothing that runs, loads or refers to elsewhere."""
    if len(svg) > MAX_LETTERS or "<!" in svg or "<?" in svg:  # no entities, no other style sheets
        return False
    try:
        elements = list(ET.fromstring(svg).iter())  # noqa: S314  (without entities)
    except (ET.ParseError, ValueError, RecursionError):
        return False
    return _name(elements[0]) == "svg" and all(
        _name(element) in ELEMENTS | {"title", "desc"}
        and all(_is_plain(name, value) for name, value in element.attrib.items())
        for element in elements
    )


def _is_plain(name: str, value: str) -> bool:
    if name in ("href", "clip-path"):
        return re.fullmatch(r"#[\w-]+|url\(#[\w-]+\)", value) is not None
    return name in COORDINATES | PRESENTATION | DESCRIBING and "url" not in value


def _describe(root: ET.Element, prefix: str, title: str, alt: str) -> None:
    box = root.attrib["viewBox"].split()
    root.attrib.clear()
    root.attrib.update(
        {
            "xmlns": SPACE,
            "viewBox": " ".join(box),
            "width": box[2],
            "height": box[3],
            "role": "img",
            "aria-labelledby": f"{prefix}-title {prefix}-desc",
            "font-family": "system-ui, sans-serif",
            "stroke-linejoin": "round",
        }
    )
    for place, (tag, text) in enumerate((("title", title), ("desc", alt))):
        element = ET.Element(tag, {"id": f"{prefix}-{tag}"})
        element.text = text
        root.insert(place, element)


def _drop_styles(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in [one for one in parent if _name(one) in ("style", "metadata")]:
            parent.remove(child)


def _own_ids(elements: Iterable[ET.Element], prefix: str) -> dict[str, str]:
    """New ids for the elements that others refer to."""
    ids: dict[str, str] = {}
    for element in elements:
        for name in ("clip-path", LINK):
            for old in REFERENCE.findall(element.get(name, "")):
                ids.setdefault(old, f"{prefix}-{len(ids) + 1}")
    return ids


def _attributes(element: ET.Element, ids: dict[str, str]) -> Iterable[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == "id" and value in ids:
            yield "id", ids[value]
        elif name in ("clip-path", LINK):
            plain = "href" if name == LINK else name
            yield plain, REFERENCE.sub(lambda found: f"#{ids[found[1]]}", value)
        elif name == "style":
            yield from _presentation(value)
        elif name in COORDINATES and not NO_TURN.match(value):
            yield name, NUMBER.sub(_rounded, " ".join(value.split()))


def _presentation(style: str) -> Iterable[tuple[str, str]]:
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in PRESENTATION and (name, value) not in DEFAULTS:
            yield name, _value(name, value)


def _value(name: str, value: str) -> str:
    if value == INK:
        return "currentColor"
    return value.removesuffix("px") if name == "font-size" else NUMBER.sub(_rounded, value)


def _rounded(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
