"""Say what HTML elements mean to a reader: which break blocks, which are not prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from healthlint.types import BlockKind


def quotation_marks(depth: int) -> str:
    """Return the marks that a browser shows around a `q`, as the `depth`-th that is open."""
    return "\u201c\u201d" if depth == 1 else "\u2018\u2019"


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(pair.split("-")) for pair in text.split())


Attributes = Sequence[tuple[str, str | None]]

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

BLOCK = _set(
    """
    address article aside blockquote body caption center col colgroup dd details dialog dir div dl
    dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main
    menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul
    """
)

SKIP = _set(
    """
    applet area audio button canvas code datalist dialog embed frameset head iframe input map math
    nav noembed noframes noscript object optgroup option output pre progress meter script select
    style svg template textarea title video
    """
)

VOID = _set(
    """
    area base br col embed hr img input link meta param source track wbr basefont bgsound frame
    """
)

STRONG = frozenset({"b", "strong"})
ASIDE = frozenset({"aside"})
FOOTER = frozenset({"footer"})
KINDS = {
    "li": BlockKind.ITEM,
    "td": BlockKind.CELL,
    "th": BlockKind.CELL,
    "blockquote": BlockKind.QUOTE,
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "dd": BlockKind.ITEM,
}
"""What the text of an element is, unless something else says so."""
TITLES = frozenset({"summary", "dt"})
BOXES = frozenset({"details", "dl"})
ADDRESSES = ("href", "url", "to", "link")
"""What components call their address, and `LABELS` the words of a link; the first that is there counts."""
LABELS = ("label", "text", "title", "children", "name")
LISTS = frozenset({"ul", "ol", "menu", "dir"})

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_INVISIBLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_BOLD = re.compile(r"(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)\b", re.IGNORECASE)
_ATTRIBUTE_CAP = 1000
_NAMING = frozenset({"class", "classname", "id"})  # `className` in MDX

# An answer that opens at a click is prose, though it starts hidden.
_OPENS = frozenset(
    {"accordion", "answer", "answers", "collapse", "collapsible", "faq", "panel", "tab", "tabpanel"}
)

_QUESTION = frozenset({"accordion", "collapsible", "faq", "question"})
_TOGGLES = frozenset({"aria-controls", "aria-expanded", "data-bs-toggle", "data-target", "data-toggle"})
_CLICKS = frozenset({"@click", "onclick", "x-on:click", "v-on:click", ":onclick"})
_OPENING = re.compile(r"open|toggle|expand|active|show|collaps|faq|accordion", re.IGNORECASE)
_GROUPS = frozenset({"accordion", "accordions", "panel", "panels"})
_PANELS = frozenset({"region", "tabpanel"})

# These name what matters to us most, whatever else stands in the same class list.
_NOTICE = _set(
    """
    advertorial affiliate affiliates disclaimer disclaimers disclose disclosure disclosures medical
    notice reviewed reviewer warning
    """
)

_BOILERPLATE = _set(
    """
    ad ads advert advertisement adunit breadcrumb breadcrumbs captcha comments commentlist cookie
    cookies consent disqus dropdown gdpr hamburger lightbox login masthead megamenu menu modal nav
    navbar navigation navmenu newsletter offcanvas onetrust outbrain pager pagination paywall popup
    popover recirc recirculation respond search share sharebar sharing signin signup skiplink social
    subscribe subscription taboola toc topbar
    """
)

_PAIRS = _pairs(
    """
    also-like back-top comment-form comment-list email-capture more-articles more-posts more-stories
    most-popular next-post popular-posts post-tags prev-next previous-post read-next recent-posts
    recommended-articles recommended-posts related-articles related-content related-links
    related-posts related-reading related-stories see-also table-contents tag-list up-next
    """
)

# Boilerplate that opens at a click, that is not the publisher's own words, or that speaks of cookies.
_SHUT = _set(
    """
    captcha comments commentlist consent cookie cookies dialog disqus dropdown gdpr lightbox login
    megamenu modal offcanvas onetrust paywall popover popup signin signup tooltip
    """
)

# Read aloud or reached by the Tab key, never on the screen; Webflow's words for what it hides.
_OFFSCREEN = _pairs("condition-invisible dyn-empty screen-reader skip-link skip-to sr-only visually-hidden")

_BYLINE = frozenset({"author", "byline"})
_NO_BYLINE = _set(
    """
    about articles avatar bio box card date description follow icon image img label links photo
    picture posts role social time title
    """
)

_CONTENT = frozenset(
    (first, second)
    for first in ("article", "blog", "entry", "page", "post", "story")
    for second in ("body", "content", "text")
)

_ROLES = _set(
    """
    alertdialog combobox dialog menu menubar navigation search searchbox tablist toolbar tooltip
    """
)

# State and theme words stand on the page's frame: `<body class="menu-open search-closed">`.
_FRAME = frozenset({"html", "body", "main", "article", *HEADINGS, "p", "li", "td", "th", "tr", "table"})


def attribute(attrs: Attributes | None, name: str) -> str:
    """Return the first value of `name`, empty where there is none."""
    return next((value or "" for key, value in attrs or () if key == name), "")


def words(attrs: Attributes | None) -> tuple[str, ...]:
    """Return the lower-case words of class and id, cut at `-`, `_`, blanks and capitals."""
    names = [(value or "")[:_ATTRIBUTE_CAP] for key, value in attrs or () if key in _NAMING]
    return tuple(word.lower() for name in names for word in _WORD.findall(name))


def is_question(attrs: Attributes | None) -> bool:
    """Tell whether class or id name a list of questions whose answers open at a click."""
    return not _QUESTION.isdisjoint(words(attrs))


def is_toggle(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether a click on the element opens or closes another, whatever script does it."""
    return tag in ("a", "button") and any(
        key in _TOGGLES or (key in _CLICKS and _OPENING.search((value or "")[:_ATTRIBUTE_CAP]))
        for key, value in attrs or ()
    )


def is_hidden(attrs: Attributes | None) -> bool:
    """Tell whether a reader never sees the element; what opens at a click is not hidden."""
    found = {key: value or "" for key, value in attrs or ()}
    named = words(attrs)
    opens = not _OPENS.isdisjoint(named) or found.get("role", "").strip().lower() in _PANELS
    return not opens and (
        ("hidden" in found and found["hidden"].lower() != "until-found")
        or found.get("aria-hidden", "").strip().lower() == "true"
        or _INVISIBLE.search(found.get("style", "")[:_ATTRIBUTE_CAP]) is not None
        or any(pair in _OFFSCREEN for pair in pairwise(named))
    )


def is_bold(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether the element sets its text in bold."""
    return tag in STRONG or (tag == "span" and _BOLD.search(attribute(attrs, "style")) is not None)


def is_byline(attrs: Attributes | None, *, around: bool) -> bool:
    """Tell whether the element names the author; `around`: one that does is open around it."""
    named = words(attrs)
    if not _NO_BYLINE.isdisjoint(named):
        return False
    return around or not _BYLINE.isdisjoint(named) or attribute(attrs, "rel") == "author"


def is_notice(attrs: Attributes | None) -> bool:
    """Tell whether class or id name a disclosure, a disclaimer or a warning."""
    return not _NOTICE.isdisjoint(words(attrs))


def is_boilerplate(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether tag, role, class or id name a part of the page that is not the article.

    Whole words count, not parts of words; what names a disclosure or disclaimer is never boilerplate.
    """
    if tag in _FRAME:
        return False
    named = words(attrs)
    if not _NOTICE.isdisjoint(named):
        # "cookie-notice" and the like are no notice to the article's reader.
        return not {"cookie", "cookies", "consent", "gdpr"}.isdisjoint(named)
    if not _QUESTION.isdisjoint(named):
        named = tuple(word for word in named if word != "dropdown")
    elif tag == "nav":
        return True
    if tag in ("search", "form"):
        return True
    role = attribute(attrs, "role").strip().lower()
    # Bootstrap's accordions are tab lists with their panels in them.
    if role in _ROLES and not (role == "tablist" and not _GROUPS.isdisjoint(named)):
        return True
    return not _BOILERPLATE.isdisjoint(named) or any(pair in _PAIRS for pair in pairwise(named))


def is_shut(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether boilerplate is shut until a click opens it, or holds words of others."""
    return tag == "dialog" or not _SHUT.isdisjoint((*words(attrs), attribute(attrs, "role").strip().lower()))


def is_content(attrs: Attributes | None) -> bool:
    """Tell whether class or id name the article's own text, as content systems write them."""
    named = words(attrs)
    return any(pair in _CONTENT for pair in pairwise(named))


def is_aside(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether the element stands beside the article."""
    return tag in ASIDE or (tag in ("div", "section") and not {"sidebar", "aside"}.isdisjoint(words(attrs)))


def is_footer(tag: str, attrs: Attributes | None) -> bool:
    """Tell whether the element is a footer of the page or the article."""
    if tag in FOOTER or attribute(attrs, "role") == "contentinfo":
        return True
    named = words(attrs)
    return tag in ("div", "section") and "card" not in named and not {"footer", "colophon"}.isdisjoint(named)
