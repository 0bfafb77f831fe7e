#!/bin/sh
# Verifies the running deployment: TLS, the gate, both paths with a canary that is read back, Grafana, limits that the
# kernel holds, swap, ports, isolation, retention, clock, versions. Prints what is wrong and what to do.
#   verify.sh [--json] [--quiet] [--only NAMES] [--list] [--connect IP] [--ca FILE]
# Exit status: 0 all well, 1 something is wrong, 2 something could not be checked, 3 not understood.
# The checks run in the console's image, on this host's network, and see of the host what they judge, read-only.
set -eu
root=${OBS_ROOT:-}
home=$root/opt/honeydue-obs
env_file=$home/.env
[ "$(id -u)" = 0 ] || { echo "verify.sh needs root: it reads files that only root may read." >&2 && exit 3; }
[ -f "$env_file" ] || { echo "There is no deployment here: $env_file is missing. install.sh makes one." >&2 && exit 3; }
value() { sed -n "s/^$1=//p" "$env_file" | tail -n 1; }
image=$(value OBS_CONSOLE_IMAGE)
socket=${DOCKER_HOST:-unix:///var/run/docker.sock}
socket=${socket#unix://}

# A file that is named is mounted: the container has none of this host's own.
ca_mount=
previous=
for word in "$@"; do
  if [ "$previous" = --ca ]; then ca_mount="$(realpath "$word"):$word:ro"; fi
  previous=$word
done

# "yes" or "no" of the host's time service; empty where there is none that says so.
clock=$(timedatectl show -p NTPSynchronized --value 2>/dev/null || true)

# The sockets of this host's network, as of now: a container cannot be given the host's /proc without all of it.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for table in tcp tcp6; do cat "/proc/net/$table" >"$work/$table" 2>/dev/null || : >"$work/$table"; done

status=0
docker run --rm --label honeydue-obs.verify=1 --network host --user 0:0 --read-only --cap-drop ALL --cap-add DAC_READ_SEARCH --cap-add DAC_OVERRIDE \
  --security-opt no-new-privileges:true --memory 256m \
  -e OBS_ROOT="$root" -e OBS_SEEN_ROOT=/host -e OBS_HOST_NAME="$(hostname)" -e DOCKER_HOST=unix:///host/docker.sock \
  -e OBS_PROC_DIR=/host/proc -e OBS_CGROUP_ROOT=/host/cgroup -e NODE_OPTIONS= \
  -e OBS_CLOCK_SYNCHRONIZED="$clock" \
  -v "$socket:/host/docker.sock" \
  -v "${OBS_SWAPS_FILE:-/proc/swaps}:/host/proc/swaps:ro" -v "$work/tcp:/host/proc/net/tcp:ro" -v "$work/tcp6:/host/proc/net/tcp6:ro" \
  -v /sys/fs/cgroup:/host/cgroup:ro \
  -v "$home:/host/opt/honeydue-obs:ro" \
  -v "$home/data/console:/host/opt/honeydue-obs/data/console" \
  -v "$root/etc/honeydue-obs:/host/etc/honeydue-obs:ro" \
  -v "$(value OBS_DENY_DIR):/host/var/lib/honeydue-obs/deny" \
  -v "$(value OBS_GATE_LOG_DIR):/host/var/log/honeydue-obs-gate:ro" \
  -v "$root/etc/nginx/conf.d:/host/etc/nginx/conf.d:ro" \
  ${ca_mount:+-v "$ca_mount"} \
  "${image:-honeydue-obs-console:local}" verify.mjs "$@" || status=$?

# The dashboards have checks of their own: each panel with the data of the last hour. Without senders yet there is none,
# so what they miss counts as not known.
if [ "$status" -lt 3 ] && [ -x "$home/grafana/check.sh" ] && ! printf '%s\n' "$@" | grep -Eq '^--(json|only|list|help)$'; then
  port=$(value OBS_GRAFANA_PORT)
  echo
  echo "Dashboards"
  "$home/grafana/check.sh" "http://127.0.0.1:${port:-3000}" || [ "$status" -eq 1 ] || status=2
fi
exit "$status"
