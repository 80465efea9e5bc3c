"""What we take of spaCy is what spaCy has, and spaCy stays whole for others in the process."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

from healthlint.analysis import tokens


def test_words_are_cut_as_spacy_cuts_them() -> None:
    text = (
        "Don't take 2.5mg (e.g. at 5 p.m.)--it's Dr. O'Neil's; we're gonna e-mail a@b.com, http://x.org/y :)"
    )

    assert [token.text for token in tokens.tokenizer()(text)] == [
        token.text for token in spacy.blank("en")(text)
    ]


@pytest.mark.parametrize(
    "then",
    [
        "assert not [name for name in sys.modules if name.startswith('spacy.cli')]",
        "import spacy; assert spacy.cli.download.__module__ == 'spacy.cli.download'",
        "import spacy; assert spacy.info.__module__ == 'spacy.cli.info'; assert spacy.info is spacy.cli.info",
        "from spacy.cli import download; from spacy import info; assert callable(info)",
        "import spacy; assert not hasattr(spacy, 'nothing'); assert len(spacy.blank('en')('a b')) == 2",
    ],
)
def test_spacy_comes_without_its_command_line_until_asked_for_it(then: str) -> None:
    run(f"tokens.tokenizer(); {then}")


def test_spacy_that_is_there_stays_as_it_is() -> None:
    run("import spacy; info = spacy.info; tokens.tokenizer(); assert spacy.info is info and spacy.cli")


def run(code: str) -> None:
    code = f"import sys; from healthlint.analysis import tokens; {code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
