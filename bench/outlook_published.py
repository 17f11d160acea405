"""Published figures worked out again: what was printed beside what comes out.

    python -m bench.outlook_published

Inputs come from the study and review files. A row marked R rests on figures from memory and
checks the arithmetic only; a "last digit off" is told as such, and so is what does not come out.
"""

from __future__ import annotations

import time

from anagen.evidence.checking import contradictions
from anagen.evidence.library import load_studies
from anagen.evidence.published import Agreement, Reproduced, reproduced


def shown(one: Reproduced) -> str:
    """One figure in one line: printed, recomputed, how well they agree."""
    printed = ", ".join(f"{value:.{one.decimals}f}" for value in one.printed)
    mine = ", ".join(f"{value:.{one.decimals + 1}f}" for value in one.recomputed)
    figures = f"{printed:26} {mine:34} {one.agreement.value}"
    return f"{one.id:5} [{one.mark.value:2}] {one.says:72.72} {figures}"


def main() -> None:
    """Prints the table, what the lint finds in our files, and how long both took."""
    started = time.perf_counter()
    studies = load_studies()
    read = time.perf_counter()
    found = reproduced(studies)
    print(f"{'':5} mark {'figure':72} {'printed':26} {'comes out as':34} agreement")
    for one in found:
        print(shown(one))
    for agreement in Agreement:
        many = sum(one.agreement is agreement for one in found)
        print(f"{many:3} of {len(found)} {agreement.value}")
    print("\nWhat contradicts itself in print, as the lint finds it in the files:")
    for discrepancy in contradictions(studies):
        print(f"  {discrepancy.trouble.value}: {discrepancy.says}")
    took = 1000 * (read - started)
    print(f"\n{len(studies.studies)} studies, {len(studies.reviews)} reviews and ", end="")
    print(f"{len(studies.questions)} questions read and checked in {took:.0f} ms")


if __name__ == "__main__":
    main()
