#!/bin/sh
# A backup of the running stack: the console's database (a consistent copy), a snapshot of VictoriaMetrics, the
# configuration and the secrets. Prints the file it made.
#   backup.sh [--to DIR] [--passphrase-file FILE] [--keep N]
#     --to DIR           where to put it (/var/backups/honeydue-obs)
#     --passphrase-file  encrypts it with the passphrase in this file (openssl, AES-256, PBKDF2)
#     --keep N           deletes older ones beyond N (7)
# Left out on purpose: the deny files of ended tokens (a restore must revive none: the console writes them anew from
# what is revoked now, and restore.sh keeps those of the host), traces (7 days, and badger has no snapshot), Grafana's
# own database is copied as it lies, since its dashboards come from files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to='' passphrase='' keep=7
while [ $# -gt 0 ]; do
  case $1 in
    --to) to=$2 && shift ;;
    --passphrase-file) passphrase=$2 && shift ;;
    --keep) keep=$2 && shift ;;
    -h | --help) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) echo "backup.sh knows no \"$1\"; --help lists what it takes." >&2 && exit 2 ;;
  esac
  shift
done
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
step_total=4
to=${to:-$backups}
hint="Nothing of the running stack was changed. Mend that, then run the same command again."
stage=$work/stage
name=$project-$(date -u +%Y%m%dT%H%M%SZ).tar.gz

copy_database() {
  mkdir -p "$stage/data/console"
  # Through the console itself: a copy of the file alone would miss what lies in its log.
  compose exec -T console node scripts/image/copy-database.mjs /data/backup-copy.db
  mv "$data/console/backup-copy.db" "$stage/data/console/console.db"
  cp -p "$data/console/internal-secret" "$data/console/nextauth-secret" "$stage/data/console/"
  # The keys that its secrets are encrypted and its audit log is chained with.
  find "$data/console" -maxdepth 1 -type f \( -name '*key*' -o -name '*secret*' \) -exec cp -p {} "$stage/data/console/" \;
  note="$(du -h "$stage/data/console/console.db" | cut -f1)"
}

vm() {
  vm_port=$(setting OBS_VICTORIAMETRICS_PORT)
  printf 'data-urlencode = "authKey=%s"\n' "$(cat "$secrets/victoriametrics/victoriametrics-admin-key")" |
    curl -sS --fail --max-time 60 -K - "http://127.0.0.1:${vm_port:-8428}$1" ${2:+--data-urlencode "$2"}
}

copy_metrics() {
  need curl "apt-get install curl"
  snapshot=$(vm /snapshot/create | sed -n 's/.*"snapshot": *"\([^"]*\)".*/\1/p')
  [ -n "$snapshot" ] || fail "VictoriaMetrics makes no snapshot."
  mkdir -p "$stage/data/vm"
  # Of hard links: it takes no room until it is packed.
  cp -aL "$data/vm/snapshots/$snapshot/." "$stage/data/vm/"
  vm /snapshot/delete "snapshot=$snapshot"
  note="$(du -sh "$stage/data/vm" | cut -f1)"
}

copy_configuration() {
  cp -a "$env_file" "$stage/.env"
  cp -a "$secrets" "$stage/secrets"
  mkdir -p "$stage/etc" "$stage/data/grafana"
  cp -a "$settings/." "$stage/etc/"
  if [ -f "$data/grafana/grafana.db" ]; then cp -p "$data/grafana/grafana.db" "$stage/data/grafana/"; fi
  printf '{"version":1,"madeAt":"%s","image":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(setting OBS_CONSOLE_IMAGE)" >"$stage/manifest.json"
}

pack() {
  (cd "$stage" && find . -type f ! -name sums | sort | xargs sha256sum >"$work/sums" && mv "$work/sums" ./sums)
  mkdir -p "$to"
  if [ -n "$passphrase" ]; then
    [ -r "$passphrase" ] || fail "The passphrase file $passphrase cannot be read."
    name=$name.enc
    tar -C "$stage" -czf - . | openssl enc -aes-256-cbc -pbkdf2 -iter 600000 -salt -pass "file:$passphrase" -out "$to/$name.part"
  else
    tar -C "$stage" -czf "$to/$name.part" .
  fi
  mv "$to/$name.part" "$to/$name"
  # The newest are kept, by their names.
  find "$to" -maxdepth 1 -name "$project-*.tar.gz*" | sort -r | tail -n "+$((keep + 1))" | while IFS= read -r old; do rm -f "$old"; done
  # For the console, which sees no backup itself.
  printf '{"version":1,"finishedAtMs":%s,"bytes":%s}\n' "$(now_ms)" "$(stat -c %s "$to/$name")" >"$data/console/backup-report.json.new"
  chmod 644 "$data/console/backup-report.json.new"
  mv -f "$data/console/backup-report.json.new" "$data/console/backup-report.json"
  note="$(du -h "$to/$name" | cut -f1)"
}

mkdir -p "$stage"
step "The console's database" copy_database
step "Metrics" copy_metrics
step "Configuration" copy_configuration
step "Packed" pack
say "$to/$name"
