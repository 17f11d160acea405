"""Where a question can be answered: the page it has today, for links on any page."""

from __future__ import annotations

from uuid import UUID

from django import template
from django.urls import reverse

from anagen.web.knowing import knowledge

register = template.Library()

#: The questions that are worked out from shedding tests begin with the test's name.
TESTS = ("comb", "pull", "wash")
#: Worked out from one answer: whoever doubts it looks at that answer.
WORKED_OUT_FROM = {"age_years": "birth_year"}


@register.simple_tag
def ask_url(case_id: UUID, question_id: str) -> str:
    """The address where a question can be answered.

    What is worked out has no page of its own: a count leads to its test, and anything else to
    the review. So does a question of old advice that is no longer asked.
    """
    question_id = WORKED_OUT_FROM.get(question_id, question_id)
    question = knowledge().questions.get(question_id)
    if question is not None and not question.derived:
        return reverse("question", args=[case_id, question_id]) + "?then=review"
    test = question_id.partition("_")[0]
    if question is not None and test in TESTS:
        return reverse("shedding_tests", args=[case_id]) + f"#{test}"
    return reverse("review", args=[case_id])
