"""Write what machines read of an article: front matter in YAML and TOML, JSON-LD."""

from __future__ import annotations

import json

from hypothesis import strategies as st

from fuzz.prose import prose

_keys = st.sampled_from(
    (
        "title",
        "description",
        "author",
        "date",
        "disclosure",
        "healthlint",
        "faq",
        "tags",
        "Title",
        "a b",
        '"x"',
        "'",
        "reviewedBy",
    )
)
_values = st.one_of(
    prose,
    st.sampled_from(
        (
            '"a: b"',
            "'it''s'",
            "2024-99-99",
            "99999999999999999999999",
            "[a, b",
            "{a: {b: c}}",
            "|\n  text\n  more",
            ">-\n  folded\n\n  text",
            "&a [*a]",
            "*b",
            "!!python/object:os.system x",
            "!!binary aGk=",
            '"\\uD800 \\U0010FFFF \\x1b"',
            '"\\UFFFFFFFF"',
            '"\\U00110000"',
            "[[[[[[[[[[[[[[[[[[[[",
            "{disable: [HL101, hl4], reason: quoted}",
            "{disable: HL101 HL999}",
            "{disable: {a: b}, off: [HL1]}",
            "\n  disable:\n    - HL402\n    - missing-risk-section\n  reason: |\n    so\n",
            "\n- q: Why?\n  a: So.",
            "~",
            "? x\n: y",
            "<<: *a",
            "\t- tab",
            "%YAML 1.1",
            "'''a\nb'''",
            '"""a\nb',
            "1979-05-27T07:32:00-08:00",
            "0x1F",
            "inf",
            "1e999999",
            "#",
            "",
        )
    ),
)
_pairs = st.lists(st.tuples(_keys, _values), min_size=1, max_size=6)
front_matter = st.builds(
    lambda pairs, fences, mark: (
        fences[0] + "\n" + "".join(f"{key}{mark}{value}\n" for key, value in pairs) + fences[1] + "\n"
    ),
    _pairs,
    st.sampled_from(
        [("---", "---"), ("---", "..."), ("+++", "+++"), ("---", ""), ("--- ", "---\n---"), ("+++", "---")]
    ),
    st.sampled_from((": ", ": ", " = ", ":", ".a.b = ", ".")),
)
_json = st.recursive(
    st.one_of(
        prose, st.none(), st.integers(), st.floats(), st.sampled_from(("2024-99-99", "\ud800", "<!--"))
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("@type", "headline", "author", "name", "reviewedBy", "@graph", "x")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
json_ld = st.builds(
    lambda value, marks: (
        f"<script type='application/ld+json'>{marks[0]}{json.dumps(value)}{marks[1]}</script>"
    ),
    _json,
    st.sampled_from((("", ""), ("<!--", "-->"), ("", ","), ("[" * 200, ""), ("", "]]>"), ("\ufeff", ""))),
)
