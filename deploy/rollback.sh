#!/bin/sh
# Goes back to the release before the last upgrade: its files, its image, and, since a newer database is refused by an
# older release, the console's database of the backup that the upgrade made. Metrics and traces stay as they are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
step_total=3
previous=$home/previous
[ -f "$previous/.env" ] || fail "There is no release to go back to: $previous is missing." "Only upgrade.sh makes one."
stage=$work/stage
hint="cd $home && docker compose up -d starts what is there."

stop_console() { compose stop --timeout 20 console; }

put_back() {
  cp -a "$previous/.env" "$env_file"
  for part in "$previous"/*; do
    case $part in */backup) ;; *) rm -rf "${home:?}/$(basename "$part")" && cp -a "$part" "$home/" ;; esac
  done
  mkdir -p "$stage"
  tar -C "$stage" -xzf "$(cat "$previous/backup")" ./data/console/console.db
  # Kept, in case somebody misses what the newer release wrote.
  mv "$data/console/console.db" "$data/console/console.db.after-upgrade"
  rm -f "$data/console/console.db-wal" "$data/console/console.db-shm"
  cp "$stage/data/console/console.db" "$data/console/console.db"
  chown "$console_owner:$console_owner" "$data/console/console.db"
  note=$(setting OBS_CONSOLE_IMAGE)
}

start_stack() { compose up -d --no-build --remove-orphans --wait --wait-timeout 240; }

step "The console is stopped" stop_console
step "The release before" put_back
step "Started" start_stack
say "Back at $(setting OBS_CONSOLE_IMAGE). The database of the newer release is kept in $data/console/console.db.after-upgrade."
