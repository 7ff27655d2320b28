"""Compares what describes a deployment in several places; prints one line a difference, exit 1.

Usage: check-deploy.py ROOT

Read: docker-compose.yml, deploy/settings.env, deploy/services.conf, deploy/scripts/services.sh,
deploy/postgres/roles.sql, and the settings that the code declares (`SettingKey("…"`).
"""

import pathlib
import re
import sys

import yaml

root = pathlib.Path(sys.argv[1])
problems = []


def expect(condition, problem):
    if not condition:
        problems.append(problem)


def text(path):
    return (root / path).read_text(encoding="utf-8")


def declared_settings():
    """TAOLI_… names of every setting key in the code, as SettingKey.environmentVariable makes them."""
    names = {"TAOLI_CONFIG"}
    for folder in ("Shared", "Services"):
        for file in (root / folder).rglob("*.swift"):
            for key in re.findall(r'SettingKey\(\s*"([a-z0-9.-]+)"', file.read_text("utf-8")):
                names.add("TAOLI_" + re.sub("[^A-Z0-9]", "_", key.upper()))
    return names


def services():
    lines = (line.split() for line in text("deploy/services.conf").splitlines())
    return {line[0]: (line[1], line[2]) for line in lines if line and not line[0].startswith("#")}


def settings_names(environment):
    return {name for name in environment if name.startswith("TAOLI_")}


compose = yaml.safe_load(text("docker-compose.yml"))["services"]
shared = dict(
    line.split("=", 1)
    for line in text("deploy/settings.env").splitlines()
    if line and not line.startswith("#")
)
known = declared_settings()
script = text("deploy/scripts/services.sh")
demo = set(re.findall(r"\b(TAOLI_[A-Z_]+)\b", script)) | {
    "TAOLI_DEPLOYMENT_ID", "TAOLI_KAFKA_BOOTSTRAP", "TAOLI_KAFKA_EMBEDDED"}
# Where a container listens is compose's own matter.
only_compose = {"TAOLI_GRPC_HOST", "TAOLI_PROBES_HOST"}

expect(len(known) > 5, "no declared settings were found in Shared and Services")
for name in sorted(set(shared) - known):
    problems.append(f"deploy/settings.env sets {name}, which no service declares")
for name in sorted(demo - known):
    problems.append(f"deploy/scripts/services.sh sets {name}, which no service declares")

roles = text("deploy/postgres/roles.sql")
for service, (calls, probes) in services().items():
    expect(f"\\connect taoli_{service}\n" in roles and f"('{service}'," in roles,
           f"deploy/postgres/roles.sql does not make the roles and database of {service}")
    for job in (service, service + "-migrate"):
        expect(job in compose, f"docker-compose.yml has no service {job}")
        if job not in compose:
            continue
        part = compose[job]
        environment = part["environment"]
        names = settings_names(environment)
        for name in sorted(names - known):
            problems.append(f"docker-compose.yml, {job}: {name} is no declared setting")
        for name in sorted(names & set(shared)):
            problems.append(f"docker-compose.yml, {job}: {name} stands in deploy/settings.env too")
        expect(part["env_file"] == ["deploy/settings.env"],
               f"docker-compose.yml, {job}: does not read deploy/settings.env")
        expect(part["entrypoint"] == [f"taoli-{service}"],
               f"docker-compose.yml, {job}: runs {part['entrypoint']}")
        expect(environment["TAOLI_POSTGRES_URL"].startswith(f"postgres://taoli_{service}_app:")
               and environment["TAOLI_POSTGRES_URL"].endswith(f"/taoli_{service}"),
               f"docker-compose.yml, {job}: TAOLI_POSTGRES_URL is not this service's")
    if service not in compose:
        continue
    environment = compose[service]["environment"]
    expect("TAOLI_POSTGRES_OWNER_URL" not in environment,
           f"docker-compose.yml, {service}: a running service must not have the owner's password")
    expect((environment["TAOLI_GRPC_PORT"], environment["TAOLI_PROBES_PORT"]) == (calls, probes),
           f"docker-compose.yml, {service}: its ports are not those of deploy/services.conf")
    together = settings_names(environment) | {"TAOLI_POSTGRES_OWNER_URL"}
    for name in sorted(together - demo - only_compose):
        problems.append(f"docker-compose.yml, {service}: the demo does not set {name}")
    for name in sorted(demo - together):
        problems.append(f"docker-compose.yml, {service}: {name} is set in the demo only")

for name, part in compose.items():
    if not name.endswith("-migrate"):
        expect("healthcheck" in part, f"docker-compose.yml, {name}: no health check")
    for other in part.get("depends_on", {}):
        expect(other in compose, f"docker-compose.yml, {name}: depends on {other}, which is not there")

for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
