PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
API := tests/bot_api
SERVER := $(API)/node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help run test bench readme format lock clean

help:
	@echo "make run     安装（仅首次）并开始对话；也可：echo 第59项谁牵头 | make run"
	@echo "make test    格式、类型与全部测试"
	@echo "make bench   速度"
	@echo "make readme  重新填写 README 里的对话"
	@echo "make format  整理代码格式"
	@echo "make lock    按 pyproject.toml 重新锁定依赖"
	@echo "make clean   删去环境与缓存"

# Editable by a plain path: the default finder adds 16 ms to every start.
EDITABLE := --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
PIP := $(BIN)/pip --quiet --disable-pip-version-check

# Standard input belongs to the chat, so nothing here may read it; standard output to the replies.
# jieba is published as source only: setuptools, the end of the lock, comes first to build it.
$(STAMP): requirements.lock pyproject.toml
	@echo "正在准备运行环境 $(VENV)，只需一次……" >&2
	@$(PYTHON) -m venv $(VENV) </dev/null >&2
	@sed -n '/^setuptools==/,$$p' requirements.lock >$(VENV)/build.lock
	@$(PIP) install --require-hashes -r $(VENV)/build.lock </dev/null >&2
	@$(PIP) install --require-hashes --no-build-isolation --use-pep517 -r requirements.lock </dev/null >&2
	@$(PIP) install $(EDITABLE) </dev/null >&2
	@$(BIN)/python -m compileall -q bot knowledge </dev/null >&2
	@touch $@

# The Telegram server of the tests; where it cannot be installed those tests say so and are skipped,
# but in CI they fail.
$(SERVER): $(API)/package-lock.json
	@if ! command -v npm >/dev/null; then \
		echo "没有 npm（Debian：apt install nodejs npm），Telegram 的测试会跳过" >&2; \
	else \
		echo "正在安装测试用的 Telegram 服务器，只需一次……" >&2; \
		npm ci --prefix $(API) --no-audit --no-fund --fetch-retries=1 --loglevel=error </dev/null >&2 \
		&& touch $@ || echo "没有装成测试用的 Telegram 服务器，Telegram 的测试会跳过" >&2; \
	fi

run: $(STAMP)
	@$(BIN)/zeren run

test: $(STAMP) $(SERVER)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov $$(test -e $(SERVER) || echo --cov-fail-under=0)

bench: $(STAMP) $(SERVER)
	$(BIN)/pytest --benchmark-only --benchmark-sort=name -q $(wildcard tests/bench_*.py)

readme: $(STAMP) $(SERVER)
	$(BIN)/python -W ignore tests/transcript.py
	$(BIN)/python -W ignore tests/readme.py

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:
	@lock=$$(mktemp -d) && $(PYTHON) -m venv $$lock && $$lock/bin/pip install --quiet pip-tools \
	&& $$lock/bin/pip-compile --quiet --upgrade --extra dev --all-build-deps --allow-unsafe \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host \
		--no-emit-find-links --no-emit-options --strip-extras --output-file requirements.lock pyproject.toml; \
	status=$$?; rm -rf $$lock; exit $$status

clean:
	rm -rf $(VENV) $(API)/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks .coverage build dist *.egg-info
	find bot knowledge tests -name __pycache__ -type d -prune -exec rm -rf {} +
