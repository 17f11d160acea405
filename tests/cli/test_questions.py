"""`anagen questions`: the data dictionary."""

from __future__ import annotations

from tests.story import knowledge


def test_it_works(anagen):
    said = anagen("questions", "--json")
    assert said.code == 0
    by_id = {one["id"]: one for one in said.tree}
    assert by_id.keys() == knowledge().questions.keys()
    keys = {"id", "ask", "kind", "choices", "unit", "valid_days", "used_by"}
    assert all(one.keys() >= keys for one in said.tree)
    assert by_id["needle_mm"]["unit"] == "mm"
    assert "needle_mm" in anagen("questions").out


def test_every_question_is_used_or_read_by_care(anagen):
    """A question that changes nothing must not be asked."""
    from pathlib import Path

    import anagen.care

    code = "".join(path.read_text() for path in Path(anagen.care.__file__).parent.rglob("*.py"))
    idle = [
        one["id"]
        for one in anagen_questions()
        if not one["used_by"] and f'"{one["id"]}"' not in code
    ]
    assert idle == []


def anagen_questions():
    from anagen.cli.questions import question_tree
    from anagen.knowledge.uses import uses_of

    uses = uses_of(knowledge())
    return [question_tree(one, uses[one.id]) for one in knowledge().questions.values()]
