"""What a reasonable teacher accepts earns every point, however it is written."""

from pathlib import Path

import pytest
from commands import Ran, Run
from places import SUBMISSIONS
from reports import RIGHT, Report, Reports, by_name, full_marks, notebook

# What may stand after `return` at the end of training.
PARAMETERS = {
    "detached_tensors": "theta_0.detach(), theta_1.detach()",
    "python_floats": "theta_0.item(), theta_1.item()",
    "a_tensor_and_a_float": "theta_0, theta_1.item()",
    "float64_tensors": "theta_0.double(), theta_1.double()",
    "numpy_scalars": "numpy.float32(theta_0.item()), numpy.float64(theta_1.item())",
    "numpy_arrays_of_no_dimension": "theta_0.detach().numpy(), theta_1.detach().numpy()",
    "a_numpy_array": "torch.stack([theta_0, theta_1]).detach().numpy()",
    "a_stacked_tensor": "torch.stack([theta_0, theta_1])",
    "a_column": "torch.stack([theta_0, theta_1]).detach().reshape(2, 1)",
    "tensors_of_shape_one": "theta_0.reshape(1), theta_1.reshape(1)",
    "parameters_of_shape_one_by_one": (
        "torch.nn.Parameter(theta_0.detach().reshape(1, 1)), "
        "torch.nn.Parameter(theta_1.detach().reshape(1, 1))"
    ),
    "a_list_of_lists": "[[theta_0.item()], [theta_1.item()]]",
    "decimals": "decimal.Decimal(theta_0.item()), decimal.Decimal(theta_1.item())",
}
# What may become of the loss before it is returned.
LOSSES = {
    "loss_of_shape_one": "loss.reshape(1)",
    "loss_of_shape_one_by_one": "loss.reshape(1, 1)",
    "loss_in_double_precision": "loss.double()",
    "loss_that_retains_its_gradient": "(loss.retain_grad(), loss)[1]",
    "loss_that_is_a_clone": "loss.clone()",
}
# The same right file, as an editor or another system saves it.
BYTES = {
    "bom.py": b"\xef\xbb\xbf" + RIGHT.encode(),
    "crlf.py": RIGHT.replace("\n", "\r\n").encode(),
    "tabs.py": RIGHT.replace("    ", "\t").encode(),
    "no_newline_at_the_end.py": RIGHT.rstrip().encode(),
    "form_feeds.py": RIGHT.replace("\n\n\n", "\n\f\n").encode(),
    "bom.ipynb": b"\xef\xbb\xbf" + notebook(RIGHT).encode(),
    "crlf.ipynb": notebook(RIGHT.replace("\n", "\r\n")).encode(),
    "one_long_name_" + "e" * 200 + ".py": RIGHT.encode(),
    "spaces in its näme.py": RIGHT.encode(),
}


def returning(parameters: str) -> str:
    before, _, _ = RIGHT.rpartition("return theta_0, theta_1")
    return f"import decimal\n\nimport numpy\n\n{before}return {parameters}\n"


def with_loss(expression: str) -> str:
    squares = "((theta_1 * tasks + theta_0 - questions) ** 2).mean()"
    return RIGHT.replace(f"return {squares}", f"loss = {squares}\n    return {expression}").replace(
        ".backward()", ".sum().backward()"
    )


WRITTEN = {
    **{f"{name}.py": returning(text).encode() for name, text in PARAMETERS.items()},
    **{f"{name}.py": with_loss(text).encode() for name, text in LOSSES.items()},
    **BYTES,
}


@pytest.fixture(scope="module")
def ran(grade: Run, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("right")
    for name, content in WRITTEN.items():
        (folder / name).write_bytes(content)
    return grade("--format", "json", "--seed", 1, *(folder / name for name in WRITTEN))


@pytest.fixture(scope="module")
def reports(ran: Ran) -> Reports:
    return by_name(ran)


def lost(report: Report) -> list[str]:
    return [one["observed"] for one in report["verdicts"] if one["score"] < one["max_score"]]


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters_of_every_reasonable_kind_are_right(name: str, reports: Reports) -> None:
    assert lost(reports[f"{name}.py"]) == []


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_every_reasonable_shape_is_right(name: str, reports: Reports) -> None:
    assert lost(reports[f"{name}.py"]) == []


@pytest.mark.parametrize("name", BYTES)
def test_how_a_file_was_saved_costs_nothing(name: str, reports: Reports) -> None:
    assert lost(reports[name]) == []
    assert reports[name]["remarks"] == []


def test_full_marks_for_all_end_with_exit_code_0(ran: Ran) -> None:
    assert ran.err == ""
    assert ran.code == 0


@pytest.mark.parametrize("name", ["right.py", "notebook_out_of_order.ipynb"])
def test_standard_input_is_graded_like_a_file(name: str, grade_process: Run) -> None:
    ran = grade_process("--format", "json", "-", stdin=(SUBMISSIONS / name).read_bytes())
    assert ran.json["submission"] == "standard input"
    assert full_marks(ran.json)
    assert ran.code == 0


def test_a_submission_is_graded_from_any_folder(grade_process: Run, tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text("raise RuntimeError('not this torch')\n", encoding="utf-8")
    (tmp_path / "submit.py").write_text(RIGHT, encoding="utf-8")
    ran = grade_process("submit.py", cwd=tmp_path)
    assert ran.code == 0
    assert "Every check passed." in ran.out
