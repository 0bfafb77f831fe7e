#!/bin/sh
# One word of places.conf on an installed box: migrate-box.sh hand-over|start|verify|count|trial|own|snapshot|release.
# OBS_ROOT is the box's root (empty: /). migrate.sh runs it there; it is no command for people.
set -eu
root=${OBS_ROOT:-}
home=$root/opt/honeydue-obs
env_file=$home/.env
value() { sed -n "s/^$1=//p" "$env_file" | tail -n 1; }
port() { found=$(value "$1") && printf %s "${found:-$2}"; }
image_of() { sed -n "s/^ *image: *\(.*$1.*\)$/\1/p" "$home/compose.yaml" | head -n 1; }
vm_url=http://127.0.0.1:$(port OBS_VICTORIAMETRICS_PORT 8428)
jaeger_url=http://127.0.0.1:$(port OBS_JAEGER_PORT 16686)

# The key goes by standard input: on a command line everybody could read it.
vm_admin() {
  printf 'data = "authKey=%s"\n' "$(cat "$home/secrets/victoriametrics/victoriametrics-admin-key")" |
    curl -fsS --max-time 60 -K - "$vm_url/$1"
}
# "series N" and "services N", of what two commands print.
print_counts() {
  printf 'series %s\n' "$(printf %s "$1" | sed -n 's/.*"data": *\[\([0-9]*\).*/\1/p')"
  printf 'services %s\n' "$(printf %s "$2" | sed -n 's/.*"data": *\[\([^]]*\)\].*/\1/p' | tr ',' '\n' | grep -c . || true)"
}
wait_for() {
  waited=0
  until "$@" >/dev/null 2>&1; do
    waited=$((waited + 1))
    [ "$waited" -lt 120 ] || return 1
    sleep 1
  done
}

case ${1:-} in
  hand-over)
    [ -n "${OBS_MOVE_HOST:-}" ] || exit 0
    # A certificate of the owner's own lies anywhere.
    for file in $(value OBS_TLS_CERTIFICATE) $(value OBS_TLS_KEY); do
      case $file in "$root"/etc/honeydue-obs/* | "$root"/etc/letsencrypt/* | "$home"/*) continue ;; esac
      rsync -aL --relative -e 'ssh -o BatchMode=yes' "$file" "$OBS_MOVE_HOST:/"
    done
    # The console's image was built on this box; all others are pulled by their pinned names.
    image=$(value OBS_CONSOLE_IMAGE)
    [ -n "$image" ] || exit 0
    ssh_host=$(printf %s "$OBS_MOVE_HOST" | tr -d '[]')
    ssh -o BatchMode=yes "$ssh_host" "docker image inspect '$image' >/dev/null 2>&1" ||
      docker save "$image" | ssh -o BatchMode=yes "$ssh_host" docker load
    ;;
  start) "$home/install.sh" --root "$root" --no-verify ;;
  # What taking over means. All the rest (certificates, limits, dashboards) can be seen to once nobody waits.
  verify) "$home/verify.sh" --quiet --connect 127.0.0.1 --only gate-refuses,metrics-canary,traces-canary,deny-directory,containers,console-door ;;
  count) print_counts "$(curl -fsS --max-time 60 "$vm_url/api/v1/series/count")" "$(curl -fsS --max-time 60 "$jaeger_url/api/services")" ;;
  own)
    # The console's user reads what root recorded.
    chown -R 10310:10310 "$home/data/console/moves"
    ;;
  snapshot) vm_admin snapshot/create | sed -n 's/.*"snapshot": *"\([^"]*\)".*/\1/p' ;;
  release) vm_admin "snapshot/delete?snapshot=$OBS_MOVE_SNAPSHOT" ;;
  trial)
    # Both programs on the copy, with their limits and with no network but their own.
    name=honeydue-obs-trial-$$
    trap 'docker rm -f "$name-vm" "$name-jaeger" >/dev/null 2>&1 || true' EXIT
    docker run -d --name "$name-vm" --network none --user 10428:10428 --memory 256m -v "$home/data/vm:/storage" \
      "$(image_of victoria-metrics)" -storageDataPath=/storage -retentionPeriod=30d -memory.allowedPercent=38 >/dev/null
    docker run -d --name "$name-jaeger" --network none --user 10001:10001 --memory 256m --memory-swap 512m \
      -e OBS_JAEGER_HOST=127.0.0.1 -e OBS_JAEGER_DATA_DIR=/badger -v "$home/data/jaeger:/badger" \
      -v "$home/jaeger/config.yaml:/etc/jaeger/config.yaml:ro" "$(image_of jaeger)" --config=file:/etc/jaeger/config.yaml >/dev/null
    in_vm() { docker exec "$name-vm" wget -qO- "http://127.0.0.1:8428/$1"; }
    in_jaeger() { docker exec "$name-jaeger" wget -qO- "http://127.0.0.1:16686/$1"; }
    wait_for in_vm health
    wait_for in_jaeger api/services
    print_counts "$(in_vm api/v1/series/count)" "$(in_jaeger api/services)"
    ;;
  *) echo "migrate-box.sh knows no \"${1:-}\"." >&2 && exit 2 ;;
esac
