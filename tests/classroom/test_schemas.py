"""The JSON Schemas that are shipped are those of the types, and hold for what is written."""

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import schemas
from class_factory import RIGHT, SQUARES, Course
from click.testing import Result
from places import ROOT

Command = Callable[..., Result]


def shipped(name: str) -> Any:
    return json.loads((ROOT / "grader" / "schemas" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", schemas.TYPES)
def test_each_schema_is_that_of_its_type(name: str) -> None:
    file = schemas.FOLDER / name
    assert file.read_text(encoding="utf-8") == schemas.schemas()[name], "run: make reference"
    jsonschema.Draft202012Validator.check_schema(shipped(name))


def test_what_a_class_leaves_fits_its_schema(course: Course, run: Command) -> None:
    course.hand_in(alice=RIGHT, bob=SQUARES, carol=b"\0")
    (course.root / "course.toml").write_text(
        "[exercises.doubling.students.bob]\nbonus = 1\ncomment = 'On paper.'\n"
    )
    run(*course.command())
    grades = json.loads((course.output / "grades.json").read_text(encoding="utf-8"))
    jsonschema.validate(grades, shipped("grades.json"))
    for one in grades["students"]:
        jsonschema.validate(one["report"], shipped("report.json"))
    del grades["students"][0]["report"]["score"], grades["students"][0]["slug"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(grades, shipped("grades.json"))
