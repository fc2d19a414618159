# For instructors on macOS and Windows: the grader, the sandbox's Linux, and the hidden halves of the
# exercises. The image contains the solutions, so do not publish it. docs/instructors.md says how to
# run it.
FROM python:3.13-slim-trixie AS wheel
WORKDIR /source
COPY constraints.txt ./
RUN pip install --no-cache-dir -c constraints.txt build
COPY pyproject.toml README.md LICENSE ./
COPY exercises exercises
COPY grader grader
RUN python -m build --wheel

FROM python:3.13-slim-trixie
WORKDIR /opt/torchgrade
COPY constraints.txt ./
# the CPU build comes first; the one in the package index brings gigabytes of CUDA
RUN pip install --no-cache-dir --index-url https://download.pytorch.org/whl/cpu torch==2.13.0
COPY --from=wheel /source/dist dist
RUN pip install --no-cache-dir -c constraints.txt "$(echo dist/*.whl)[instructor]"
COPY solutions solutions
ENV GRADE_SOLUTIONS=/opt/torchgrade/solutions

# Submissions run as the user of the container: an ordinary one.
RUN useradd --create-home --uid 1000 instructor
USER 1000
WORKDIR /course
ENTRYPOINT ["grade"]
CMD ["--help"]
