"""`anagen forecast`: no treatment first, a clear answer always, one line for a slip."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from anagen.cli import main
from anagen.records.writing import written_record
from tests.outlook.told import at_week, course, steady

AT = "2026-11-20T13:00:00+01:00"
GAIN = steady((150, 151, 157, 168, 178, 182, 185), (-4, -1, 8, 16, 24, 36, 47))


@pytest.fixture
def run(capsys, tmp_path):
    """Runs the command on a course and gives its code, output and error."""

    def once(counts, *words, at=AT, **parts):
        path = tmp_path / "record.json"
        path.write_text(written_record(course(counts, **parts)))
        try:
            code = main(["forecast", str(path), "--at", at, *words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return once


def test_it_leads_with_no_treatment(run):
    code, out, err = run(GAIN)
    assert (code, err) == (0, "")
    assert out.startswith("WITHOUT TREATMENT")
    headings = [line for line in out.splitlines() if line.isupper()]
    assert headings[:3] == ["WITHOUT TREATMENT", "WITH TREATMENT", "WHAT FOLLOWS"]
    assert "no promise" in out


def test_json_has_the_keys_that_stay(run):
    code, out, _ = run(GAIN, "--json")
    tree = json.loads(out)
    assert code == 0
    assert tree.keys() >= {"untreated", "effect", "decision", "because"}
    keys = {"mean", "interval_80", "interval_95", "p_positive", "p_worthwhile"}
    assert tree["effect"].keys() >= keys
    assert tree["decision"] == "continue"
    assert all(one["says"] for one in tree["because"])
    assert tree["untreated"]["weeks"] == 60


def test_too_few_counts_are_an_answer_with_the_same_keys(run):
    code, out, err = run(GAIN[:1])
    assert (code, err) == (0, "")
    assert out.startswith("NO FORECAST YET")
    code, out, _ = run([], "--json")
    tree = json.loads(out)
    assert (code, tree["decision"], tree["untreated"], tree["effect"]) == (0, "not_yet", None, None)
    assert "Nothing has been counted" in tree["because"][0]["says"]


def test_the_priors_and_the_line_can_be_chosen(run):
    trees = [
        json.loads(run(GAIN, "--json", *words)[1])
        for words in (["--prior", "plain"], ["--prior", "sceptical"], ["--worthwhile", "20"])
    ]
    likely = [tree["effect"]["p_worthwhile"] for tree in trees]
    assert likely[1] < likely[0]
    assert likely[2] < likely[0]
    assert [tree["prior"]["name"] for tree in trees] == ["plain", "sceptical", "plain"]
    assert trees[2]["worthwhile_per_cm2"] == 20


@pytest.mark.parametrize("line", ["0", "-5", "nan", "1e9", "many"])
def test_a_difference_out_of_any_sense_is_refused(run, line):
    code, out, err = run(GAIN, "--worthwhile", line)
    assert (code, out) == (2, "")
    assert "worthwhile" in err


def test_a_count_in_the_future_is_refused_in_one_line(run):
    code, out, err = run(GAIN, at="2026-01-01T12:00+01:00")
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "future" in err


def test_a_count_from_another_device_is_named(run):
    _, out, _ = run([*GAIN, at_week(40, 300, device="phone")])
    assert "WHAT MAKES IT LESS SURE" in out
    assert "phone" in out


def test_advice_without_counts_loads_no_numpy(tmp_path):
    path = tmp_path / "record.json"
    path.write_text(written_record(course([])))
    code = (
        "import sys; from anagen.cli import main; "
        f"main(['advise', {str(path)!r}, '--at', {AT!r}]); sys.exit('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
