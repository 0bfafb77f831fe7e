# shellcheck shell=sh
# Of migrate.sh: its record and its steps. One directory a run: "head" (what it is), steps/N-NAME (one JSON object each),
# facts/NAME (one number each) and record.json (all of it, replaced whole). Sourced, never run.
# shellcheck disable=SC2034,SC2154 # the options come from migrate.sh, the rest from migrate-lib.sh

json_text() { printf %s "$1" | tr '\n\t\r' '   ' | sed 's/[\\"]/\\&/g' | tr -d '\000-\037' | cut -c1-500; }

# write_record STATE [FINISHED_MS]
write_record() {
  [ "$dry_run" = no ] || return 0
  {
    printf '{"version":1,%s,"state":"%s","finishedAtMs":%s,"facts":{' "$(cat "$record/head")" "$1" "${2:-null}"
    record_comma=
    for fact in "$record"/facts/*; do
      [ -f "$fact" ] || continue
      printf '%s"%s":%s' "$record_comma" "$(basename "$fact")" "$(cat "$fact")"
      record_comma=,
    done
    printf '},"steps":['
    record_comma=
    for part in "$record"/steps/*; do
      [ -f "$part" ] || continue
      printf '%s%s' "$record_comma" "$(cat "$part")"
      record_comma=,
    done
    printf ']}\n'
  } >"$record/record.json.new"
  mv -f "$record/record.json.new" "$record/record.json"
}

# fact NAME NUMBER
fact() {
  [ "$dry_run" = no ] || return 0
  printf %s "$2" >"$record/facts/$1"
}
known() { cat "$record/facts/$1" 2>/dev/null || printf 0; }

# Opens the record: that of an unfinished move to the same box, or a new one. One at a time.
open_record() {
  if [ "$dry_run" = yes ]; then
    record=$(mktemp -d) && mkdir "$record/steps" "$record/facts"
    trap 'rm -rf "$record"' EXIT
    if [ "$kind" = rehearse ] && [ -z "$to" ]; then to=/var/tmp/honeydue-obs-rehearsal; fi
    [ -n "$to" ] || { say "Where to? --to HOST or --to DIRECTORY." >&2 && exit 2; }
    set_target "$to"
    id=dry-run
    say "Nothing is changed: this looks at both boxes and prints what would be done."
    return 0
  fi
  mkdir -p "$records"
  take_lock
  open=$(cat "$records/open-$kind" 2>/dev/null || true)
  if [ "$kind" = rollback ]; then open=$(cat "$records/moved" 2>/dev/null || cat "$records/open-move" 2>/dev/null || true); fi
  if [ -n "$open" ]; then
    id=$open record=$records/$open
    opened_to=$(cat "$record/to")
    if [ -n "$to" ] && [ "$to" != "$opened_to" ] && [ "$kind" != rollback ]; then
      say "A $kind to $opened_to was begun and not finished. Go on with --to $opened_to, or end it with: migrate.sh rollback" >&2
      exit 1
    fi
    to=$opened_to
    forward_to=${forward_to:-$(cat "$record/forward-to")}
    [ "$kind" = rollback ] || say "Going on with the $kind that was begun ($id)."
  else
    [ "$kind" != rollback ] || { say "There is no move to undo." >&2 && exit 1; }
    id=$(date -u +%Y%m%dT%H%M%SZ)-$kind
    if [ "$kind" = rehearse ]; then to=${to:-/var/tmp/honeydue-obs-rehearsal-$id}; fi
    [ -n "$to" ] || { say "Where to? --to HOST or --to DIRECTORY." >&2 && exit 2; }
    record=$records/$id
    mkdir -p "$record/steps" "$record/facts"
    printf %s "$to" >"$record/to"
    printf %s "$forward_to" >"$record/forward-to"
    printf '"id":"%s","kind":"%s","from":"%s","to":"%s","forwardTo":"%s","startedAtMs":%s' \
      "$id" "$kind" "$(json_text "$(uname -n):$source_root")" "$(json_text "$to")" "$(json_text "$forward_to")" "$(now_ms)" >"$record/head"
    printf %s "$id" >"$records/open-$kind"
    printf %s "$id" >"$records/newest"
  fi
  set_target "$to"
}

# Held by this run and by the copying it starts, so that a run that was killed leaves no rsync behind unnoticed.
take_lock() {
  exec 9>"$records/lock"
  flock -w 30 9 || { say "Another run is at work. Wait for it, or stop it." >&2 && exit 1; }
}

# fail CODE TEXT: the step ends with this reason. Called in the step's own shell, which leaves the words in files.
fail() {
  printf %s "$1" >"$record/failure-code"
  printf %s "$2" >"$record/failure-text"
  exit 1
}
# note TEXT: what the step's line says behind its time.
note() { printf %s "$1" >"$record/note"; }

step_count=0
# step NAME TITLE FUNCTION: once done it stays done; a failure ends the run with its reason, printed and recorded.
step() {
  step_count=$((step_count + 1))
  step_file=$record/steps/$step_count-$1
  if [ -f "$step_file" ] && grep -q '"state":"done"' "$step_file"; then
    say "$(printf '[%d] %-32s done before' "$step_count" "$2")"
    return 0
  fi
  step_began=$(now_ms)
  step_tries=1
  if [ -f "$record/tries/$1" ]; then step_tries=$(($(cat "$record/tries/$1") + 1)); fi
  rm -f "$record/failure-code" "$record/failure-text" "$record/note"
  mkdir -p "$record/tries"
  printf %s "$step_tries" >"$record/tries/$1"
  step_json "$1" running null '' ''
  write_record running
  log=$record/log
  if [ "$dry_run" = yes ]; then : >"$log"; fi
  # A shell of its own, so that "set -e" holds inside; its words come back by files.
  step_status=0
  set +e
  (
    set -e
    "$3"
  ) >>"$log" 2>&1
  step_status=$?
  set -e
  if [ "$step_status" -ne 0 ]; then
    code=$(cat "$record/failure-code" 2>/dev/null || printf step-failed)
    text=$(cat "$record/failure-text" 2>/dev/null || tail -n 3 "$log" | tr '\n' ' ')
    step_json "$1" failed "$(now_ms)" "$code" "$text"
    write_record failed
    {
      printf '[%d] %-32s failed\n\n  Reason:  %s (%s)\n' "$step_count" "$2" "$text" "$code"
      printf '  Stands:  %s\n' "$(what_stands)"
      printf '  Log:     %s\n' "$log"
    } >&2
    if [ "$kind" = rehearse ] && [ "$dry_run" = no ]; then end_rehearsal; fi
    exit 1
  fi
  text=$(cat "$record/note" 2>/dev/null || true)
  step_json "$1" "done" "$(now_ms)" '' "$text"
  write_record running
  step_ms=$(($(now_ms) - step_began))
  say "$(printf '[%d] %-32s %3d.%d s  %s' "$step_count" "$2" $((step_ms / 1000)) $((step_ms % 1000 / 100)) "$text")"
  if [ "$dry_run" = yes ]; then grep '^would' "$log" | sed 's/^/      /' || true; fi
}

step_json() {
  printf '{"name":"%s","state":"%s","startedAtMs":%s,"finishedAtMs":%s,"tries":%s,"code":"%s","text":"%s"}' \
    "$1" "$2" "$step_began" "$3" "$step_tries" "$4" "$(json_text "$5")" >"$record/step.new"
  mv -f "$record/step.new" "$step_file"
}

is_done() { grep -q '"state":"done"' "$record"/steps/*-"$1" 2>/dev/null; }

what_stands() {
  if [ "$kind" = rehearse ]; then
    printf 'The running stack was left alone.'
  elif is_done forward; then
    printf 'The new box has taken over.'
  elif [ -f "$record/stopping" ]; then
    printf 'The old stack is STOPPED: senders queue. Mend that and run the same command again, or take it back up with: migrate.sh rollback'
  else
    printf 'The old stack runs on as before. Mend that and run the same command again.'
  fi
}
