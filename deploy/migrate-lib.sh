# shellcheck shell=sh
# Of migrate.sh: how it reads places.conf and runs commands on either box. Sourced, never run.
# shellcheck disable=SC2034,SC2154 # the options come from migrate.sh

umask 022
LC_ALL=C
export LC_ALL

say() { printf '%s\n' "$*"; }
now_ms() { date +%s%3N; }
quote() { printf "'%s'" "$(printf %s "$1" | sed "s/'/'\\\\''/g")"; }

# place WORD: the rest of the lines of places.conf that begin with it.
place() { sed -n "s/^$1[[:space:]]\{1,\}//p" "$places"; }
# entries: "WORD NAME PATH EXCLUDED" of all that is copied.
entries() { sed -nE 's/^((store|tree)[[:space:]].*)$/\1/p' "$places"; }

from=${from%/}
source_root=$from
records=$source_root/$(place records)
marker=$(place marker)

# The target: a directory of this box, or HOST and ROOT behind ssh.
target_host='' ssh_host='' target_root=
set_target() {
  case $1 in
    /*) target_root=${1%/} ;;
    *]:*) target_host=${1%%]:*}] target_root=${1#*]:} target_root=${target_root%/} ;;
    *]) target_host=$1 ;;
    *:*) target_host=${1%%:*} target_root=${1#*:} target_root=${target_root%/} ;;
    *) target_host=$1 ;;
  esac
  # rsync wants an IPv6 address in brackets, ssh wants it without.
  ssh_host=$(printf %s "$target_host" | tr -d '[]')
}
target_dir() { printf %s "${target_host:+$target_host:}$target_root/$1"; }

# on source|target COMMAND: runs it there, in the root of that box. on_input: a file for its standard input.
on() {
  if [ "$1" = source ]; then on_root=$source_root on_host=; else on_root=$target_root on_host=$ssh_host; fi
  on_script="cd $(quote "$on_root/") && OBS_ROOT=$(quote "$on_root") OBS_MOVE_HOST=$(quote "$target_host") OBS_MOVE_SNAPSHOT=$(quote "${snapshot:-}") && export OBS_ROOT OBS_MOVE_HOST OBS_MOVE_SNAPSHOT && $2"
  if [ -z "$on_host" ]; then
    sh -c "$on_script" <"${on_input:-/dev/null}" 9>&-
  else
    ssh -o BatchMode=yes -o ConnectTimeout=10 "$on_host" "sh -c $(quote "$on_script")" <"${on_input:-/dev/null}" 9>&-
  fi
}

# told SIDE WORD: runs the command that places.conf has for that word, if it has one.
told() {
  told_command=$(place "$2")
  [ -n "$told_command" ] || return 0
  on "$1" "$told_command"
}
