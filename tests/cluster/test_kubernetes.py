"""docs/kubernetes.yaml is what the API of Kubernetes reads, and does what docs/scale.md says."""

import copy
import re
from typing import Any

import kubernetes_validate
import pytest
import yaml  # type: ignore[import-untyped]
from dask_commands import parse
from places import ROOT

import grader
from grader.cluster.terms import SOLUTION

PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
RESOURCES: list[dict[str, Any]] = list(
    yaml.safe_load_all((ROOT / "docs" / "kubernetes.yaml").read_text(encoding="utf-8"))
)
# the API of these resources is the same in all versions between
VERSIONS = ("1.31", kubernetes_validate.latest_version())
PORT = 8786


def named(resource: dict[str, Any]) -> str:
    return f"{resource['kind']}/{resource['metadata']['name']}"


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    """The resources of a kind, by name."""
    return {one["metadata"]["name"]: one for one in RESOURCES if one["kind"] == kind}


def pods() -> dict[str, dict[str, Any]]:
    """The Pods of the file and those that its Deployments make, by name: labels and spec."""
    made = {name: one["spec"]["template"] for name, one in of_kind("Deployment").items()}
    return made | of_kind("Pod")


def container(pod: str) -> dict[str, Any]:
    (one,) = pods()[pod]["spec"]["containers"]
    return dict(one)


def selected(selector: dict[str, Any]) -> set[str]:
    """The names of the Pods with all of these labels."""
    wanted = selector["matchLabels"].items()
    return {name for name, pod in pods().items() if wanted <= pod["metadata"]["labels"].items()}


def who_may_reach(pod: str, port: int) -> set[str]:
    """The Pods that a NetworkPolicy lets in at a port."""
    (policy,) = (
        one["spec"]
        for one in of_kind("NetworkPolicy").values()
        if pod in selected(one["spec"]["podSelector"])
    )
    assert "Ingress" in policy["policyTypes"]
    return {
        name
        for rule in policy.get("ingress", ())
        if any(one["port"] == port for one in rule["ports"])
        for peer in rule["from"]
        for name in selected(peer["podSelector"])
    }


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("resource", RESOURCES, ids=named)
def test_resource_is_what_the_api_reads(resource: dict[str, Any], version: str) -> None:
    kubernetes_validate.validate(resource, version, strict=True)


def test_schema_refuses_a_misspelt_key() -> None:
    policy = copy.deepcopy(of_kind("NetworkPolicy")["torchgrade-scheduler"])
    policy["spec"]["policyType"] = policy["spec"].pop("policyTypes")
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(policy, VERSIONS[-1], strict=True)


def test_only_workers_and_the_grading_pod_reach_the_scheduler() -> None:
    allowed = {"torchgrade-worker", "torchgrade-solution", "torchgrade-grading"}
    assert who_may_reach("torchgrade-scheduler", PORT) == allowed


@pytest.mark.parametrize("pod", ["torchgrade-worker", "torchgrade-solution"])
def test_only_the_scheduler_reaches_a_worker(pod: str) -> None:
    port = int(parse(container(pod)["command"])["worker_port"])
    assert who_may_reach(pod, port) == {"torchgrade-scheduler"}
    assert container(pod)["ports"][0]["containerPort"] == port


def test_every_pod_may_talk_to_few_others() -> None:
    policies = [one["spec"] for one in of_kind("NetworkPolicy").values()]
    assert all(set(one["policyTypes"]) == {"Ingress", "Egress"} for one in policies)
    assert set().union(*(selected(one["podSelector"]) for one in policies)) == set(pods())


@pytest.mark.parametrize("pod", pods())
def test_containers_have_few_rights_and_bounded_resources(pod: str) -> None:
    spec, one = pods()[pod]["spec"], container(pod)
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["automountServiceAccountToken"] is False
    rights = one["securityContext"]
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    for bounds in ("requests", "limits"):
        assert set(one["resources"][bounds]) == {"cpu", "memory"}


@pytest.mark.parametrize("deployment", of_kind("Deployment"))
def test_a_deployment_selects_its_own_pods_alone(deployment: str) -> None:
    assert selected(of_kind("Deployment")[deployment]["spec"]["selector"]) == {deployment}


def test_the_service_leads_to_the_port_of_the_scheduler() -> None:
    (service,) = of_kind("Service").values()
    assert selected({"matchLabels": service["spec"]["selector"]}) == {"torchgrade-scheduler"}
    (port,) = service["spec"]["ports"]
    listed = {
        one["name"]: one["containerPort"] for one in container("torchgrade-scheduler")["ports"]
    }
    assert port["port"] == PORT == listed[port["targetPort"]]
    assert parse(container("torchgrade-scheduler")["command"])["port"] == str(PORT)


def test_commands_are_those_that_dask_reads() -> None:
    scheduler = parse(container("torchgrade-scheduler")["command"])
    assert scheduler["preload"] == ("grader.cluster.scheduler",)
    (service,) = of_kind("Service")
    for name in ("torchgrade-worker", "torchgrade-solution"):
        worker = parse(container(name)["command"])
        assert worker["preload"] == ("grader.cluster.worker",)
        assert worker["scheduler"] == f"tcp://{service}:{PORT}"
        assert worker["nthreads"] == 1


def test_one_deployment_of_workers_may_see_solutions() -> None:
    offered = {
        name: parse(container(name)["command"])["resources"]
        for name in ("torchgrade-worker", "torchgrade-solution")
    }
    assert not offered["torchgrade-worker"]
    assert offered["torchgrade-solution"] == f"{SOLUTION}=1"


def test_images_are_of_this_version_and_on_the_page() -> None:
    images = {name: container(name)["image"] for name in pods()}
    assert all(image.endswith(f":{grader.__version__}") for image in images.values())
    # only where grading happens may the image contain solutions
    private = {name for name, image in images.items() if "torchgrade-worker:" not in image}
    assert private == {"torchgrade-grading"}
    assert all(image in PAGE for image in images.values())


def test_the_page_names_what_the_file_makes() -> None:
    for name in re.findall(r"deployment/([\w-]+)", PAGE):
        assert name in of_kind("Deployment")
    for name in re.findall(r"kubectl (?:exec|logs|cp) (torchgrade-[\w-]+)", PAGE):
        assert name in pods()
    (service,) = of_kind("Service")
    assert f"--scheduler tcp://{service}:{PORT}" in PAGE
