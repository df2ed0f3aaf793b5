# Sourced by the scripts here: the repository root as working directory, a
# folder for what is installed, and a trap that leaves nothing behind.
#
# $tools is where servers and the like are installed: TUCUXI_CI_TOOLS, which
# stays and makes the next run quick, or a temporary folder that does not.
# $scratch is always temporary.

cd "$(dirname "${BASH_SOURCE[0]}")/.."
scratch=$(mktemp -d "${TMPDIR:-/tmp}/tucuxi-ci.XXXXXX")
tools=${TUCUXI_CI_TOOLS:-$scratch/tools}
mkdir -p "$tools"
tools=$(cd "$tools" && pwd)
export TUCUXI_CI_TOOLS=$tools # for scripts that this one calls
export PIP_DISABLE_PIP_VERSION_CHECK=1

pids=()

# finish ends the processes that were started here, each by its own id, and
# removes $scratch.
finish() {
	local status=$? pid
	trap - EXIT
	for pid in "${pids[@]}"; do
		kill "$pid" 2>/dev/null || true
	done
	for pid in "${pids[@]}"; do
		for _ in {1..50}; do
			kill -0 "$pid" 2>/dev/null || break
			sleep 0.1
		done
		kill -KILL "$pid" 2>/dev/null || true
		wait "$pid" 2>/dev/null || true
	done
	chmod -R u+w "$scratch" 2>/dev/null || true # Go's module cache is read-only
	rm -rf "$scratch"
	exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# fail ends the script with a sentence.
fail() {
	echo "$*" >&2
	exit 1
}
