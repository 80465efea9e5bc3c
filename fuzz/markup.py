"""Write HTML: elements in elements, with ends missing and attributes broken."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz.front import json_ld
from fuzz.prose import Text, directives, headings, plain, prose, runs, urls

_tags = (
    "p div li ul ol td tr table h1 h2 h3 blockquote section dd dt dl b em strong span a i sup label button "
    "summary details figcaption caption aside footer header main article nav form body html head title "
    "template script style noscript textarea iframe svg math pre code select option x-y"
).split()
_attributes = st.one_of(
    st.just(""),
    st.just(""),
    st.builds(lambda url: f' href="{url}"', urls),
    st.sampled_from(
        (
            " hidden",
            ' class="related-posts"',
            ' class="disclosure affiliate"',
            " id=comments",
            ' style="display:none"',
            ' aria-hidden="true"',
            ' role="navigation"',
            ' rel="nofollow sponsored"',
            " x='",
            ' y="',
            " =",
            " a" * 100,
            ' itemprop="articleBody"',
            "/",
        )
    ),
)
leaf = st.one_of(
    prose,
    prose,
    st.builds(lambda level, text: f"<h{level}>{text}</h{level}>", st.integers(1, 7), headings),
    st.builds(lambda text, url: f'<a href="{url}">{text}</a>', plain, urls),
    st.builds(
        lambda name, text: f'<meta name={name} content="{text}">',
        st.sampled_from(("author", "description", "og:title", "robots")),
        plain,
    ),
    json_ld,
    directives,
    runs,
    st.sampled_from(
        (
            "<br>",
            "<img alt='x y' src=z>",
            "<!-- note -->",
            "<!---->",
            "<!-->",
            "<!doctype html>",
            "<script>'</scr'</script>",
            "<style>p{}</style>",
            "<title>Microneedling &mdash; Site</title>",
            "<textarea></p>",
            "<![CDATA[x]]>",
            "<?php echo 1 ?>",
            "<hr/>",
            "</p>",
            "</div>",
            "</table>",
            "<plaintext>",
        )
    ),
)


def _elements(inner: Text) -> Text:
    return st.builds(
        lambda name, attributes, content, end: f"<{name}{attributes}>{content}{end.format(name)}",
        st.sampled_from(_tags),
        _attributes,
        st.lists(inner, max_size=4).map("\n".join),
        st.sampled_from(("</{}>", "</{}>", "</{}>", "", "</ {}>", "</{}")),
    )


fragments = st.lists(st.recursive(leaf, _elements, max_leaves=12), min_size=1, max_size=6).map("\n".join)
