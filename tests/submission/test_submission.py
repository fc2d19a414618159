"""A student's file becomes source text, or an error in words that say what to do."""

import hashlib
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grader.errors import SubmissionUnreadable
from grader.submission.source import (
    MAX_FILE_BYTES,
    MAX_NOTEBOOK_BYTES,
    MAX_SCRIPT_BYTES,
    Submission,
    kind_of,
    parse,
    read,
)


def notebook(*cells: str | Any) -> bytes:
    """A notebook file with these cells; a string is a code cell."""
    made = [new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return str(nbformat.writes(new_notebook(cells=made))).encode()


def cell(source: str) -> str:
    """What becomes of a code cell."""
    ((_, text),) = parse("a.ipynb", notebook(source)).python
    return text


def refused(name: str, content: bytes) -> str:
    with pytest.raises(SubmissionUnreadable) as refusal:
        parse(name, content)
    return str(refusal.value)


def parsed(name: str, content: bytes) -> Submission | str:
    """The submission, or why it is unreadable."""
    try:
        return parse(name, content)
    except SubmissionUnreadable as error:
        return str(error)


names = st.sampled_from(["submit.py", "submit.ipynb", "standard input", "submit", "x.PY"])


@given(names, st.binary(max_size=200))
def test_any_bytes_are_a_submission_or_unreadable(name: str, content: bytes) -> None:
    submission = parsed(name, content)
    if isinstance(submission, str):
        assert submission.startswith(name)
        return
    assert submission.sha256 == hashlib.sha256(content).hexdigest()
    assert submission.text.strip()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
notebooks = st.fixed_dictionaries(
    {
        "nbformat": st.integers(-1, 6) | json_values,
        "cells": st.lists(
            st.fixed_dictionaries(
                {"cell_type": st.sampled_from(["code", "markdown", "raw", "cell"]) | json_values},
                optional={
                    "source": st.text(alphabet="%!?x=1\n (", max_size=12)
                    | st.lists(st.text(max_size=5), max_size=3)
                    | json_values,
                    "metadata": json_values,
                    "outputs": json_values,
                },
            ),
            max_size=3,
        )
        | json_values,
    },
    optional={
        "nbformat_minor": st.integers(-1, 9),
        "metadata": json_values,
        "worksheets": json_values,
    },
)


@given(notebooks)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_json_is_a_notebook_or_unreadable(content: Any) -> None:
    submission = parsed("submit.ipynb", json.dumps(content).encode())
    if isinstance(submission, str):
        assert submission.startswith("submit.ipynb")
        assert "\n" not in submission
        return
    assert all(isinstance(text, str) for _, text in submission.sources)
    assert [name for name, _ in submission.python] == [name for name, _ in submission.sources]


# scripts


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50).filter(str.strip))
def test_a_script_is_its_text(text: str) -> None:
    submission = parse("submit.py", text.encode())
    as_python_reads_it = "".join(io.StringIO(text.removeprefix("\ufeff"), newline=None))
    assert submission.sources == (("submit.py", as_python_reads_it),)
    assert submission.text == as_python_reads_it


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse("submit.py", b"\xef\xbb\xbfx = 1\n").text == "x = 1\n"
    assert parse("submit.ipynb", b"\xef\xbb\xbf" + notebook("x = 1")).text == "x = 1"


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_unreadable(content: bytes) -> None:
    assert refused("submit.py", content) == "submit.py is empty. Was it saved?"


def test_what_is_not_utf8_is_unreadable_and_the_line_is_named() -> None:
    message = refused("submit.py", b"x = 1\n# caf\xe9\n")
    assert message.startswith("submit.py is not UTF-8 text (line 2).")
    assert "not UTF-8 text (line 1)" in refused("submit.py", "x = 1".encode("utf-16"))


@pytest.mark.parametrize(
    "line",
    [
        "# -*- coding: gbk -*-",
        "#!/usr/bin/env python\n# vim: set fileencoding=GBK :",
        "# coding=cp936",
        "# coding: gb18030",
    ],
)
def test_a_coding_line_says_how_a_file_is_encoded(line: str) -> None:
    text = f"{line}\n# 线性回归\nx = 1\n"
    assert parse("submit.py", text.encode("gbk")).text == text


def test_an_old_latin_file_is_read_as_python_reads_it() -> None:
    text = "# coding: latin-1\nprint('für')\n"
    assert parse("submit.py", text.encode("latin-1")).text == text


@pytest.mark.parametrize(
    "text",
    [
        "# coding: zlib-codec\nx = 'ü'\n",  # no encoding of text
        "# coding: unicode_escape\nx = 'ü'\n",
        "# coding: no-such-codec\nx = 'ü'\n",
        "\n\n# coding: latin-1\nx = 'ü'\n",  # too late
        "x = 1\n# coding: latin-1\ny = 'ü'\n",  # after code
    ],
)
def test_other_coding_lines_are_not_followed(text: str) -> None:
    assert "is not UTF-8 text" in refused("submit.py", text.encode("latin-1"))
    assert parse("submit.py", text.encode()).text == text


def test_what_does_not_fit_its_coding_line_is_said_with_it() -> None:
    content = "# coding: ascii\nx = 'ü'\n".encode()
    assert refused("submit.py", content).startswith("submit.py is not ascii text (line 2).")


def test_a_script_may_be_as_large_as_the_limit_and_no_larger() -> None:
    largest = b"#" * MAX_SCRIPT_BYTES
    assert len(parse("submit.py", largest).text) == MAX_SCRIPT_BYTES
    assert "larger than the limit of 1 MiB" in refused("submit.py", largest + b"#")


def test_a_notebook_may_be_larger_than_a_script_but_not_without_limit() -> None:
    picture = new_markdown_cell("x" * (2 * MAX_SCRIPT_BYTES))
    assert parse("a.ipynb", notebook("x = 1", picture)).text == "x = 1"
    words = new_markdown_cell("x" * MAX_NOTEBOOK_BYTES)
    message = refused("a.ipynb", notebook("x = 1", words))
    assert "larger than the limit of 32 MiB without its outputs" in message
    padding = b" " * MAX_FILE_BYTES
    assert "larger than the limit of 128 MiB." in refused("a.ipynb", notebook("x = 1") + padding)


# notebooks


def test_code_cells_are_sources_named_as_jupyter_shows_them() -> None:
    task, more = new_markdown_cell("# Task"), new_markdown_cell("more")
    content = notebook(task, new_code_cell("x = 1", execution_count=7), more, "y = 2")
    submission = parse("a.ipynb", content)
    assert submission.sources == (("cell In [7]", "x = 1"), ("the 2nd code cell", "y = 2"))
    assert submission.text == "x = 1\ny = 2"
    assert submission.sha256 == hashlib.sha256(content).hexdigest()


def test_a_number_that_two_cells_show_names_neither() -> None:
    ran = [new_code_cell(f"x = {count}", execution_count=count) for count in (1, 2, 1)]
    names = [name for name, _ in parse("a.ipynb", notebook(*ran)).sources]
    assert names == ["the 1st code cell", "cell In [2]", "the 3rd code cell"]


@pytest.mark.parametrize("count", [0, -1, True, 2.0, "3", 10**30, [1]])
def test_a_number_that_jupyter_never_shows_is_no_name(count: Any) -> None:
    ran = new_code_cell("x = 1") | {"execution_count": count}
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [ran]}
    assert parse("a.ipynb", json.dumps(content).encode()).sources[0][0] == "the 1st code cell"


def test_an_answer_turned_into_text_is_found_among_texts() -> None:
    answer = new_markdown_cell("x = 1")
    answer.metadata["nbgrader"] = {"grade_id": "loss", "solution": True}
    content = notebook(new_markdown_cell("# Task"), "y = 2", answer)
    assert parse("a.ipynb", content).sources[1] == ("the 2nd text cell", "x = 1")


@pytest.mark.parametrize("version", [3, 4])
def test_pictures_in_a_notebook_do_not_count(version: int) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * MAX_NOTEBOOK_BYTES}}
    cell = {"cell_type": "code", "metadata": {}, "outputs": [picture]}
    if version == 4:
        cells = [cell | {"source": "x = 1", "execution_count": None}]
        content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    else:
        sheet = {"metadata": {}, "cells": [cell | {"input": "x = 1", "language": "python"}]}
        content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [sheet]}
    for name in ("a.ipynb", "a.IPYNB", "a.ipynb.json", "a.ipynb.txt"):
        read = parse(name, b"\xef\xbb\xbf" + json.dumps(content).encode())
        assert read.sources == (("the 1st code cell", "x = 1"),)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("submit.PY", "script"),
        ("submit.py.txt", "script"),
        ("submit.IPYNB", "notebook"),
        ("Submit.ipynb.JSON", "notebook"),
        ("submit.ipynb.txt", "notebook"),
        ("submit.txt", None),
        ("submit.json", None),
        (".py", None),
        ("submit.pyc", None),
    ],
)
def test_one_rule_says_what_a_file_is(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind


def test_half_a_character_in_a_notebook_is_replaced_in_place() -> None:
    content = notebook("x = '?'; y").replace(b"?", rb"\ud800")
    submission = parse("a.ipynb", content)
    assert submission.sources == (("the 1st code cell", "x = '\ufffd'; y"),)
    assert submission.sha256 == hashlib.sha256(content).hexdigest()


def test_a_notebook_without_code_is_unreadable() -> None:
    for content in (notebook(), notebook(new_markdown_cell("words")), notebook("", " \n")):
        assert refused("a.ipynb", content) == "a.ipynb has no code in it. Was it saved?"


def test_a_notebook_of_version_3_is_read() -> None:
    cells = [{"cell_type": "code", "input": ["x = 1\n", "y = 2"], "language": "python",
              "outputs": [], "collapsed": False, "metadata": {}}]  # fmt: skip
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells}]}
    assert parse("a.ipynb", json.dumps(old).encode()).text == "x = 1\ny = 2"


def test_what_is_no_notebook_says_so() -> None:
    assert "it is not JSON (line 2)" in refused("a.ipynb", b"{\nx}")
    for content in (b"5", b"[]", b"{}", b'{"nbformat": 4}', b"[" * 100_000):
        message = refused("a.ipynb", content)
        assert message.startswith("a.ipynb cannot be read as a notebook: ")
        assert message.endswith("Save it again from Jupyter.")


def test_standard_input_is_a_notebook_when_it_looks_like_one() -> None:
    read = parse("standard input", notebook("x = 1"))
    assert read.sources == (("the 1st code cell", "x = 1"),)
    assert parse("standard input", b"{'a': 1}").sources == (("standard input", "{'a': 1}"),)


# magics


@pytest.mark.parametrize(
    "line", ["%matplotlib inline", "!pip install torch", "?print", "print?", "files = !ls"]
)
def test_magics_and_shell_lines_become_calls(line: str) -> None:
    text = cell(f"x = 1\n{line}\ny = 2")
    compile(text, "cell", "exec")
    assert "get_ipython()" in text.split("\n")[1]
    assert text.split("\n")[0] == "x = 1"
    assert text.split("\n")[2] == "y = 2"


def test_people_see_magics_as_they_were_written() -> None:
    submission = parse("a.ipynb", notebook("%%time\n!pip list", "%%bash\nls"))
    assert submission.text == "%%time\n!pip list\n%%bash\nls"
    assert submission.line("the 1st code cell", 2) == "!pip list"


def test_a_script_has_no_magics() -> None:
    submission = parse("a.py", b"%%time\n!ls\n")
    assert submission.python == submission.sources == (("a.py", "%%time\n!ls\n"),)


def test_an_indented_magic_stays_in_its_block() -> None:
    text = cell("def f():\n    %matplotlib inline\n    return 1")
    compile(text, "cell", "exec")
    assert text.split("\n")[1].startswith("    get_ipython()")


def test_the_statement_after_a_time_magic_stands_as_if_alone() -> None:
    cell = "if True:\n    %time history = train(x)\n%time\n%timeit train(x)\n%time !ls"
    (_, python), *_ = parse("a.ipynb", notebook(cell)).python
    assert python.startswith("if True:\n    history = train(x)\nget_ipython()")
    assert python.count("get_ipython()") == 3


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 1", "%%capture out", "%%prun"])
def test_cells_that_are_timed_or_captured_are_python(magic: str) -> None:
    assert cell(f"{magic}\nx = 1") == "\nx = 1"


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile submit.py", "%%javascript"])
def test_cells_of_another_language_are_left_out(magic: str) -> None:
    content = notebook(f"{magic}\nrm -rf x", "y = 2")
    assert [text for _, text in parse("a.ipynb", content).python] == ["", "y = 2"]


@pytest.mark.parametrize(
    "source",
    ["%%time\nx = 1\nhere", "\n\n%%time\nhere", "%%time\n!ls\nhere", "\n\n!ls\nhere",
     "\n# why?\nhere", "!ls \\\n  -l\nhere", "x = (1,\n%time\n2)\nhere"],
)  # fmt: skip
def test_lines_stay_where_they_were(source: str) -> None:
    line = source.split("\n").index("here")
    assert cell(source).split("\n")[line] == "here"


@pytest.mark.parametrize(
    "source", ['text = """\n%time\n!ls\n"""', "x = 7 %2", "# is it?", "y = x != 3", 's = "why?"']
)
def test_python_that_resembles_a_magic_is_left_as_it_is(source: str) -> None:
    assert cell(source).rstrip("\n") == source


def test_an_unfinished_cell_is_kept_for_python_to_complain_about() -> None:
    assert "def f(:" in cell("%matplotlib inline\ndef f(:")


# lines


@given(st.lists(st.sampled_from(["x = 1", "", "  y", "é"]), min_size=1), st.integers(-3, 12))
def test_a_line_is_found_by_its_number_or_not_at_all(lines: list[str], number: int) -> None:
    submission = Submission("a.py", (("a.py", "\n".join([*lines, ""])),), "")
    there = 1 <= number <= len(lines)
    if number == len(lines) + 1:
        return  # where Python says that the file ended too soon
    assert submission.line("a.py", number) == (lines[number - 1] if there else None)
    assert submission.line("b.py", number) is None


def test_there_is_no_line_without_a_place() -> None:
    submission = parse("a.py", b"x = 1")
    assert submission.line(None, 1) is None
    assert submission.line("a.py", None) is None


@pytest.mark.parametrize("separator", ["\x0c", "\x0b", "\x1c", "\x85", "\u2028"])
def test_lines_are_counted_as_python_counts_them(separator: str) -> None:
    submission = parse("a.py", f"x = 1  # {separator}\nhere\n".encode())
    assert submission.line("a.py", 2) == "here"


# files


def test_a_file_is_read_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "submit.py").write_bytes(b"x = 1\n")
    assert read(str(tmp_path / "submit.py")).sources == (("submit.py", "x = 1\n"),)


def test_a_name_that_would_move_the_cursor_is_shown_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J.py"
    path.write_bytes(b"x = 1\n")
    assert "\x1b" not in read(str(path)).name


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SubmissionUnreadable, match=r"nowhere\.py is not there. Check the name"):
        read(str(tmp_path / "nowhere.py"))


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(SubmissionUnreadable, match=r"is a folder. Name the file in it, such as"):
        read(f"{tmp_path}/")


@pytest.mark.parametrize("path", ["a\x00b.py", "x" * 5000, "\udcff.py"])
def test_an_impossible_name_is_unreadable(path: str) -> None:
    with pytest.raises(SubmissionUnreadable, match=r"cannot be read|is not there"):
        read(path)


def test_a_file_that_may_not_be_read_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("io.open", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(SubmissionUnreadable, match="cannot be read by this user"):
        read(str(tmp_path / "submit.py"))


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x = 1")))
    assert read("-").sources == (("standard input", "x = 1"),)


def test_an_endless_standard_input_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless:
        asked = 0

        def read(self, size: int) -> bytes:
            self.asked = size
            return b"#" * size

    endless = Endless()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=endless))
    with pytest.raises(SubmissionUnreadable, match="larger than the limit"):
        read("-")
    assert endless.asked == MAX_FILE_BYTES + 1


# ------------------------------------------------------------------ made to keep the reader busy


def test_a_cell_of_empty_lines_is_read_at_once() -> None:
    assert cell("\n" * 300_000 + "x = 1").strip() == "x = 1"


def test_of_a_cell_with_hundreds_of_magics_the_python_is_left() -> None:
    source = "%pwd\n" * 600 + "if True:\n    !ls\n    x = 1"
    lines = cell(source).split("\n")
    assert lines[:600] == ["pass"] * 600
    assert lines[600:] == ["if True:", "    pass", "    x = 1"]


def test_a_cell_without_a_source_is_empty() -> None:
    cells = [{"cell_type": "code", "metadata": {}}]
    cells += [{"cell_type": "code", "metadata": {}, "source": "x = 1"}]
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}
    assert parse("a.ipynb", json.dumps(content).encode()).sources[-1][1] == "x = 1"
