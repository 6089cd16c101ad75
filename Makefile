BIN := .venv/bin
API := tests/bot_api
SERVER := $(API)/node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help run tools server test bench readme format lock clean

help:
	@echo "make run     安装（仅首次）并开始对话；也可：echo 第59项谁牵头 | make run"
	@echo "make test    格式、类型与全部测试"
	@echo "make bench   速度"
	@echo "make readme  重新填写 README 和 docs/ 里的对话"
	@echo "make format  整理代码格式"
	@echo "make lock    按 pyproject.toml 重新锁定依赖"
	@echo "make clean   删去环境与缓存"

# Both say nothing where nothing is to be done.
PREPARE := @PYTHON='$(PYTHON)' sh setup/environment.sh

run:
	$(PREPARE) run
	@$(BIN)/zeren run

tools:
	$(PREPARE) test

server:
	$(PREPARE) server

# 要另起进程的测试和其余的同时跑，各用一个核
APART = $(wildcard tests/test_telegram_*.py) $(addprefix tests/test_,$(addsuffix .py,\
	environment first_start store_crash terminal reminding_commands))
PYTEST = $(BIN)/pytest --cov --cov-report= --cov-fail-under=0

test: tools server
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	@COVERAGE_FILE=.coverage.apart $(PYTEST) $(APART) > .venv/apart.log 2>&1 & apart=$$!; \
	COVERAGE_FILE=.coverage.rest $(PYTEST) $(addprefix --ignore=,$(APART)); rest=$$?; \
	wait $$apart; apart=$$?; cat .venv/apart.log; test $$rest = 0 && test $$apart = 0
	$(BIN)/coverage combine --quiet .coverage.apart .coverage.rest
	$(BIN)/coverage report $$(test -e $(SERVER) || echo --fail-under=0)

bench: tools server
	$(BIN)/pytest --benchmark-only --benchmark-sort=name -q $(wildcard tests/bench_*.py)

readme: tools server
	$(BIN)/python -W ignore tests/transcript.py
	$(BIN)/python -W ignore tests/readme.py

format: tools
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	@lock=$$(mktemp -d) && $(or $(PYTHON),python3) -m venv $$lock && $$lock/bin/pip install --quiet uv packaging \
	&& $$lock/bin/python setup/lock.py; status=$$?; rm -rf $$lock; exit $$status

clean:
	rm -rf .venv .venv.busy $(API)/node_modules $(API)/install.log .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks .coverage build dist *.egg-info
	find bot knowledge tests -name __pycache__ -type d -prune -exec rm -rf {} +
