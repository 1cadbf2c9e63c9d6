"""A sentence to say is broken where one breathes: at its commas, never inside a clause that would fit a line."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.words import by_clause

SENTENCE = "“王女士,您常买的酸奶今天第二件半价,要不要带一提?”"


def broken(sentence: str, width: int, most: int = 3) -> list[str]:
    return by_clause(sentence, lambda line: len(line) <= width, most).split("\n")


def test_it_breaks_at_the_commas() -> None:
    assert broken(SENTENCE, 16) == ["“王女士,", "您常买的酸奶今天第二件半价,", "要不要带一提?”"]
    assert broken(SENTENCE, 20) == ["“王女士,您常买的酸奶今天第二件半价,", "要不要带一提?”"]
    assert broken(SENTENCE, 40) == [SENTENCE]


def test_what_does_not_go_by_clauses_is_left_to_the_line() -> None:
    assert broken(SENTENCE, 10) == [SENTENCE]
    assert broken(SENTENCE, 16, most=2) == [SENTENCE]


@given(st.text(alphabet="酸奶今天 ab,,。?!”“", max_size=60), st.integers(1, 30), st.integers(1, 4))
def test_nothing_is_lost_and_every_line_fits(sentence: str, width: int, most: int) -> None:
    lines = broken(sentence, width, most)
    assert "".join(lines).replace(" ", "") == sentence.replace(" ", "")
    if len(lines) > 1:
        assert len(lines) <= most
        assert all(len(line) <= width for line in lines)
