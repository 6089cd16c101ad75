#!/bin/sh
# Make or mend the environment: `environment.sh run` installs what running needs, `environment.sh test`
# the tools of the tests on top, `environment.sh server` the Telegram server of the tests.
#
# The locks are installed as they are, nothing is resolved, and where nothing is to be done nothing is said.
# The environment keeps a copy of what it was made from and is compared by content, not by time.
# Standard input belongs to the chat and standard output to the replies; neither is touched.
# PYTHON=python3.12 chooses the interpreter.
exec </dev/null >&2
unset CDPATH PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV \
	PIP_REQUIRE_HASHES PIP_CONSTRAINT PIP_ONLY_BINARY PIP_NO_BINARY PIP_QUIET
cd "$(dirname "$0")/.." || exit
root=$(pwd -P)
cd "$root" || exit
venv=$root/.venv
python=$venv/bin/python
log=$venv/install.log
busy=$root/.venv.busy
PYTHON=${PYTHON-}
made_with=$(cat "$venv/python" 2>/dev/null)
started=

say() { echo "$*"; }

fail() {
	say "$*"
	exit 1
}

# One line is said however many steps there are.
begin() {
	[ -n "$started" ] || say "$*……"
	started=yes
}

# Tell two interpreters apart; the build's date does not matter, the version does.
interpreter() {
	"$1" -ISc 'import os, sys
print(sys.implementation.cache_tag, sys.version_info[:3], sys.base_prefix, os.uname().machine)' 2>/dev/null
}

identity() {
	echo "$root"
	interpreter "$python"
}

names() { sed -n 's/^\([a-z0-9-]*\)==.*/\1/p' "$@" 2>/dev/null; }

normal() { echo "$1" | tr 'A-Z_.' 'a-z--'; }

# Does the environment keep an equal copy of this file?
has() { cmp -s "$1" "$venv/${1##*/}"; }

# Say why the environment has to be made anew, or nothing.
outdated() {
	if [ ! -e "$venv" ]; then
		echo "正在准备运行环境（只需一次，约半分钟）"
	elif [ ! -f "$venv/made" ] || [ -f "$venv/run.unfinished" ]; then
		echo "环境不完整，正在重新准备运行环境（约半分钟）"
	elif ! identity | cmp -s - "$venv/made"; then
		echo "程序换了位置，或者 Python 换过了，正在重新准备运行环境（约半分钟）"
	elif [ -n "$PYTHON" ] && [ "$PYTHON" != "$made_with" ]; then
		if [ "$(interpreter "$PYTHON")" = "$(interpreter "$python")" ]; then
			echo "$PYTHON" >"$venv/python" # another name of the same
		else
			echo "改用 $PYTHON，正在重新准备运行环境（约半分钟）"
		fi
	fi
}

ready() {
	[ -z "$(outdated)" ] && has setup/run.lock && has pyproject.toml || return
	[ "$1" = run ] || { has setup/test.lock && [ ! -f "$venv/test.unfinished" ]; }
}

# Two calls at once would take each other's files away: the second waits, and then finds all done.
alone() {
	until ln -s $$ "$busy" 2>/dev/null; do
		[ -w "$root" ] || break
		other=$(readlink "$busy") || continue
		if alive "$other"; then
			begin "另一个 make 正在准备环境，等它做完"
			sleep 1
		else
			rm -f "$busy"
		fi
	done
	trap 'rm -f "$busy"' EXIT
	trap 'exit 130' HUP INT TERM
}

# A killed call leaves its number behind, which another program may have by now.
alive() {
	kill -0 "$1" 2>/dev/null || return
	case $(ps -o args= -p "$1" 2>/dev/null || echo environment.sh) in
	*environment.sh*) ;;
	*) return 1 ;;
	esac
}

# Choose the Python that is asked for, or the one of last time, or the first that will do.
choose() {
	if [ -n "$PYTHON" ]; then
		set -- "$PYTHON"
	else
		set -- ${made_with:+"$made_with"} python3 python3.14 python3.13 python3.12 python3.11
	fi
	old=
	for chosen; do
		version=$("$chosen" -ISc 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
		case $version in
		3.[0-9] | 3.10) old="（$chosen 是 $version）" ;;
		*) return ;;
		esac
	done
	[ -n "$old" ] || [ -z "$PYTHON" ] || fail "没有找到 $PYTHON：请改正 PYTHON=，或者不写它，再运行一次。"
	fail "需要 Python 3.11 或更新的版本$old：请先安装（Debian：sudo apt install python3 python3-venv；macOS：brew install python），再运行一次；装在别处的，运行 make run PYTHON=它的路径。"
}

make_anew() {
	choose
	case $chosen in
	python3) package=python3-venv ;;
	*) package=python$version-venv ;;
	esac
	"$chosen" -c 'import venv, ensurepip' 2>/dev/null ||
		fail "$chosen 缺少 venv：请先安装（Debian：sudo apt install $package），再运行一次。"
	# an active environment is about to go: the interpreter it was made with stays
	base=$("$chosen" -ISc 'import sys; print(sys._base_executable)' 2>/dev/null)
	rm -f "$venv/made"
	rm -rf "$venv" 2>/dev/null
	mkdir "$venv" 2>/dev/null || fail "不能写 $venv：请检查权限和磁盘空间，再运行一次。"
	logged "${base:-$chosen}" -m venv "$venv" || explain
	echo "$chosen" >"$venv/python"
	identity >"$venv/made"
}

logged() {
	from=$(($(wc -l 2>/dev/null <"$log" || echo 0) + 1))
	"$@" >>"$log" 2>&1
}

pip() { logged "$python" -I -m pip --disable-pip-version-check --no-input --no-color --retries 2 "$@"; }

install() { pip install --progress-bar off --no-deps --no-build-isolation --use-pep517 "$@"; }

# Install what a lock names; jieba is published as source only, and setuptools builds it.
install_lock() {
	: >"$venv/$1.unfinished"
	awk '/^[^ ]/ { wanted = /^setuptools==/ } wanted' "setup/$1.lock" >"$venv/build.lock"
	if [ -s "$venv/build.lock" ]; then install --require-hashes -r "$venv/build.lock" || explain "$1"; fi
	install --require-hashes -r "setup/$1.lock" || explain "$1"
	names "$venv/$1.lock" | while read -r name; do
		names setup/run.lock setup/test.lock | grep -qx "$name" || echo "$name"
	done >"$venv/gone"
	if [ -s "$venv/gone" ]; then pip uninstall --yes -r "$venv/gone" || explain; fi
}

# A lock's part is whole: nothing that it names lacks anything. Tools of the tests that are behind
# their lock do not hinder running.
finish() {
	if ! logged "$python" -I -m pip --disable-pip-version-check check; then
		tail -n "+$from" "$log" | while read -r name _; do
			{ echo zeren && names setup/run.lock "setup/$1.lock"; } | grep -qx "$(normal "$name")" && echo "$name"
		done >"$venv/lacking"
		[ ! -s "$venv/lacking" ] || explain
	fi
	keep "setup/$1.lock" "$venv/$1.lock"
	rm -f "$venv/$1.unfinished"
}

keep() { cp "$1" "$2.new" && mv "$2.new" "$2"; }

# Editable by a plain path: the default finder adds 16 ms to every start.
install_project() {
	: >"$venv/run.unfinished"
	install --config-settings editable_mode=compat -e . || explain
	logged "$python" -m compileall -q bot knowledge || explain
	keep pyproject.toml "$venv/pyproject.toml"
}

# Forget the tools that an interrupted call may have written by halves, so that they are written again;
# what running needs is in no danger and stays, for who is offline now.
forget_tools() {
	for info in "$venv"/lib/python*/site-packages/*.dist-info; do
		name=${info##*/}
		name=$(normal "${name%%-*}")
		if names setup/run.lock "$venv/run.lock" | grep -qx "$name"; then continue; fi
		if names setup/test.lock "$venv/test.lock" | grep -qx "$name"; then rm -rf "$info"; fi
	done
	rm -rf "$venv"/lib/python*/site-packages/~*
}

prepare_run() {
	why=$(outdated)
	if [ -n "$why" ]; then
		begin "$why"
		make_anew
	fi
	if ! has setup/run.lock; then
		if [ -f "$venv/run.lock" ]; then begin "依赖有变，正在更新运行环境"; fi
		begin "正在准备运行环境（只需一次，约半分钟）"
		install_lock run
		install_project
		finish run
	elif ! has pyproject.toml; then
		begin "pyproject.toml 有变，正在更新运行环境"
		install_project
		finish run
	fi
}

prepare_test() {
	if [ -f "$venv/test.unfinished" ] || ! has setup/test.lock; then
		begin "正在准备测试工具（约十秒）"
		if [ -f "$venv/test.unfinished" ]; then forget_tools; fi
		install_lock test
		finish test
	fi
}

# Where it cannot be installed the tests that need it say so and are skipped, but in CI they fail.
prepare_server() {
	api=tests/bot_api
	log=$root/$api/install.log
	stamp=$api/node_modules/.installed
	skipped="Telegram 的测试会跳过"
	if cmp -s $api/package-lock.json $stamp; then return; fi
	if ! command -v npm >/dev/null; then
		say "没有 npm（Debian：sudo apt install nodejs npm），$skipped。"
		return
	fi
	begin "正在准备测试用的 Telegram 服务器（只需一次）"
	rm -f $stamp
	if logged npm ci --prefix $api --ignore-scripts --no-audit --no-fund --no-update-notifier --fetch-retries=1 --loglevel=error; then
		keep $api/package-lock.json $stamp
		return
	fi
	if tells 'ENOSPC'; then
		why="磁盘满了，请先腾出空间"
	elif tells 'ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH'; then
		why="连不上 npm 源，请检查网络和代理"
	elif tells 'E404|ETARGET|ENOVERSIONS'; then
		why="npm 源里缺少要装的版本，请换一个源（npm config set registry …）"
	elif tells 'EINTEGRITY'; then
		why="下载到的文件与锁定的不符，请换一个源（npm config set registry …）"
	else
		why="请看记录的最后几行"
	fi
	say "没有装成测试用的 Telegram 服务器，$skipped：$why，再运行一次。记录：$log"
}

tells() { tail -n "+$from" "$log" 2>/dev/null | grep -qE "$1"; }

told() { tail -n "+$from" "$log" | sed -n "$1" | head -n 1; }

# Say in one sentence why the last logged command failed and what to do.
# A part that pip could not even fetch is as it was before: nothing is left unfinished.
explain() {
	case $(df -Pk "$venv" | awk 'NR == 2 { print ($4 < 1024) }') in 1) full=yes ;; *) full= ;; esac
	if [ -n "$full" ] || tells 'No space left on device|Errno 28|Disk quota exceeded'; then
		fail "磁盘满了：请先腾出约300 MB，再运行一次。记录：$log"
	fi
	if tells 'DO NOT MATCH THE HASHES'; then
		package=$(told 's/^ *\([A-Za-z0-9._-]*==[^ ]*\).* from .*/\1/p')
		why="下载到的文件与锁定的不符（$package）：多半是镜像或代理改了文件，请换一个源（PIP_INDEX_URL=…）"
	elif tells 'Retry\(total=0|Max retries exceeded|Read timed out|ReadTimeoutError|ConnectionError|SSLError'; then
		why="连不上 Python 包的源：请检查网络和代理，或换一个源（PIP_INDEX_URL=…）"
	elif tells 'No matching distribution found|HTTP error 40|40[0-9] Client Error'; then
		package=$(told 's/^ERROR: No matching distribution found for \([^ ]*\).*/\1/p
			s/^ERROR: Could not install requirement \([^ ]*\).*/\1/p')
		why="源里缺少要装的版本（$package）：请换一个更新及时的源（PIP_INDEX_URL=…）"
	else
		fail "没有装成：请看记录的最后几行，改好后再运行一次。记录：$log"
	fi
	if [ -n "$1" ]; then rm -f "$venv/$1.unfinished"; fi
	fail "$why，再运行一次。记录：$log"
}

case $1 in
run | test)
	ready "$1" && exit
	alone
	prepare_run
	if [ "$1" = test ]; then prepare_test; fi
	;;
server) prepare_server ;;
*) fail "用法：environment.sh run|test|server" ;;
esac
