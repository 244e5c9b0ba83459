"""Where results are written: not over the catalogue, below it if settings say where, and whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from projectkit.catalogue.atomic_write import write_file, writing_to
from projectkit.catalogue.output import OwnFileError, check_output, saved_output
from projectkit.catalogue.root import Catalogue
from projectkit.catalogue.settings import SettingsError
from projectkit.catalogue.unfinished import work_folder


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    root = tmp_path / "catalogue"
    (root / "data/structured").mkdir(parents=True)
    return Catalogue(root)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "name",
    ["data/structured/a.yaml", "data/raw/a.txt", "projectkit.toml", "layouts/a.yaml", ".git/config",
     "data/../projectkit.toml", "data/structured"],
)  # fmt: skip
def test_the_catalogue_is_not_written_over(catalogue: Catalogue, name: str) -> None:
    with pytest.raises(OwnFileError, match="belongs to the catalogue"):
        check_output(catalogue.root / name, catalogue)


def test_what_is_read_is_not_written_over(catalogue: Catalogue, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    link = tmp_path / "link.html"
    link.symlink_to(page)
    for path in (page, link):
        with pytest.raises(OwnFileError, match="belongs to what this command reads"):
            check_output(path, None, [page])
    check_output(tmp_path / "other.html", catalogue, [page])


@pytest.mark.parametrize(
    "output",
    ["/var/x.csv", "../x.csv", "uit/../../x.csv", "C:\\x.csv", "..\\x.csv", "\\\\host\\x.csv", "a\0b.csv",
     ".git/hooks/pre-commit", ".x.csv", "out/x.csv"],
)  # fmt: skip
def test_settings_name_no_other_place(catalogue: Catalogue, tmp_path: Path, output: str) -> None:
    (catalogue.root / "out").symlink_to(tmp_path)
    with pytest.raises(SettingsError, match="only -o may name another place"):
        saved_output(catalogue, "jaar", output)


@pytest.mark.parametrize("output", ["x.csv", "uit/x.csv", "./x.csv", "jaar 2025.v2.csv"])
def test_settings_name_files_below_the_catalogue(catalogue: Catalogue, output: str) -> None:
    assert saved_output(catalogue, "jaar", output) == catalogue.root / output


def test_what_a_killed_command_left_is_removed(tmp_path: Path) -> None:
    abandoned, other = tmp_path / ".uit.csv.abcdefgh.tmp", tmp_path / ".uit.csv.mine.keep.tmp"
    abandoned.touch()
    other.touch()
    write_file(tmp_path / "uit.csv", b"a")
    assert names(tmp_path) == [other.name, "uit.csv"]


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    with writing_to(tmp_path / "uit.csv") as file:
        file.write(b"first")
        write_file(tmp_path / "uit.csv", b"second")
    assert (tmp_path / "uit.csv").read_bytes() == b"first"
    assert names(tmp_path) == ["uit.csv"]


def test_an_error_leaves_nothing(tmp_path: Path) -> None:
    message = "stop"
    with pytest.raises(ValueError, match=message), writing_to(tmp_path / "uit.csv"):
        raise ValueError(message)
    assert names(tmp_path) == []


def test_work_folders_of_killed_commands_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "projectkit-export-x").mkdir()
    (tmp_path / "projectkit-export-x/held").touch()
    with work_folder() as first, work_folder() as second:
        assert {path.name for path in tmp_path.iterdir()} == {first.name, second.name}
    assert names(tmp_path) == []
