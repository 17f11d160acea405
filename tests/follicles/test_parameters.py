"""What a scalp may be made of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anagen.follicles.parameters import AGA, HEALTHY, MIXED, TERMINAL, Mix, Scalp, Sojourn


@pytest.mark.parametrize("start", [HEALTHY, MIXED, AGA])
def test_the_starts_hold_every_follicle_once(start):
    assert sum(start.mix.shares) == pytest.approx(1)


@pytest.mark.parametrize("frailty", [0.0, 0.1, 0.4, 1.0])
def test_frailty_spreads_anagen_and_leaves_its_mean(frailty):
    levels = replace(AGA, frailty=frailty).levels()
    assert sum(share for _, share in levels) == pytest.approx(1)
    assert sum(factor * share for factor, share in levels) == pytest.approx(1)
    spread = sum(share * (factor - 1) ** 2 for factor, share in levels) ** 0.5
    assert spread == pytest.approx(frailty, rel=0.13)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Sojourn(-1, 0.5),
        lambda: Sojourn(float("nan"), 0.5),
        lambda: Sojourn(100, 0),
        lambda: replace(TERMINAL, kenogen_share=1.1),
        lambda: replace(TERMINAL, thinner_share=0.7, thicker_share=0.7),
        lambda: replace(TERMINAL, diameter_um=0),
        lambda: Mix((TERMINAL,), (0.9,)),
        lambda: Mix((TERMINAL,), (0.5, 0.5)),
        lambda: Mix((), ()),
        lambda: Scalp(AGA.mix, follicles_per_cm2=0),
        lambda: Scalp(AGA.mix, frailty=-0.1),
        lambda: Scalp(AGA.mix, emergence_days=-1),
    ],
)
def test_a_scalp_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match=r"."):
        make()


def test_a_refusal_names_the_figure_what_it_is_and_what_it_may_be():
    with pytest.raises(ValueError, match=r"terminal: kenogen_share is 1\.5; expected 0 to 1"):
        replace(TERMINAL, kenogen_share=1.5)
