"""`healthlint init`: a first config that fits what is there, and never a second."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.cli import main

BRITISH = "# Flu\n\nAsk your GP. Ring NHS 111. The colour of your skin matters.\n"
AMERICAN = "# Flu\n\nThe FDA approved it. Call 911. The color of your skin matters.\n"

Init = Callable[..., str]


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Init:
    """Return what runs `healthlint init` in a repository of these files and returns what it says."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def run(*argv: str, code: int = 0, **files: str) -> str:
        put(tmp_path, {name.replace("__", "/"): text for name, text in files.items()})
        assert main(["init", *argv]) == code
        out, err = capsys.readouterr()
        return out + err

    return run


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def config(folder: Path | str = ".") -> str:
    return (Path(folder) / "healthlint.toml").read_text(encoding="utf-8")


def test_an_empty_folder_gets_a_config_that_changes_nothing(
    init: Init, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["config", "show", "--output-format", "json"])
    before = capsys.readouterr().out.replace('"configs": []', "")
    assert init().splitlines()[:2] == ["Found no articles yet.", "Wrote healthlint.toml."]
    assert set(tomllib.loads(config())) == {"fail-on", "site"}
    main(["config", "show", "--isolated", "--output-format", "json"])
    assert capsys.readouterr().out.replace('"configs": []', "") == before


def test_every_line_that_is_commented_out_can_be_taken_in(tmp_path: Path, init: Init) -> None:
    put(
        tmp_path,
        {"layouts/a.html": "We earn a commission if you buy.", "hugo.toml": 'baseURL = "https://a.uk/"'},
    )
    init("--profile", "uk")
    lines = [line.removeprefix("# ") if " = " in line else line for line in config().splitlines()]
    taken = "\n".join(line.removeprefix("# ") if line.startswith("# [") else line for line in lines)
    (tmp_path / "healthlint.toml").write_text(taken, encoding="utf-8")
    assert len(tomllib.loads(taken)["site"]) == 6
    assert tomllib.loads(taken)["rules"] == {"HL401": {"max-grade": 9}}
    assert main(["config", "show"]) == 0


def test_what_is_seen_is_told_and_written(tmp_path: Path, init: Init) -> None:
    put(
        tmp_path,
        {
            "hugo.toml": 'title = "x"\nbaseURL = "https://www.example.co.uk/"\n',
            "content/a.md": "[Buy](https://www.amazon.com/dp/B0?tag=calm-20)",
            "content/b.mdx": AMERICAN,
            "content/news/c.html": "<p>Flu</p>",
            "d.txt": "Flu",
            "README.md": "# Us",
            "public/a.html": "<p>made</p>",
            "layouts/page.html": "<p>We may\nearn a commission.</p><a rel='sponsored'>{{ .Lastmod }}",
            "ignored/x.md": "# X",
            ".gitignore": "ignored/\n",
            ".pre-commit-config.yaml": "repos:\n- repo: x\n  hooks:\n  - id: black\n",
            ".gitlab-ci.yml": "a: b\n",
        },
    )
    out = init()
    assert out.splitlines()[:2] == [
        "Found 4 articles, made with Hugo (hugo.toml): 2 Markdown, 1 HTML, 1 text; 3 in content/, 1 here.",
        "Wrote healthlint.toml for readers in the United Kingdom: www.example.co.uk in hugo.toml:2.",
    ]
    assert "  healthlint .\n" in out
    assert "healthlint's is not in it yet" in out
    assert ".gitlab-ci.yml is there" in out
    text = config()
    written = tomllib.loads(text)
    assert written["profile"] == "uk"
    assert written["exclude"] == ["/README.md", "/public/", "/layouts/"]
    assert written["site"] == {}
    assert '# disclosure = "template"  # a plain disclosure of paid links, above every article; ' in text
    assert 'layouts/page.html:1 has "We may earn a commission"' in text
    assert 'layouts/page.html:2 has "rel=\'sponsored"' in text
    assert 'layouts/page.html:2 has ".Lastmod"' in text
    assert '# extend-select = ["HL304"]  # 1 of 4 articles looked at link to Amazon' in text


def test_nothing_is_linted(tmp_path: Path) -> None:
    put(tmp_path, {"a.md": AMERICAN})
    script = (
        "import sys; from healthlint.cli import main; main(['init', '.'])\n"
        "sys.exit(bool({'spacy', 'pydantic', 'yaml', 'pyromark'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("files", "line"),
    [
        (
            {f"{n}.md": BRITISH for n in range(4)},
            'profile = "uk"  # 4 of 4 articles speak of the NHS, a GP or 999',
        ),
        ({f"{n}.md": AMERICAN for n in range(4)}, 'profile = "us"  # 4 of 4 articles speak of the FDA'),
        (
            {f"{n}.md": "# Flu\n\nThe colour of a tumour.\n" for n in range(4)},
            '# profile = "uk"  # British spelling in 4 of 4 articles',
        ),
        ({"a.md": BRITISH, "b.md": AMERICAN, "c.md": BRITISH, "d.md": AMERICAN}, '# profile = "us"'),
        ({"a.md": BRITISH}, '# profile = "us"'),
        ({"CNAME": "www.example.org.uk\n"}, 'profile = "uk"  # www.example.org.uk in CNAME:1'),
        ({"_config.yml": "lang: en-GB\n"}, 'profile = "uk"  # lang: en-GB in _config.yml:1'),
        ({"_config.yml": "lang: en-US\nurl: https://example.com\n"}, '# profile = "us"'),
        ({"mkdocs.yml": "site_url: https://x.gov/\n"}, 'profile = "us"  # x.gov in mkdocs.yml:1'),
        ({"config.toml": 'url = "https://x.uk"\n'}, '# profile = "us"'),
    ],
)
def test_readers_are_guessed_with_care(init: Init, tmp_path: Path, files: dict[str, str], line: str) -> None:
    put(tmp_path, files)
    init()
    (found,) = [one for one in config().splitlines() if "profile =" in one]
    assert found.startswith(line)


def test_a_config_is_never_written_over_unasked(init: Init, tmp_path: Path) -> None:
    for name, text in (
        ("healthlint.toml", "ignore = ['HL1']\n"),
        (".healthlint.toml", "broken ="),
        ("pyproject.toml", "[tool.healthlint]\n"),
    ):
        put(tmp_path, {name: text})
        said = init(code=2)
        assert said.startswith(f"healthlint: error: {name}: is there already; 'healthlint config show'")
        assert (tmp_path / name).read_text(encoding="utf-8") == text
        (tmp_path / name).unlink()
    put(tmp_path, {"pyproject.toml": "[tool.ruff]\n"})
    init()
    put(tmp_path, {"healthlint.toml": "mine"})
    init("--force", "--profile", "us")
    assert tomllib.loads(config())["profile"] == "us"
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "healthlint.toml", "pyproject.toml"]


def test_links_are_not_followed(init: Init, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    put(
        outside,
        {"secret.html": "We hunter2 earn a commission", "hugo.toml": 'baseURL = "https://hunter2.uk"'},
    )
    os.symlink(outside / "gone", "healthlint.toml")
    assert "is there already" in init(code=2)
    assert not (outside / "gone").exists()
    os.symlink(outside / "hugo.toml", "hugo.toml")
    os.symlink(outside, "layouts")
    (tmp_path / "themes").mkdir()
    os.symlink(outside / "secret.html", "themes/a.html")
    out = init("--force")
    assert "hunter2" not in out + config()
    assert not Path("healthlint.toml").is_symlink()
    assert not (outside / "gone").exists()


def test_names_and_texts_cannot_write_the_config(init: Init, tmp_path: Path) -> None:
    put(tmp_path, {"layouts/a\nselect = []\n\x1b[31m.html": "We\u202e earn\x1b a commission\u2028x"})
    put(tmp_path, {"a\nb/x.md": "# X"})
    out = init()
    assert set(tomllib.loads(config())) == {"fail-on", "site"}
    for sign in ("\x1b", "\u202e", "\u2028"):
        assert sign not in out + config()
    assert "$'a\\x0ab'" in out


def test_above_a_config_that_holds_already(
    init: Init, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path, {"healthlint.toml": 'profile = "us"\nexclude = ["x/"]\nfail-on = "info"\n'})
    put(tmp_path, {f"blog/{n}.md": BRITISH for n in range(4)} | {"blog/README.md": "# A"})
    init("blog")
    assert tomllib.loads(config("blog")) == {
        "extend": "../healthlint.toml",
        "extend-exclude": ["/README.md"],
        "site": {},
    }
    assert main(["config", "show", "blog"]) == 0
    assert 'fail-on = "info"  # healthlint.toml:3' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("gone",), "gone: is no directory; name the one that holds the articles"),
        (("--profile", "gb"), "argument --profile: invalid choice: 'gb'"),
        (("--froce",), "unknown option --froce; did you mean --force?"),
    ],
)
def test_mistakes(init: Init, argv: tuple[str, ...], told: str) -> None:
    assert f"healthlint: error: {told}" in init(*argv, code=2)
    assert not Path("healthlint.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
@pytest.mark.parametrize(
    ("typed", "profile", "site"),
    [
        ("\n\n", "uk", {}),
        ("atlantis\nus\nyes\n", "us", {"disclosure": "template"}),
        ("none\nno\n", "none", {}),
        ("\x04\x04", "uk", {}),
    ],
)
def test_at_a_terminal_it_asks_two_questions(
    tmp_path: Path, typed: str, profile: str, site: dict[str, str]
) -> None:
    import pty

    put(tmp_path, {"layouts/a.html": "We earn a commission.", "CNAME": "a.co.uk", "a.md": AMERICAN})
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    command = [sys.executable, "-m", "healthlint", "init"]
    done = subprocess.run(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs, check=False)
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)
    assert done.returncode == 0, said
    assert "Where are most of your readers (a.co.uk in CNAME:1)? us, uk or none [uk]: " in said
    assert 'layouts/a.html:1 has "We earn a commission". Is that shown above every article?' in said
    written = tomllib.loads(config(tmp_path))
    assert (written["profile"], written["site"]) == (profile, site)


SITE = {
    "hugo.toml": 'baseURL = "https://example.com"\n',
    "layouts/single.html": "<p>We earn a commission.</p>",
    "content/a.md": "# Flu\n",
    "README.md": "# Us",
    "themes/x/exampleSite/hugo.toml": "",
}


def test_sites_below_the_root_are_known_and_each_is_due_a_config(tmp_path: Path, init: Init) -> None:
    put(tmp_path, {f"{site}/{name}": text for site in ("site-a", "site-b") for name, text in SITE.items()})
    put(
        tmp_path,
        {"site-c/mkdocs.yml": "", "site-c/docs/b.md": "# Flu\n", "site-c/overrides/main.html": "<p>x</p>"},
    )

    out = init()

    assert out.splitlines()[0] == (
        "Found 3 articles, with 3 sites below: site-a/ (Hugo), site-b/ (Hugo), site-c/ (MkDocs): 3 Markdown; "
        "1 in site-a/, 1 in site-b/, 1 in site-c/."
    )
    assert "  healthlint init site-a\n" in out
    written = tomllib.loads(config())
    assert written["exclude"] == [
        *(f"/{site}/{name}" for site in ("site-a", "site-b") for name in ("README.md", "layouts/")),
        "/site-c/overrides/",
    ]
    assert "#   healthlint init site-c  # MkDocs\n" in config()
    assert '#     disclosure: site-a/layouts/single.html:1 has "We earn a commission"\n' in config()
    assert main(["init", "site-a"]) == 0
    own = config("site-a")
    assert tomllib.loads(own)["extend"] == "../healthlint.toml"
    assert 'layouts/single.html:1 has "We earn a commission"' in own


def test_the_only_site_below_the_root_is_that_of_the_repository(tmp_path: Path, init: Init) -> None:
    put(tmp_path, {f"web/{name}": text for name, text in SITE.items()})

    assert init().splitlines()[0] == "Found 1 article, made with Hugo (web/hugo.toml): 1 Markdown; 1 in web/."
    assert tomllib.loads(config())["exclude"] == ["/web/README.md", "/web/layouts/"]
    assert 'web/layouts/single.html:1 has "We earn a commission"' in config()


def test_every_value_of_fail_on_is_told(init: Init) -> None:
    init()
    assert '"error", "warning", "info" or "never"' in config()


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
@pytest.mark.parametrize("above", ["healthlint.toml", "sites/healthlint.toml"])
def test_a_folder_that_is_a_link_extends_what_is_above_where_it_leads(
    tmp_path: Path, init: Init, above: str
) -> None:
    put(tmp_path, {above: 'preset = "strict"\n', "sites/us/content/a.md": AMERICAN})
    (tmp_path / "content").symlink_to("sites/us/content")
    init("content")
    written = tmp_path / "sites/us/content/healthlint.toml"
    extended = tomllib.loads(written.read_text())["extend"]
    assert (written.parent / extended).resolve() == tmp_path / above
    for path in ("content", "content/a.md", "sites/us/content"):
        assert main([path, "--fail-on", "never"]) == 0
