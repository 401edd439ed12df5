"""The package as a whole."""

import archassist


def test_the_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in archassist.__version__.split(".")] == [True, True, True]
