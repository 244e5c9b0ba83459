"""The built packages are complete: in fresh environments, with each Python at hand."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from conftest import REPOSITORY, clean_environment, kept_files

pytestmark = pytest.mark.gate
PACKAGE = REPOSITORY / "src/projectkit"
EXAMPLE = REPOSITORY / "docs/examples/leads.py"
MANUAL = "share/man/man1/projectkit.1"


def done(*command: str | Path, cwd: Path) -> str:
    """The output of a command, which has to succeed."""
    ran = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=280,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


class Built(NamedTuple):
    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The source package, and the wheel built from it."""
    folder = tmp_path_factory.mktemp("built")
    done(sys.executable, "-m", "build", "--outdir", folder, REPOSITORY, cwd=folder)
    return Built(*folder.glob("*.tar.gz"), *folder.glob("*.whl"))


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_registry_would_take_them(built: Built, tmp_path: Path) -> None:
    done(sys.executable, "-m", "twine", "check", "--strict", built.sdist, built.wheel, cwd=tmp_path)


def test_a_wheel_of_the_sources_is_that_of_the_checkout(built: Built, tmp_path: Path) -> None:
    done(sys.executable, "-m", "build", "--wheel", "--outdir", tmp_path, REPOSITORY, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    assert contents(wheel) == contents(built.wheel)


def test_the_wheel_has_all_that_the_program_reads(built: Built) -> None:
    inside = contents(built.wheel)
    files = [path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 200
    for path in files:
        assert (
            inside.pop(f"projectkit/{path.relative_to(PACKAGE).as_posix()}") == path.read_bytes()
        ), path
    rest = {name.partition("/")[2] for name in inside}
    assert rest == {
        f"data/{MANUAL}",
        "METADATA",
        "WHEEL",
        "RECORD",
        "entry_points.txt",
        "licenses/LICENSE",
    }


def test_the_sources_have_the_tests_and_what_they_read(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        name for name in kept_files() if not name.startswith((".ci/", ".gitattributes"))
    } <= names


def interpreter(version: str) -> Path:
    """A Python of a version, from the path or from pyenv; skips the test if there is none."""
    if sys.version_info[:2] == tuple(map(int, version.split("."))):
        return Path(sys.executable)
    on_path = [Path(found)] if (found := shutil.which(f"python{version}")) else []
    of_pyenv = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    for python in (*on_path, *of_pyenv):
        # pyenv also puts versions on the path that it was not told to use; these fail.
        if subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip(f"there is no Python {version} on this machine, neither on the path nor of pyenv")


@pytest.fixture(scope="module", params=["3.11", "3.12", "3.13"])
def installed(
    request: pytest.FixtureRequest, built: Built, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A fresh environment with the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    done(interpreter(request.param), "-m", "venv", folder, cwd=folder)
    done(folder / "bin/python", "-m", "pip", "install", "--quiet", built.wheel, cwd=folder)
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, installed: Path) -> Path:
    """A catalogue with the demo pages."""
    done(installed / "bin/projectkit", "init", cwd=tmp_path)
    shutil.copytree(REPOSITORY / "data/raw", tmp_path / "data/raw", dirs_exist_ok=True)
    return tmp_path


def test_what_is_installed_works(installed: Path, catalogue: Path) -> None:
    projectkit = installed / "bin/projectkit"
    assert "ingest" in done(projectkit, "--help", cwd=catalogue)
    done(projectkit, "ingest", cwd=catalogue)
    for path in (REPOSITORY / "data/structured").iterdir():
        assert (catalogue / "data/structured" / path.name).read_bytes() == path.read_bytes()
    assert "samen-aan-de-keukentafel" in done(projectkit, "search", "jeugdzorg", cwd=catalogue)
    done(projectkit, "validate", cwd=catalogue)
    done(projectkit, "export", "-o", "alles.xlsx", cwd=catalogue)
    assert zipfile.is_zipfile(catalogue / "alles.xlsx")
    assert "M004" in done(projectkit, "rule", "M004", cwd=catalogue)
    assert (installed / MANUAL).read_bytes() == (REPOSITORY / "docs/man/projectkit.1").read_bytes()


def test_the_library_works_and_is_typed(installed: Path, catalogue: Path) -> None:
    done(installed / "bin/projectkit", "ingest", cwd=catalogue)
    python = installed / "bin/python"
    # Outside the checkout: inside, mypy would use the settings and sources of the project itself.
    script = catalogue / "leads.py"
    shutil.copyfile(EXAMPLE, script)
    done(
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--python-executable",
        python,
        script,
        cwd=catalogue,
    )
    assert done(python, script, "jeugd", cwd=catalogue).splitlines()
    script.write_text(
        "from projectkit import parse_page\n\nparse_page('text', 'page.txt').records\n"
    )
    wrong = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, script],
        cwd=catalogue, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert '"ParsedPage" has no attribute "records"' in wrong.stdout
    assert "[arg-type]" in wrong.stdout
