# The commands of this project. What they do stands in deploy/scripts; what they create lies in
# .build*, .run* and .tools.
.PHONY: help demo stop test test-asan test-librdkafka test-faults soak chaos bench bench-planner \
	bench-evaluation bench-students contracts contracts-baseline format format-check compose clean

help:
	@echo "make demo          build, start everything, import a real city, verify, leave it running"
	@echo "make stop          end everything that demo and test started"
	@echo "make test          every test, against servers of their own; the fault rounds last"
	@echo "make test-asan     the drivers under AddressSanitizer, leaks failing"
	@echo "make test-librdkafka  the Kafka and bus tests with a newer librdkafka"
	@echo "make test-faults   only these: the bus broken by every fault, its invariants checked"
	@echo "make soak          the fault tests at length: hours, not minutes (SOAK_RUNS, SOAK_SEED)"
	@echo "make chaos         kills what a running demo consists of at random, then verifies"
	@echo "make bench         how fast the bus is, as ratios to PostgreSQL and librdkafka alone"
	@echo "make bench-evaluation  how fast evaluation is, as ratios to R's lme4 where it is installed; a part of make bench"
	@echo "make bench-planner how long the rotation planner takes for a city; a part of make bench"
	@echo "make bench-students  a city's students imported, with kills (TAOLI_BENCH_ROWS); not a part of make bench"
	@echo "make contracts     lint and breaking rules of the protos (contracts-baseline: renew)"
	@echo "make format        swift format, in place (format-check: only look)"
	@echo "make compose       secrets for docker compose, and how to start it"
	@echo "make clean         stop, and remove what was created"

demo:
	@deploy/scripts/demo.sh

stop:
	@deploy/scripts/stop.sh

test:
	@deploy/scripts/test.sh

test-asan:
	@deploy/scripts/test.sh asan

test-librdkafka:
	@deploy/scripts/test.sh librdkafka

test-faults:
	@deploy/scripts/test.sh faults

soak:
	@deploy/scripts/soak.sh

chaos:
	@deploy/scripts/chaos.sh

bench:
	@deploy/scripts/bench.sh
	@deploy/scripts/bench-planner.sh
	@deploy/scripts/bench-evaluation.sh

bench-planner:
	@deploy/scripts/bench-planner.sh

bench-evaluation:
	@deploy/scripts/bench-evaluation.sh

bench-students:
	@deploy/scripts/bench-students.sh

contracts:
	@deploy/scripts/contracts.sh check

contracts-baseline:
	@deploy/scripts/contracts.sh baseline

format:
	@deploy/scripts/format.sh

format-check:
	@deploy/scripts/format.sh --check

compose:
	@deploy/scripts/prepare-compose.sh

clean: stop
	rm -rf .build .build-* .run .run.lock .run-* .tools
