#!/bin/sh
# Brings the stack to the release in this directory (a newer clone): a backup, then install.sh, then the health checks.
# When a container does not become healthy, the release from before is started again with the database of before.
#   deploy/upgrade.sh [the options of install.sh]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
previous=''
for word in "$@"; do
  if [ "$previous" = --root ]; then OBS_ROOT=$word; fi
  previous=$word
done
# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
step_total=2
[ -f "$env_file" ] || fail "There is nothing to upgrade: $env_file is missing." "install.sh installs it."
before=$(setting OBS_CONSOLE_IMAGE)

back_up() {
  made=$("$here/backup.sh" --to "$backups/before-upgrade" --keep 3 | tail -n 1)
  note=$made
}

keep_release() {
  # What rollback.sh goes back to: the files of the stack and the image's name.
  rm -rf "$home/previous.new"
  mkdir "$home/previous.new"
  cp -a "$home"/*.yaml "$home"/*.sh "$home/.env" "$home/previous.new/"
  for part in jaeger victoriametrics docker-proxy grafana systemd nginx; do
    if [ -d "$home/$part" ]; then cp -a "$home/$part" "$home/previous.new/"; fi
  done
  printf '%s\n' "$made" >"$home/previous.new/backup"
  rm -rf "$home/previous"
  mv "$home/previous.new" "$home/previous"
  note=$before
}

export OBS_ROOT="${OBS_ROOT:-}"
step "Backup" back_up
step "The release of now is kept" keep_release
if "$here/install.sh" "$@" --no-verify >&3; then
  say ""
  say "Upgraded from $before to $(setting OBS_CONSOLE_IMAGE). Back again: $home/rollback.sh"
else
  say ""
  say "The new release does not come up. Going back to $before."
  hint="$home/previous/rollback.sh goes back to $before."
  "$home/previous/rollback.sh" >&3
  fail "The new release did not come up; $before runs again, with the database of before." "docker compose logs of the new release are above; mend it, then the same command again."
fi
