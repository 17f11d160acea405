"""The forest plot: it shows where the next trial may land, and says so to those who do not see."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from anagen.evidence.bayes import posterior
from anagen.evidence.discrepancy import Discrepancy, Trouble
from anagen.evidence.effects import Effect
from anagen.evidence.forest import Forest, axis_of, forest_file, forest_plot
from anagen.evidence.forest_page import forest_page
from anagen.evidence.forest_words import forest_rows, forest_table, number
from anagen.evidence.heterogeneity import Method
from anagen.evidence.pool import pooled
from anagen.evidence.terms import FigureUnit

SVG = "{http://www.w3.org/2000/svg}"


def studies(*pairs, unit=FigureUnit.SD):
    return [Effect(f"Study {place}", y, se, unit) for place, (y, se) in enumerate(pairs)]


APART = studies((0.43, 0.21), (0.77, 0.33), (1.9, 0.3))
HAIRS = studies((14.7, 3.27), (16.2, 2.25), (16.6, 2.82), unit=FigureUnit.PER_CM2)
RATIOS = studies((0.59, 0.2), (0.12, 0.08), (1.1, 0.57), unit=FigureUnit.RATIO)
ALL = (APART, HAIRS, RATIOS)


def drawn(effects, **more):
    one = pooled(effects, more.pop("method", Method.REML))
    return ElementTree.fromstring(forest_plot(effects, one, "Trials", **more))  # noqa: S314 - ours


def words(tree):
    return [text.text for text in tree.iter("text")]


@pytest.mark.parametrize("effects", ALL)
def test_the_column_of_the_next_trial_is_as_wide_as_the_prediction(effects):
    one = pooled(effects)
    axis = axis_of(Forest(effects, one, "", None, False))
    band = drawn(effects).find("rect[@class='pi-band']")
    low, high = (axis.x(end) for end in one.prediction)
    assert float(band.get("x")) == pytest.approx(low, abs=0.1)
    assert float(band.get("width")) == pytest.approx(high - low, abs=0.2)


@pytest.mark.parametrize("effects", ALL)
@pytest.mark.parametrize("is_slim", [True, False])
def test_everything_lies_within_the_drawing(effects, is_slim):
    tree = drawn(effects, is_slim=is_slim, bayes=posterior(effects))
    _, _, width, height = map(float, tree.get("viewBox").split())
    for line in tree.iter("line"):
        assert 0 <= float(line.get("x1")) <= float(line.get("x2")) <= width
        assert 0 <= float(line.get("y2")) <= height
    for text in tree.iter("text"):
        end = float(text.get("x")) + {"end": 0, "middle": 3.5, None: 6.2}[
            text.get("text-anchor")
        ] * len(text.text)
        assert end <= width + 1
        assert 0 < float(text.get("y")) <= height


@pytest.mark.parametrize("effects", ALL)
def test_no_effect_at_all_is_always_in_sight(effects):
    assert len(drawn(effects).findall("line[@class='zero']")) == 1


def test_the_drawing_says_what_it_shows():
    tree = drawn(APART, bayes=posterior(APART))
    assert tree.get("role") == "img"
    assert tree.find("title").text == "Trials"
    told = tree.find("desc").text
    assert "includes no effect at all" in told
    assert "By Bayes" in told
    assert any("where the next trial may land" in one for one in words(tree))


@pytest.mark.parametrize(("sign", "missing"), [(1, "less than control"), (-1, "more than control")])
def test_a_side_without_room_has_no_word(sign, missing):
    effects = studies(*((sign * one, 0.1) for one in (9.0, 9.1, 9.05)))
    assert missing not in words(drawn(effects, is_slim=True))
    assert {"less than control", "more than control"} & set(words(drawn(effects, is_slim=True)))


def test_ratios_are_shown_as_ratios():
    shown = words(drawn(RATIOS))
    assert "1.80 (1.22 to 2.67)" in shown
    assert "1" in shown
    assert "Risk ratio: treated against control" in shown


def test_the_fixed_effect_predicts_nothing():
    tree = drawn(APART, method=Method.FIXED)
    assert tree.find("rect") is not None
    assert tree.find("rect[@class='pi-band']") is None
    assert "next trial" not in tree.find("desc").text


def test_a_hopelessly_wide_study_is_cut_off_with_arrows():
    wide = [*APART, Effect("Wide", 0.4, 60.0, FigureUnit.SD)]
    axis = axis_of(Forest(wide, pooled(wide), "", None, False))
    assert axis.high - axis.low < 20
    assert len(drawn(wide).findall("path[@class='ci']")) == 2
    assert drawn(APART).findall("path[@class='ci']") == []


def test_names_are_safe_and_never_run_into_the_picture():
    strange = [Effect("<script>" + "x" * 90, 0.4, 0.2, FigureUnit.SD), *APART]
    one = pooled(strange)
    for made in (forest_plot(strange, one, "<b>"), forest_table(strange, one)):
        assert "<script>" not in made
    longest = max(len(text) for text in words(drawn(strange)) if text.startswith("<script>"))
    assert longest <= 34


def test_a_page_takes_its_colours_from_classes_alone():
    made = forest_plot(APART, pooled(APART), "Trials")
    assert "style" not in made
    assert "#" not in made


def test_a_file_by_itself_is_whole_and_has_both_themes():
    made = forest_file(APART, pooled(APART), "Trials", posterior(APART))
    tree = ElementTree.fromstring(made)  # noqa: S314 - ours
    style = tree.find(f"{SVG}style").text
    assert "prefers-color-scheme: dark" in style
    used = set(" ".join(re.findall(r'class="([^"]+)"', made)).split()) - {"forest"}
    assert {name for name in used if f".{name}" not in style} == set()


def test_the_table_has_every_row_and_the_next_trial():
    rows = forest_rows(HAIRS, pooled(HAIRS), posterior(HAIRS))
    assert [row.name for row in rows[3:]] == [
        "Pooled, 3 studies", "The next trial", "Pooled by Bayes", "The next trial by Bayes",
    ]  # fmt: skip
    assert (rows[0].effect, rows[0].interval, rows[0].weight) == ("14.7", "8.3 to 21.1", "22.4 %")
    fixed = forest_rows(HAIRS, pooled(HAIRS, Method.FIXED))
    assert [row.name for row in fixed[3:]] == ["Pooled, 3 studies"]
    made = ElementTree.fromstring(forest_table(HAIRS, pooled(HAIRS)))  # noqa: S314 - ours
    assert len(made.findall("tbody/tr/th[@scope='row']")) == 5


def test_the_page_has_plot_table_and_doubts_and_fetches_nothing():
    doubt = Discrepancy(Trouble.FEW_STUDIES, "table", "2 < 3", "more", "Read on.")
    made = forest_page(APART, pooled(APART), "Trials", discrepancies=[doubt])
    assert made.count("<svg") == 2
    assert made.count("<table") == 1
    assert "2 &lt; 3" in made
    assert "http" not in made


@pytest.mark.parametrize(
    ("value", "said"), [(0.0, "0"), (-0.5, "−0.5"), (10000.0, "10000"), (0.01234, "0.0123")]
)
def test_numbers_are_short_and_have_a_real_minus(value, said):
    assert number(value) == said
