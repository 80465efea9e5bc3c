"""Files are replaced whole or not at all, and stay what they were but for their content."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from healthlint.errors import SourceError
from healthlint.fix import rewrite


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    path.chmod(0o640)

    rewrite(str(path), b"old", b"new")

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_link_goes_on_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real, link = tmp_path / "real" / "a.md", tmp_path / "link.md"
    real.write_bytes(b"old")
    link.symlink_to("real/a.md")

    rewrite(str(link), b"old", b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"newer")

    with pytest.raises(SourceError, match="is not what was linted"):
        rewrite(str(path), b"old", b"new")

    assert path.read_bytes() == b"newer"


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        rewrite(str(tmp_path / "a.md"), b"old", b"new")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("target", ["a.md", "."])
def test_what_may_not_be_written_is_left_alone(tmp_path: Path, target: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    (tmp_path / target).chmod(0o500 if target == "." else 0o400)
    try:
        with pytest.raises(SourceError, match="cannot be fixed"):
            rewrite(str(path), b"old", b"new")
    finally:
        (tmp_path / target).chmod(0o700)

    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(SourceError, match="cannot be fixed: No space left"):
        rewrite(str(path), b"old", b"new")

    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.md"]


def test_a_long_name_of_many_bytes(tmp_path: Path) -> None:
    path = tmp_path / ("\u65e5" * 80 + ".md")
    path.write_bytes(b"old")
    rewrite(str(path), b"old", b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_attributes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system keeps no attributes")
    rewrite(str(path), b"old", b"new")
    assert os.getxattr(path, "user.note") == b"mine"
