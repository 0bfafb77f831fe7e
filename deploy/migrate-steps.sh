# shellcheck shell=sh
# The steps of migrate.sh, in their order. Each may be run again after it was broken off. Sourced, never run.
# shellcheck disable=SC2154 # the options come from migrate.sh, the helpers from migrate-lib.sh

# Allocated bytes of a path, holes left out: badger's files are sparse.
allocated() { printf 'if [ -e %s ]; then du -sk --one-file-system %s | cut -f1; else echo 0; fi' "$(quote "$1")" "$(quote "$1")"; }

look_at_both() {
  for side in source target; do
    [ "$side" = source ] || [ -z "$target_host" ] || ssh -o BatchMode=yes -o ConnectTimeout=10 "$ssh_host" true ||
      fail target-unreachable "ssh reaches no $ssh_host without a question. Try: ssh $ssh_host true"
    if [ "$side" = target ] && [ "$dry_run" = yes ] && [ ! -d "$target_root/" ] && [ -z "$target_host" ]; then
      echo "would: make $target_root"
      continue
    fi
    if [ "$side" = target ] && [ -z "$target_host" ]; then mkdir -p "$target_root"; fi
    [ "$side" = target ] || command -v curl || fail missing-program "There is no curl on this box. apt-get install curl"
    on "$side" 'command -v rsync' || fail missing-program "There is no rsync on the ${side} box. apt-get install rsync"
  done
  if [ -z "$target_host" ]; then
    [ "$(realpath "$source_root/")" != "$(realpath -m "$target_root/")" ] || fail same-root "The target is the stack's own root."
    entries | while read -r word name path excluded; do
      case $(realpath -m "$target_root")/ in "$(realpath -m "$source_root/$path")"/*) fail target-inside-source "The target lies inside $source_root/$path." ;; esac
      : "$word" "$name" "$excluded"
    done || exit 1
  fi

  needed_kb=0
  for name in $(entries | awk '$1 == "store" { print $2 }'); do
    path=$(entries | awk -v name="$name" '$2 == name { print $3 }')
    [ -d "$source_root/$path" ] || fail source-missing "There is no $source_root/$path: is the stack's root ${source_root:-/}?"
  done
  for path in $(entries | awk '{ print $3 }'); do
    kb=$(sh -c "$(allocated "$source_root/$path")")
    needed_kb=$((needed_kb + kb))
  done
  for line in $(entries | awk '$1 == "store" { print $2 ":" $3 }'); do
    fact "${line%%:*}Bytes" $(($(sh -c "$(allocated "$source_root/${line#*:}")") * 1024))
  done
  fact totalBytes $((needed_kb * 1024))

  [ -d "$target_root/" ] || [ -n "$target_host" ] || exit 0
  if [ "$(on target "cat $(quote "$marker") 2>/dev/null || true")" != "$id" ]; then
    for path in $(entries | awk '$1 == "store" { print $3 }'); do
      [ -z "$(on target "ls -A $(quote "$path") 2>/dev/null | head -n 1")" ] ||
        fail target-has-data "The new box has data in $target_root/$path already. VictoriaMetrics and Jaeger are copied into empty directories only: stop that stack and move its data away."
    done
  fi
  if [ "$kind" = move ]; then
    told target ready || fail target-not-ready "The new box cannot run the stack: $(tail -n 1 "$log")"
    told target stopped || fail target-running "A stack runs on the new box. Stop it first."
    told source gate-test || fail gate-broken "nginx of the old box refuses its own settings."
    skew_ms=$(($(on target 'date +%s%3N') - $(now_ms)))
    fact clockSkewMs "$skew_ms"
    [ "${skew_ms#-}" -lt 60000 ] || fail clock-differs "The clocks of the two boxes are ${skew_ms} ms apart."
  fi
  there_kb=$(($(on target "df -Pk . | awk 'NR == 2 { print \$4 }'")))
  copied_kb=0
  for path in $(entries | awk '{ print $3 }'); do copied_kb=$((copied_kb + $(on target "$(allocated "$path")"))); done
  fact targetFreeBytes $((there_kb * 1024))
  # A tenth more than is there now, since the stack goes on writing.
  wanted_kb=$((needed_kb + needed_kb / 10 + 10240))
  [ $((there_kb + copied_kb)) -ge "$wanted_kb" ] ||
    fail target-disk-full "The new box has $(((there_kb + copied_kb) / 1024)) MB free for it, and $((wanted_kb / 1024)) MB are needed."
  note "$((needed_kb / 1024)) MB to copy, $((there_kb / 1024)) MB free"
}

prepare_target() {
  [ "$dry_run" = no ] || { echo "would: mark $(target_dir "$marker")" && exit 0; }
  on target "mkdir -p $(quote "$(dirname "$marker")") && printf %s $(quote "$id") >$(quote "$marker")"
  for path in $(entries | awk '{ print $3 }'); do
    [ -e "$source_root/$path" ] || continue
    on target "mkdir -p $(quote "$(dirname "$path")")"
  done
  if [ "$kind" = move ]; then told source hand-over; fi
}

# copy_entry PATH EXCLUDED [SOURCE]: one entry to the target, whole; what vanished here vanishes there. -S keeps holes.
copy_entry() {
  copy_from=${3:-$source_root/$1}
  [ -e "$copy_from" ] || return 0
  set -- "$1" "$2" -aSHx --numeric-ids --delete --partial-dir=.moving
  if [ -n "${copy_links:-}" ]; then set -- "$@" --copy-links; fi
  if [ -n "$target_host" ]; then set -- "$@" -z --compress-level=1 -e 'ssh -o BatchMode=yes'; fi
  copy_path=$1 copy_excluded=$2
  shift 2
  for pattern in $(printf %s "$copy_excluded" | tr , ' '); do set -- "$@" "--exclude=/$pattern"; done
  if [ -d "$copy_from" ]; then copy_from=$copy_from/ copy_to=$copy_path/; else copy_to=$copy_path; fi
  # shellcheck disable=SC2086 # two words
  rsync "$@" ${copy_more:-} "$copy_from" "$(target_dir "$copy_to")"
}

# copy_all: 24 means that a file vanished while it was copied, as they do below a running store.
copy_all() {
  entries | while read -r word name path excluded; do
    : "$word" "$name"
    copied=0
    copy_entry "$path" "${excluded:-}" || copied=$?
    case $copied in
      0) ;;
      24) [ "$1" = running ] || fail copy-failed "Files of $path vanished while nothing should write there." ;;
      11) fail target-disk-full "The new box is full, or cannot be written to: $(tail -n 4 "$log" | grep -m 1 -i -e 'space' -e rsync || true)" ;;
      *) fail copy-failed "rsync of $path ended with $copied: $(grep -i -e rsync "$log" | tail -n 1)" ;;
    esac
  done || exit 1
}

# The first copy of a store by tar, which asks for holes where rsync reads them: badger's empty files have 2 GB of them.
# What of it is broken off or changed meanwhile, rsync mends.
stream_stores() {
  for path in $(entries | awk '$1 == "store" { print $3 }'); do
    [ -z "$(on target "ls -A $(quote "$path") 2>/dev/null | head -n 1")" ] || continue
    { tar -C "$source_root/$path" --numeric-owner -cSf - . || echo "tar: files of $path changed meanwhile" >&2; } |
      on_input=/dev/stdin on target "mkdir -p $(quote "$path") && tar -C $(quote "$path") --numeric-owner -xpSf -" ||
      fail target-disk-full "The new box cannot be written to: $(tail -n 1 "$log")"
  done
}

warm_copy() {
  [ "$dry_run" = no ] || { copy_dry && exit 0; }
  stream_stores
  copy_all running
  note "$(($(known totalBytes) / 1048576)) MB"
}

copy_dry() { entries | while read -r _ name path _; do echo "would: copy $source_root/$path ($name) to $(target_dir "$path")"; done; }

stop_source() {
  [ "$dry_run" = no ] || { echo "would, on this box: $(place stop)" && exit 0; }
  # What the copy must have: told by the running stack, once, before it stops.
  if [ ! -f "$record/counts" ]; then told source count >"$record/counts.new" && mv "$record/counts.new" "$record/counts"; fi
  now_ms >"$record/stopping.new"
  [ -f "$record/stopping" ] || mv "$record/stopping.new" "$record/stopping"
  fact stoppedAtMs "$(cat "$record/stopping")"
  told source stopped || told source stop
  told source stopped || fail source-runs "The old stack still runs after its stop."
}

# A store that runs would make the copy worthless: looked at before and after.
final_copy() {
  [ "$dry_run" = no ] || { echo "would: copy what changed since" && exit 0; }
  told source stopped || fail source-runs "The old stack runs again. Stop it, or begin anew."
  copy_all stopped
  told source stopped || fail source-runs "The old stack was started while it was copied. Stop it, then run this again."
}

# Of a running stack: VictoriaMetrics by a snapshot, which is whole; Jaeger has none, so its copy is as a crash leaves it.
rehearse_final_copy() {
  [ "$dry_run" = no ] || { echo "would: copy what changed since" && exit 0; }
  release_snapshot
  told source count >"$record/counts"
  entries | while read -r word name path excluded; do
    snapshot=
    if [ -n "$(place "snapshot-$name")" ]; then
      snapshot=$(told source "snapshot-$name" 2>>"$log" | tail -n 1)
      [ -n "$snapshot" ] && [ -d "$source_root/$path/snapshots/$snapshot" ] ||
        fail snapshot-failed "There is no snapshot of $name to copy: $(tail -n 1 "$log")"
      printf '%s %s\n' "$path" "$source_root/$path/snapshots/$snapshot" >"$record/snapshot"
    fi
    copied=0
    if [ -n "$snapshot" ]; then
      copy_links=yes copy_entry "$path" "${excluded:-}" "$source_root/$path/snapshots/$snapshot" || copied=$?
    else
      copy_entry "$path" "${excluded:-}" || copied=$?
    fi
    case $copied in 0 | 24) ;; 11) fail target-disk-full "The directory's disk is full." ;; *) fail copy-failed "rsync of $path ended with $copied." ;; esac
    : "$word"
  done || exit 1
}

# By content: what a program wrote into a mapped file need not change its time, so times and sizes are not enough. What
# differs is copied and compared once more; of a running stack only the snapshot stands still.
compare_files() {
  [ "$dry_run" = no ] || { echo "would: compare every file by checksum" && exit 0; }
  files=$record/compared mended=$record/mended
  : >"$files" && : >"$mended"
  entries | while read -r word name path excluded; do
    compare_from='' copy_links=''
    if [ "$kind" = rehearse ]; then
      read -r snapshot_path compare_from <"$record/snapshot" || true
      [ "$path" = "${snapshot_path:-}" ] || continue
      copy_links=yes
    fi
    [ -e "$source_root/$path" ] || continue
    copy_more='-c --itemize-changes' copy_entry "$path" "${excluded:-}" "${compare_from:-}" >"$record/differs"
    if grep -v '^\.' "$record/differs" >>"$mended"; then
      copy_more='-nc --itemize-changes' copy_entry "$path" "${excluded:-}" "${compare_from:-}" >"$record/differs"
      if grep -v '^\.d\.\.t' "$record/differs" >"$record/differs.content"; then
        fail files-differ "$(wc -l <"$record/differs.content" | tr -d ' ') files of $path differ on the new box: $(head -n 3 "$record/differs.content" | tr '\n' ' ')"
      fi
    fi
    find -L "${compare_from:-$source_root/$path}" -type f 2>/dev/null | wc -l >>"$files"
    : "$word" "$name"
  done || exit 1
  [ "$kind" = rehearse ] || told source stopped || fail source-runs "The old stack was started while it was compared. Stop it, then run this again."
  count=$(awk '{ sum += $1 } END { print sum + 0 }' "$files")
  fact comparedFiles "$count"
  fact mendedFiles "$(wc -l <"$mended" | tr -d ' ')"
  note "files compared: $count"
}

start_target() {
  [ "$dry_run" = no ] || { echo "would, on the new box: $(place start)" && exit 0; }
  # This box's gate is about to pass on what it gets: the new one believes it, and no other, the client's address.
  from_address=$source_address
  if [ -z "$from_address" ] && [ -n "$target_host" ]; then
    # shellcheck disable=SC2016 # of the shell over there
    from_address=$(on target 'set -- $SSH_CONNECTION && echo "$1"')
  fi
  from_address=${from_address:-127.0.0.1}
  case $from_address in *[!0-9a-fA-F.:]*) fail bad-address "\"$from_address\" is no address. Give --source-address." ;; esac
  forwarders=$(place gate-forwarders)
  if [ -n "$forwarders" ]; then
    on target "mkdir -p $(quote "$forwarders") && printf 'set_real_ip_from %s;\nreal_ip_header X-Real-IP;\n' $(quote "$from_address") >$(quote "$forwarders/old-box.conf")"
  fi
  told target start || fail target-start "The new stack does not start: $(tail -n 2 "$log" | tr '\n' ' ')"
}

# The copy must have at least what the old stack told before it stopped.
compare_counts() {
  while read -r name before; do
    after=$(awk -v name="$name" '$1 == name { print $2 }' "$record/counts.after")
    fact "${name}Before" "$before"
    fact "${name}After" "${after:-0}"
    [ "${after:-0}" -ge "$before" ] || fail data-missing "The copy has ${after:-no} $name, and the old stack had $before."
    counted="${counted:-}${counted:+, }$after $name"
  done <"$record/counts"
  note "${counted:-it answers}"
}

verify_target() {
  [ "$dry_run" = no ] || { echo "would, on the new box: $(place verify)" && exit 0; }
  told target verify || fail verify-failed "The new stack does not pass: $(tail -n 2 "$log" | tr '\n' ' ')"
  told target count >"$record/counts.after"
  compare_counts
}
