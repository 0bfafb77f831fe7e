#!/bin/sh
# Runs nginx with its logs bounded: run-gate.sh LOG_DIR MAX_BYTES nginx [arguments]
# A log that is too long is renamed (one more generation of each) and nginx opens a new one; the console, which reads
# them by inode, finishes the old one first. Beside a packaged nginx, logrotate does this (deploy/nginx/logrotate.conf).
set -eu
log_dir=$1
max_bytes=$2
shift 2
gate=$$

rotate() {
  while sleep 2 && kill -0 "$gate" 2> /dev/null; do
    moved=no
    for log in "$log_dir/access.log" "$log_dir/error.log"; do
      [ -n "$(find "$log" -size "+${max_bytes}c" 2> /dev/null)" ] || continue
      [ ! -f "$log.1" ] || mv -f "$log.1" "$log.2"
      mv -f "$log" "$log.1"
      moved=yes
    done
    if [ "$moved" = yes ]; then kill -USR1 "$gate"; fi
  done
}

# Twice removed: nginx takes a child that it did not start for a worker of its own.
(rotate < /dev/null > /dev/null 2>&1 &)
exec "$@"
