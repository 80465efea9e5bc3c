"""Write Markdown and MDX: blocks in blocks, some of them broken."""

from __future__ import annotations

from hypothesis import strategies as st

from fuzz import pieces
from fuzz.prose import Text, around, directives, headings, plain, runs, urls

inline = st.one_of(
    plain,
    plain.flatmap(
        around(("*", "*"), ("**", "**"), ("**", ""), ("`", "`"), ("~~", "~~"), ("__", "*"), ("==", "=="))
    ),
    st.builds(lambda text, url: f"[{text}]({url})", plain, urls),
    st.builds(lambda text, url: f'[![{text}]({url} "t")][1]', plain, urls),
    st.builds(lambda text, url: f"[[{url}|{text}]] <{url}>", plain, urls),
    st.builds(lambda text, url: f'<a href="{url}" rel="sponsored">{text}</a>', plain, urls),
    urls,
    directives,
    st.sampled_from(
        (
            "{x}",
            "{'a' + `${b}`}",
            "{{< figure src=x >}}",
            "{% raw %}",
            "{{ page.title }}",
            "[^1]",
            "[x][y]",
            "$a$",
            "<br>",
        )
    ),
)
_line = st.lists(inline, min_size=1, max_size=4).map(" ".join)
_item = _line.map(lambda text: text.replace("\n", " "))
leaf = st.one_of(
    _line,
    st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 8), headings),
    st.builds(
        lambda text, mark: f"{text}\n{mark}", headings, st.sampled_from(("===", "---", "-", "=", "~~~"))
    ),
    st.lists(_item, min_size=1, max_size=4).map(lambda items: "\n".join(f"- [ ] **{item}" for item in items)),
    st.lists(_item, min_size=2, max_size=6).map(
        lambda cells: f"|{cells[0]}|b|\n|:-|-:|\n" + "\n".join(f"| {cell} | c" for cell in cells[1:])
    ),
    _line.map(lambda text: f"[^1]: {text}\n[1]: {pieces.PAID}\n[y]: <x> 'z'"),
    _line.flatmap(
        around(("```\n", "\n```"), ("```", ""), ("    ", ""), ("~~~md\n", "\n~~~~"), ("<!-- ", " -->"))
    ),
    _line.flatmap(
        around(
            ("::: tip Title\n", "\n:::"),
            (":::", ""),
            ("> [!NOTE]\n> ", ""),
            ("{{< callout >}}\n", "\n{{< /callout >}}"),
            ("<details><summary>", "</summary>x</details>"),
            ("<Callout title='x' href={'/y'}>\n", "\n</Callout>"),
            ("<Disclosure text={`", "`} {...props}/>"),
            ("import X from 'y'\n\nexport const a = {\n", "\n}"),
            ("<p>", "</p>"),
            ("<table><tr><td>", "</table>"),
            ("**Side effects.** ", ""),
            ("*[HTML]: ", "\n\n: definition"),
            ("$$\n", "\n$$"),
        )
    ),
    directives,
    runs,
)


def _nested(inner: Text) -> Text:
    def indented(text: str, first: str, rest: str) -> str:
        return first + text.replace("\n", "\n" + rest)

    joined = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    marks = (
        ("> ", "> "),
        ("- ", "  "),
        ("1. ", "   "),
        ("* ", " "),
        ("> - ", ">   "),
        ("[^1]: ", "    "),
        ("\t", "\t"),
    )
    boxes = around(
        ("<aside>\n\n", "\n\n</aside>"), ("<div>\n\n", ""), ("<Box>\n\n", "\n\n</Box>"), ("", "\n\n</div>")
    )
    return st.builds(
        lambda text, mark: indented(text, *mark), joined, st.sampled_from(marks)
    ) | joined.flatmap(boxes)


blocks = st.recursive(leaf, _nested, max_leaves=8)
