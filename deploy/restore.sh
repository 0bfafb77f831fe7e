#!/bin/sh
# Puts a backup back: restore.sh FILE [--passphrase-file FILE] [--rehearse]
#     --rehearse   into a scratch directory: unpacks, checks every sum and the database, says how long it took, and
#                  changes nothing
# The stack is stopped for it and started again. What was there is put aside in data.before-restore. Deny files stay as
# they are: a token that was revoked after the backup stays revoked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
file='' passphrase='' rehearse=no
while [ $# -gt 0 ]; do
  case $1 in
    --passphrase-file) passphrase=$2 && shift ;;
    --rehearse) rehearse=yes ;;
    -h | --help) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" && exit 0 ;;
    -*) echo "restore.sh knows no \"$1\"; --help lists what it takes." >&2 && exit 2 ;;
    *) file=$1 ;;
  esac
  shift
done
[ -n "$file" ] || { echo "Which backup? restore.sh FILE" >&2 && exit 2; }
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
step_total=5
if [ "$rehearse" = yes ]; then step_total=2; fi
stage=$work/stage
hint="The running stack was not changed."

unpack() {
  mkdir -p "$stage"
  case $file in
    *.enc)
      [ -r "$passphrase" ] || fail "The backup is encrypted." "restore.sh $file --passphrase-file FILE"
      openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -pass "file:$passphrase" -in "$file" -out "$work/backup.tar.gz" ||
        fail "The passphrase does not open $file."
      tar -C "$stage" -xzf "$work/backup.tar.gz"
      rm -f "$work/backup.tar.gz"
      ;;
    *) tar -C "$stage" -xzf "$file" ;;
  esac
  (cd "$stage" && sha256sum --quiet -c sums) || fail "$file is damaged."
  note="$(sed -n 's/.*"madeAt":"\([^"]*\)".*/made \1/p' "$stage/manifest.json")"
}

check_database() {
  head -c 15 "$stage/data/console/console.db" | grep -q 'SQLite format 3' || fail "The console's database in $file is none."
  [ -d "$stage/data/vm/data" ] || fail "There are no metrics in $file."
  note="$(find "$stage/data/vm" -type f | wc -l | tr -d ' ') files of metrics"
}

stop_stack() {
  hint="Start it again as it was: cd $home && docker compose up -d"
  compose down --timeout 20
}

put_back() {
  hint="What was there lies in $data.before-restore: mv it back to $data, then cd $home && docker compose up -d"
  rm -rf "$data.before-restore"
  cp -a "$data" "$data.before-restore"
  rm -rf "$data/vm/data" "$data/vm/indexdb" "$data/vm/metadata" "$data/vm/cache"
  rm -f "$data/console/console.db" "$data/console/console.db-wal" "$data/console/console.db-shm"
  cp -a "$stage/data/." "$data/"
  chown -R "$console_owner:$console_owner" "$data/console"
  chown -R "$vm_owner:$console_owner" "$data/vm"
  if [ -f "$data/grafana/grafana.db" ]; then chown "$grafana_owner:0" "$data/grafana/grafana.db"; fi
  cp -a "$stage/secrets/." "$secrets/"
  # The token that senders push with is the restored database's own.
  cp -a "$stage/etc/token" "$token_file"
  cp -a "$stage/etc/gate-secret.conf" "$gate_secret"
}

start_stack() { compose up -d --no-build --wait --wait-timeout 240; }

begin=$(now_ms)
step "Unpacked and checked" unpack
step "Contents" check_database
if [ "$rehearse" = no ]; then
  step "Stopped" stop_stack
  step "Put back" put_back
  step "Started" start_stack
  say "Restored in $((($(now_ms) - begin) / 1000)) s. What was there before lies in $data.before-restore; delete it when all is well."
  say "Next: $home/verify.sh"
else
  say "The backup can be restored; looking at it took $((($(now_ms) - begin) / 1000)) s. Nothing was changed."
fi
