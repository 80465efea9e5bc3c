"""Write what may lie in a repository that `healthlint init` looks at, and the options that are typed."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz.prose import noise

_PLACES = (
    *("hugo.toml", "_config.yml", "CNAME", "mkdocs.yml", "config.toml", "package.json", "README.md"),
    *("a.md", "a'b/c.md", "layouts/a.html", "layouts/a\nselect = []\n.html", "themes/\x1b[1m.njk"),
    *("public/a.html", "healthlint.toml", ".healthlint.toml", ".pre-commit-config.yaml", ".gitignore"),
)
_WORDS = (
    *("We earn a commission. ", "As an Amazon Associate\n", "NHS your GP 999 ", "FDA call 911 "),
    *("colour ", "we earn ", 'baseURL = "https://x.co.uk/"\n', "url: https://\x1b.uk\n", "x.uk\n"),
    *("lang: en-GB\n", '"""\n[rules]\n', "\u202e", "\u2028", "site.author", ".Lastmod", "rel='sponsored"),
    *("ask your doctor", "https://amazon.com/dp/1?tag=a-20 ", "*.md\n", "- id: healthlint\n", "\\"),
    *("\ud800", "a" * 3000),
)
_texts = st.lists(st.sampled_from(_WORDS) | noise, max_size=8).map("".join)
_options = st.sampled_from(((), ("--force",), ("--profile", "uk"), ("--force", "--profile", "none")))
repositories = st.tuples(st.lists(st.tuples(st.sampled_from(_PLACES), _texts), max_size=6), _options)
