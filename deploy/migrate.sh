#!/bin/sh
# Moves the stack to another box, or rehearses that, from the box that it runs on now:
#
#   migrate.sh move --to HOST[:ROOT]   the move itself; HOST as ssh takes it (an IPv6 address in
#                                      brackets), or a directory of this box
#   migrate.sh rehearse [--to DIR]     the same copying into a directory of this box, from the running stack, which goes on
#   migrate.sh rollback                undoes a move that is not to stand: this box takes over again
#   migrate.sh close                   on the new box, once the old one is off: it is believed no longer
#   migrate.sh status                  prints the record of the newest move
#
#   --forward-to URL      the new gate as the old box reaches it (https://HOST); the old gate passes everything on to it
#   --source-address IP   this box's address as the new one sees it (taken from the ssh connection)
#   --from ROOT           the root of the stack on this box (/)
#   --places FILE         what lies where and how it is stopped and started (places.conf beside this file)
#   --keep                keeps the copy of a rehearsal
#   --new-box-off         of a rollback: the new box does not answer, is off and stays off
#   --dry-run             looks at both boxes and prints what would be done; changes nothing
#
# It may be broken off and run again at any time: steps that are done stay done. It deletes nothing on this box. Each
# step is recorded, with its time, in the directory that places.conf calls "records", where the console reads it.
# Exit status: 0 done, 1 a step failed (the reason is printed and recorded), 2 not understood.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

kind=${1:-}
if [ $# -gt 0 ]; then shift; fi
# shellcheck disable=SC2034 # for the files that are sourced
to='' forward_to='' source_address='' from=/ places=$here/places.conf keep=no dry_run=no new_box_off=no
while [ $# -gt 0 ]; do
  case $1 in
    --to) to=$2 && shift ;;
    --forward-to) forward_to=$2 && shift ;;
    --source-address) source_address=$2 && shift ;;
    --from) from=$2 && shift ;;
    --places) places=$2 && shift ;;
    --keep) keep=yes ;;
    --new-box-off) new_box_off=yes ;;
    --dry-run) dry_run=yes ;;
    *) echo "migrate.sh knows no \"$1\"; without a word it says what it takes." >&2 && exit 2 ;;
  esac
  shift
done
case $kind in
  move | rehearse | rollback | close | status) ;;
  *) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" && exit 2 ;;
esac
[ -r "$places" ] || { echo "There is no description of what lies where: $places." >&2 && exit 2; }

# shellcheck source=deploy/migrate-lib.sh
. "$here/migrate-lib.sh"
# shellcheck source=deploy/migrate-record.sh
. "$here/migrate-record.sh"
# shellcheck source=deploy/migrate-steps.sh
. "$here/migrate-steps.sh"
# shellcheck source=deploy/migrate-end.sh
. "$here/migrate-end.sh"

if [ "$kind" = status ]; then
  cat "$records/$(cat "$records/newest")/record.json"
  exit 0
fi
if [ "$kind" = close ]; then
  close_move
  exit 0
fi
open_record

case $kind in
  move)
    step preflight "Both boxes are looked at" look_at_both
    step prepare "The new box is made ready" prepare_target
    step warm-copy "Copy while the stack runs" warm_copy
    step stop "The old stack stops" stop_source
    step final-copy "What changed since is copied" final_copy
    step checksums "Every file is compared" compare_files
    step start "The new stack starts" start_target
    step verify "The new stack is verified" verify_target
    step forward "The old gate passes on" forward_gate
    finish_record finished
    tell_dns
    ;;
  rehearse)
    step preflight "The box is looked at" look_at_both
    step prepare "The directory is made ready" prepare_target
    step warm-copy "First copy" warm_copy
    step final-copy "What changed since is copied" rehearse_final_copy
    step checksums "Files are compared" compare_files
    step trial "The copy is started and asked" try_copy
    finish_record finished
    tell_rehearsal
    ;;
  rollback)
    roll_back
    ;;
esac
