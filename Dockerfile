# Two images. The last stage, which `docker build` makes, is for instructors on macOS and Windows: the
# grader, the sandbox's Linux, and the hidden halves of the exercises. It contains the solutions, so do
# not publish it; docs/instructors.md says how to run it. The stage before it, --target worker, has no
# solutions: it is for the scheduler and the workers of a cluster, see docs/scale.md.
FROM python:3.13-slim-trixie AS wheel
WORKDIR /source
COPY constraints.txt ./
RUN pip install --no-cache-dir -c constraints.txt build
COPY pyproject.toml README.md LICENSE ./
COPY exercises exercises
COPY grader grader
RUN python -m build --wheel

FROM python:3.13-slim-trixie AS worker
WORKDIR /opt/torchgrade
COPY constraints.txt ./
# the CPU build comes first; the one in the package index brings gigabytes of CUDA
RUN pip install --no-cache-dir --index-url https://download.pytorch.org/whl/cpu torch==2.13.0
COPY --from=wheel /source/dist dist
RUN pip install --no-cache-dir -c constraints.txt "$(echo dist/*.whl)[instructor,cluster]"

# Submissions run as the user of the container: an ordinary one.
RUN useradd --create-home --uid 1000 instructor
USER 1000
WORKDIR /course
ENTRYPOINT ["dask"]
CMD ["--help"]

FROM worker
COPY solutions /opt/torchgrade/solutions
ENV GRADE_SOLUTIONS=/opt/torchgrade/solutions
ENTRYPOINT ["grade"]
CMD ["--help"]
