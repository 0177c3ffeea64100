# `make run` starts Idékom on this machine. `make test` checks everything. Both first install what they need.

bin := .venv/bin
compile := $(bin)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header pyproject.toml

.PHONY: run test lint bench lock

run:
	@bin/environment run
	@exec $(bin)/python -u manage.py run

test: lint
	@$(bin)/python -m tests.support.chromium
	@echo "Tests on SQLite:"
	@env -u DATABASE_URL bin/suite
	@echo "Tests on PostgreSQL:"
	@$(bin)/python -m tests.support.postgres bin/suite

lint:
	@bin/environment run test
	$(bin)/ruff check --quiet .
	$(bin)/ruff format --check --quiet .
	$(bin)/mypy --no-error-summary
	$(bin)/lint-imports --no-logo
	$(bin)/djlint --quiet templates

# What work costs, as ratios in one run.
bench:
	@bin/environment run test
	@$(bin)/python benchmarks/saving.py

# Renews every version to the newest that pyproject.toml allows.
lock:
	@bin/environment lock
	$(compile) --output-file requirements/run.txt
	$(compile) --extra test --constraints requirements/run.txt --output-file requirements/test.txt
	$(compile) --extra lock --output-file requirements/lock.txt
