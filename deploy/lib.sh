# shellcheck shell=sh
# What the scripts of the deployment share: where things lie (lib/plan/stack.ts says the same as data), steps with their
# times, files that are written only when they differ. Sourced, never run.
# shellcheck disable=SC2034 # the variables are for those who source this

umask 077
LC_ALL=C
export LC_ALL

project=honeydue-obs
# Everything lies below this directory: empty on a real host, a scratch directory in a rehearsal.
root=${OBS_ROOT:-}
home=$root/opt/$project
env_file=$home/.env
data=$home/data
secrets=$home/secrets
settings=$root/etc/$project
token_file=$settings/token
gate_secret=$settings/gate-secret.conf
htpasswd_file=$settings/htpasswd
tls=$settings/tls
state=$root/var/lib/$project
deny_dir=$state/deny
gate_log_dir=$root/var/log/$project-gate
kernel_log_dir=$root/var/log/$project
backups=$root/var/backups/$project
nginx_dir=$root/etc/nginx
acme_webroot=$root/var/www/$project-acme
units=$root/etc/systemd/system
# The cache of the gate holds tokens: in memory, where nginx makes it with mode 0700.
gate_cache=/dev/shm/$project-gate$(printf %s "$root" | tr / -)

vm_owner=10428
jaeger_owner=10001
grafana_owner=472
console_owner=10310

dry_run=no
step_number=0
step_total=0
step_title=
done_steps=
note=
hint="Mend that, then run the same command again: it goes on where it stopped."

work=$(mktemp -d "${TMPDIR:-/tmp}/$project.XXXXXX")
log=$work/log
: >"$log"
: >"$work/changes"

say() { printf '%s\n' "$*" >&3; }
exec 3>&1

now_ms() { date +%s%3N; }

# Says what was changed (or would be); counts it.
changed() {
  printf '%s\n' "$*" >>"$work/changes"
  if [ "$dry_run" = yes ]; then say "         would: $*"; fi
}
change_count() { wc -l <"$work/changes" | tr -d ' '; }

# step TITLE FUNCTION: one line with its time and its note; the function's own output goes to the log.
step() {
  step_number=$((step_number + 1))
  step_title=$1
  note=
  step_start=$(now_ms)
  step_before=$(change_count)
  "$2" >>"$log" 2>&1
  step_ms=$(($(now_ms) - step_start))
  if [ -z "$note" ]; then
    step_after=$(($(change_count) - step_before))
    if [ "$step_after" -eq 0 ]; then note="as it should be"; else note="$step_after changed"; fi
    if [ "$dry_run" = yes ] && [ "$step_after" -gt 0 ]; then note="$step_after to change"; fi
  fi
  say "$(printf '[%2d/%d] %-26s %3d.%d s  %s' "$step_number" "$step_total" "$step_title" $((step_ms / 1000)) $((step_ms % 1000 / 100)) "$note")"
  done_steps="$done_steps${done_steps:+, }$step_title"
  step_title=
}

# Ends with the reason; what stands and what to do next is said by the trap.
fail() {
  printf '%s\n' "$1" >"$work/reason"
  if [ -n "${2:-}" ]; then hint=$2; fi
  exit 1
}

finish() {
  status=$?
  trap - EXIT
  if [ "$status" -ne 0 ]; then
    {
      printf '\n%s did not finish.\n' "$(basename "$0")"
      if [ -n "$step_title" ]; then printf '  Failed:  %s\n' "$step_title"; fi
      if [ -s "$work/reason" ]; then sed 's/^/  Reason:  /' "$work/reason"; else tail -n 8 "$log" | sed 's/^/  Reason:  /'; fi
      printf '  Stands:  %s\n' "${done_steps:-nothing was changed}"
      printf '  Next:    %s\n' "$hint"
    } >&2
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

env_existed=no
if [ -f "$env_file" ]; then env_existed=yes; fi

# Where replaced files are kept, one directory a run.
replaced_dir=$backups/replaced/$(date -u +%Y%m%dT%H%M%SZ)

# keep_copy FILE: a copy of what is about to be replaced.
keep_copy() {
  [ -f "$1" ] || return 0
  mkdir -p "$replaced_dir$(dirname "$1")"
  cp -p "$1" "$replaced_dir$1"
}

# put FILE MODE OWNER[:GROUP]: standard input becomes the file, in one step, when it differs.
put() {
  put_new=$(mktemp "$work/put.XXXXXX")
  cat >"$put_new"
  if [ -f "$1" ] && cmp -s "$put_new" "$1" && [ "$(stat -c '%a' "$1")" = "$2" ]; then
    rm -f "$put_new"
    return 0
  fi
  changed "write $1"
  [ "$dry_run" = no ] || return 0
  keep_copy "$1"
  (umask 022 && mkdir -p "$(dirname "$1")")
  cp "$put_new" "$1.new"
  chown "$3" "$1.new"
  chmod "$2" "$1.new"
  mv -f "$1.new" "$1"
  rm -f "$put_new"
}

# directory PATH MODE OWNER:GROUP
directory() {
  if [ -d "$1" ] && [ "$(stat -c '%a %u:%g' "$1")" = "$2 $3" ]; then return 0; fi
  changed "directory $1 ($2, $3)"
  [ "$dry_run" = no ] || return 0
  # What has to be made on the way is open: nginx's workers go through it.
  (umask 022 && mkdir -p "$1")
  chown "$3" "$1"
  chmod "$2" "$1"
}

# secret FILE OWNER:GROUP BYTES: random hexadecimal digits, made once.
secret() {
  [ ! -s "$1" ] || return 0
  changed "new secret $1"
  [ "$dry_run" = no ] || return 0
  mkdir -p "$(dirname "$1")"
  od -An -N "$3" -tx1 /dev/urandom | tr -d ' \n' >"$1.new"
  chown "$2" "$1.new"
  chmod 400 "$1.new"
  mv -f "$1.new" "$1"
}

# setting NAME: its value in the stack's .env, empty when it is not there.
setting() {
  [ -f "$env_file" ] || return 0
  sed -n "s/^$1=//p" "$env_file" | tail -n 1
}

# set_setting NAME VALUE: changes one line of the .env, or adds it.
set_setting() {
  case $2 in *[\$\"\'\\\`\ ]*) fail "$1 cannot be \"$2\": no quotes, dollars or spaces." ;; esac
  if [ -f "$env_file" ] && grep -qxF "$1=$2" "$env_file"; then return 0; fi
  # The name alone: a value can be a secret.
  changed "setting $1"
  [ "$dry_run" = no ] || return 0
  if [ "$env_existed" = yes ] && [ ! -f "$replaced_dir$env_file" ]; then keep_copy "$env_file"; fi
  { if [ -f "$env_file" ]; then grep -v "^$1=" "$env_file" || true; fi; printf '%s=%s\n' "$1" "$2"; } >"$env_file.new"
  mv -f "$env_file.new" "$env_file"
}

# The stack's own compose; COMPOSE_FILE in its .env names more files.
compose() { (cd "$home" && docker compose "$@"); }

need() { command -v "$1" >/dev/null 2>&1 || fail "There is no $1 on this host." "Install it ($2), then run the same command again."; }

has_systemd() { [ -z "$root" ] && [ -d /run/systemd/system ]; }
