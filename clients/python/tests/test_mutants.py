"""The planted defects are still where they were, and the workshop leaves the sources alone."""

import os
from pathlib import Path

import pytest

from descent import bench_mutants
from descent.mutants.defects import DEFECTS, Defect
from descent.mutants.workshop import Caught, Workshop, WorkshopError, _chunks, _first_seed, plant

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: d.name)
def test_a_defect_replaces_what_stands_once_in_its_source(defect: Defect) -> None:
    text = (ROOT / defect.path).read_text()
    assert plant(text, defect) != text


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda d: d.name)
def test_a_defect_names_test_programs_that_there_are(defect: Defect) -> None:
    lists = "".join(p.read_text() for p in (ROOT / "tests").rglob("CMakeLists.txt"))
    assert defect.tests
    for test in defect.tests:
        assert f"descent_test({test}\n" in lists or f"descent_test({test} " in lists


def test_there_are_as_many_as_were_asked_for_and_each_has_a_name() -> None:
    assert len({d.name for d in DEFECTS}) == len(DEFECTS) >= 20


def test_a_text_that_is_not_there_is_an_error() -> None:
    lost = Defect("lost", "", "a.cpp", "before", "after", ())
    with pytest.raises(WorkshopError, match="has changed"):
        plant("something else", lost)
    with pytest.raises(WorkshopError, match="2 times"):
        plant("before before", lost)


def test_a_defect_is_planted_in_the_copy_only_and_only_for_a_while(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("runtime", "modules", "chain-spec", "consensus", "network", "node", "tests", "cmake"):
        (root / name).mkdir(parents=True)
    for name in ("CMakeLists.txt", "CMakePresets.json"):
        (root / name).write_text("")
    source = root / "node" / "a.cpp"
    source.write_text("right")
    workshop = Workshop(root, tmp_path / "copy")
    workshop.copy()
    copied = workshop.tree / "node" / "a.cpp"
    with pytest.raises(RuntimeError), workshop.planted(Defect("x", "", "node/a.cpp", "right", "wrong", ())):
        assert copied.read_text() == "wrong"
        assert source.read_text() == "right"
        raise RuntimeError
    assert copied.read_text() == "right"
    (root / "node" / "a.cpp").unlink()
    (root / "node" / "b.cpp").write_text("new")
    workshop.copy()
    assert not copied.exists()
    fresh = workshop.tree / "node" / "b.cpp"
    assert fresh.read_text() == "new"
    os.utime(fresh, ns=(1, 1))
    workshop.copy()
    assert fresh.stat().st_mtime_ns == 1, "what has not changed is not built again"


def test_the_first_failing_seed_is_read_from_what_the_simulator_prints() -> None:
    assert _first_seed("seed 7: two blocks\nseed 9: x", 5, 200, "--liars 1") == Caught(
        208, "--liars 1: seed 7: two blocks"
    )
    assert _first_seed("seed 0000000003 aborted", 0, 0, "s").after == 4
    assert _first_seed("no end within 300 s", 20, 0, "s").after == 21


def test_all_seeds_are_run_in_growing_chunks() -> None:
    assert sum(_chunks(200)) == 200
    assert sum(_chunks(1_000)) == 1_000
    assert list(_chunks(3)) == [1, 2]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_mutants.main(["--only", "nonsense"]) == 2
    assert "there is no defect nonsense" in capsys.readouterr().err


def test_the_defects_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench_mutants.main(["--list"]) == 0
    assert "no-locking-rule" in capsys.readouterr().out
