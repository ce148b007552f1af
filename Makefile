# One line of help per target; `make` alone lists them.
# Every target that needs the environment goes through .ci/set-up, which only looks when all is there.
.DEFAULT_GOAL := help
SHELL := /bin/bash

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Two processes, beside the others of `make test`; a file at a time, in order. Each has mock systems, browser and database of its own.
TOGETHER := -n 2 --dist loadfile --no-loadscope-reorder
# The order in which they start; what stands in two is the law's.
HOUSE := tests/chaos tests/drills tests/end_to_end tests/contract tests/flows tests/browser
UNITS := tests/unit tests/follow_up
LAW := tests/cases tests/unit/eligibility
RUN := $(BIN)/python -m
# Where Python is told to keep no bytecode, each of the many processes of the tests compiles all modules anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

MUNICIPALITY ?= exempelstad
.PHONY: demo
demo: set-up ## Start the mock systems, run one night over forty applications, show the outcomes (MUNICIPALITY=trelleborg: another's)
	@$(BIN)/utkast demo --municipality $(MUNICIPALITY)

# Three at a time: the house's tests go first wherever they can, and the others fill the time in which those wait for pages.
.PHONY: test
test: set-up ## All checks and all tests, as CI runs them
	@$(MAKE) --no-print-directory --jobs=3 BESIDE=.ci/beside test-house test-unit check test-caseworker test-law
	@echo "All green: style, format, types, import contracts, tests with the law covered line by line, and the caseworker's tests."

.PHONY: set-up
set-up: ## Make .venv, install the pinned packages, find a browser (the other targets do this by themselves)
	@PYTHON="$(PYTHON)" .ci/set-up

.PHONY: check
check: lint weaknesses types contracts ## Style, format, weaknesses in our code, types and import contracts, without tests

.PHONY: lint
lint: set-up ## Style and format (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: weaknesses
weaknesses: set-up ## What bandit knows to be unsafe, in the robot's own code
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive flows bots adapters .ci

.PHONY: lock
lock: set-up ## Write the lists of hashes anew, after constraints.txt has changed
	@.ci/lock

.PHONY: audit-packages
audit-packages: set-up ## Known weaknesses of the pinned packages, where lists of them can be reached; says so where not
	@$(BIN)/python .ci/audit_packages.py "$$(.ci/tools)"

.PHONY: sbom
sbom: set-up ## Bill of materials (CycloneDX) of what is installed: build/sbom.json
	@mkdir -p build
	@"$$(.ci/tools)"/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file build/sbom.json .venv
	@echo "build/sbom.json"

.PHONY: format
format: set-up ## Mend style and format where ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: types
types: set-up ## Types (mypy, strict)
	$(BESIDE) $(BIN)/mypy

.PHONY: contracts
contracts: set-up ## Who may import whom (import-linter)
	$(BIN)/lint-imports

.PHONY: test-law
test-law: set-up ## The law: its units and cases, with 100 % line coverage of flows/eligibility
	$(BESIDE) $(PYTEST) $(LAW) --cov --cov-report=term-missing:skip-covered

.PHONY: test-house
test-house: set-up ## The tests that need mock systems, a browser, a database or other processes, but the caseworker's
	$(PYTEST) $(TOGETHER) $(HOUSE)

.PHONY: test-unit
test-unit: set-up ## The fast tests: units but the law's, and the follow-up's figures
	$(BESIDE) $(PYTEST) $(UNITS) $(LAW:%=--ignore=%)

.PHONY: test-contract
test-contract: set-up ## One contract suite per port, on the fake and on the real adapter
	$(PYTEST) $(TOGETHER) tests/contract

.PHONY: test-flows
test-flows: set-up ## The flows and the bots in a browser against the mock systems
	$(PYTEST) $(TOGETHER) tests/flows tests/browser

# Synchronous Playwright leaves a loop running on its thread, so these tests get a process of their own.
.PHONY: test-caseworker
test-caseworker: set-up ## Log in to the mock case system as a caseworker would
	$(BESIDE) $(PYTEST) tests/caseworker

# Some two hours on two cores beside other work (8 840 mutants, 22 November 2026); `python -m tests.mutation --go-on` continues one that was stopped. Faster: make mutants MODULES="outcome rules.salary", which says nothing of the whole.
.PHONY: mutants
mutants: set-up ## Mutate the law; 90 % must be noticed, and each that is not must be listed with a reason
	@$(RUN) tests.mutation $(MODULES)

.PHONY: golden
golden: set-up ## Write the drafts of every legal case anew, and the README's three; read the difference before you commit it
	@$(RUN) tests.cases.golden_text
	@$(RUN) tests.cases.readme_drafts

.PHONY: campaigns
campaigns: set-up ## The longer versions: every bad habit of the systems and each handling removed, a caseworker's month, crash points, being told to stop, a short chaos, many drawn applications
	$(PYTEST) -m campaign
	$(PYTEST) -m campaign tests/caseworker
	PROPERTY_EXAMPLES=400 $(PYTEST) --timeout=1800 tests/unit/eligibility/test_properties.py

.PHONY: drills
drills: set-up ## Follow every runbook: bring its trouble about, type what it says, see that it is mended
	$(PYTEST) $(TOGETHER) --dist loadgroup -m "campaign or not campaign" tests/drills

.PHONY: canary
canary: set-up ## A night over 200 people who are in no other text, in bad weather: nobody of them in anything it leaves (APPLICATIONS=50)
	@CANARY_APPLICATIONS=$(if $(filter command line,$(origin APPLICATIONS)),$(APPLICATIONS),200) $(PYTEST) -s -m campaign tests/end_to_end/test_canary.py

.PHONY: bench
bench: set-up ## Seconds per application, and the ratio to the floor of bare page visits
	@$(RUN) tests.benchmarks

.PHONY: claims
claims: set-up ## 5 000 work items, eight worker processes: each claimed exactly once; claims per second
	@$(RUN) tests.benchmarks.claims

.PHONY: status-speed
status-speed: set-up ## Seconds that `utkast status` takes with 10 000 applications, on both databases
	@$(RUN) tests.benchmarks.status

APPLICATIONS ?= 120
SEED ?= 1
WORKERS ?= 1
DB ?= sqlite
# SIGKILL and SIGTERM on either side of every step: 52 blows, with two applications and more to each.
KILLS ?= 52
STORM ?= 3600
# What holds up everybody, so many times as rare: 4 where thousands apply.
RARER ?= 1
.PHONY: chaos
chaos: set-up ## Random faults, killed workers, a database that goes away: what must hold (APPLICATIONS=2000 STORM=7800 KILLS=156 RARER=4 WORKERS=3 DB=postgres; nobody applies after STORM seconds)
	@$(RUN) tests.chaos --applications $(APPLICATIONS) --seed $(SEED) --workers $(WORKERS) --database $(DB) --kills $(KILLS) --storm $(STORM) --rarer $(RARER)

.PHONY: register
register: set-up ## Write the rule register, docs/regler.md, anew
	@$(BIN)/utkast rules --municipality exempelstad --to docs/regler.md

.PHONY: pictures
pictures: set-up ## Take the README's screenshots again
	@$(RUN) tests.pictures

.PHONY: mocks
mocks: set-up ## Start the four mock systems and leave them running
	@$(BIN)/utkast mocks start

.PHONY: up
up: set-up ## Start everything: mock systems, Prefect, deployments, a worker (WORKERS=3 DB=postgres: three that share the night, and a real PostgreSQL)
	@if [ "$(DB)" = postgres ]; then .ci/postgresql; fi
	@$(BIN)/utkast up --workers $(WORKERS) --database $(DB)

.PHONY: down
down: set-up ## Stop exactly what `make up` started
	@$(BIN)/utkast down

.PHONY: stop
stop: set-up ## End the mock systems that demo or mocks started
	@$(BIN)/utkast mocks stop

.PHONY: clean
clean: ## Remove the demo's home and the tools' caches (.venv and an installation's own home stay)
	@if [ -x $(BIN)/python ]; then $(RUN) flows.cli.clean; fi
	rm -rf build test-results .coverage .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
