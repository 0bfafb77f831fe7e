# shellcheck shell=sh
# The end of a move: the old gate in forward mode, the record, what to do next; the end of a rehearsal; the way back.
# Sourced, never run.
# shellcheck disable=SC2154 # the options come from migrate.sh, the rest from the files beside this one

# Senders' tokens pass there: the new box has to prove that it is the one.
forward_tls() {
  case $1 in http:*) return 0 ;; esac
  cat <<CONF
  proxy_ssl_server_name on;
  proxy_ssl_name ${2:-localhost};
  proxy_ssl_verify on;
  proxy_ssl_verify_depth 3;
  proxy_ssl_trusted_certificate ${OBS_CA_FILE:-/etc/ssl/certs/ca-certificates.crt};
CONF
}

# Before anything is passed on: the new gate is reached, shows a certificate that nginx will trust, and refuses a
# stranger. ask_new_gate URL NAME
ask_new_gate() {
  set -- "$1" "$2" -sS -o /dev/null -w '%{http_code}' --max-time 15 -X POST -d ''
  asked=$1 asked_name=$2
  shift 2
  case $asked in
    https:*)
      authority=${asked#https://}
      case $authority in
        *]:*) ;;
        *]) authority=$authority:443 ;;
        *:*) ;;
        *) authority=$authority:443 ;;
      esac
      set -- "$@" --cacert "${OBS_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}" --connect-to "::$authority"
      asked=https://$asked_name
      ;;
  esac
  asked_status=0
  answer=$(curl "$@" "$asked/api/v1/write" 2>"$record/asked") || asked_status=$?
  case $asked_status in
    0) [ "$answer" = 401 ] || fail new-gate-wrong "The new gate answers a stranger with $answer, not 401." ;;
    60) fail new-gate-untrusted "The new gate's certificate is not trusted here: $(head -n 1 "$record/asked"). Mend it there, or name its authority in OBS_CA_FILE." ;;
    *) fail new-gate-unreachable "The new gate cannot be reached from this box: $(head -n 1 "$record/asked")" ;;
  esac
}

# What nginx reads of this box's hosts: the gate, and the pages where there are any.
host_confs() { for conf_place in $(place gate-conf) $(place page-conf); do echo "$source_root/$conf_place"; done; }
save_conf() { [ -f "$1.before-move" ] || cp -p "$1" "$1.before-move"; }
put_back_confs() {
  for saved in $(host_confs); do
    if [ -f "$saved.before-move" ]; then cp -p "$saved.before-move" "$saved"; fi
  done
}

# A page's host keeps its names and TLS too: who still has the old address reaches the one console that is left, with
# the address that the new box believes. forward_page FILE URL
forward_page() {
  save_conf "$1"
  FORWARD_TO=$2 FORWARD_TLS=$(forward_tls "$2" "\$host") awk '
    /auth_basic|proxy_set_header (Authorization|X-WEBAUTH-USER)/ { next }
    /proxy_set_header X-Forwarded-For/ { sub(/X-Forwarded-For/, "X-Real-IP") }
    /proxy_pass http:/ { sub(/proxy_pass [^;]*/, "proxy_pass " ENVIRON["FORWARD_TO"]); print; print ENVIRON["FORWARD_TLS"]; next }
    { print }' "$1.before-move" >"$1.new"
  mv -f "$1.new" "$1"
}

# The old gate keeps its names and its TLS, and passes both paths on as they came, with no check of its own.
forward_gate() {
  conf=$source_root/$(place gate-conf)
  [ -n "$(place gate-conf)" ] || { note "no gate is described" && exit 0; }
  url=${forward_to:-https://${target_host##*@}}
  case $url in http://?* | https://?*) ;; *) fail bad-address "The new gate's address is not known. Give --forward-to https://ADDRESS." ;; esac
  case $url in *[!A-Za-z0-9:/.[\]-]*) fail bad-address "\"$url\" is no plain URL." ;; esac
  [ "$dry_run" = no ] || { echo "would: $conf passes on to $url" && exit 0; }
  save_conf "$conf"
  saved=$conf.before-move
  name=$(awk '/^ *server_name /{ gsub(/;/, "", $2); print $2; exit }' "$saved")
  ask_new_gate "$url" "${name:-localhost}"
  {
    printf '# The old gate in forward mode, by migrate.sh; what it was is in %s.\n' "$(basename "$saved")"
    # shellcheck disable=SC2016 # nginx's own variables
    printf 'log_format gate_forward escape=json '\''{"at":$msec,"status":$status,"address":"$remote_addr","path":"$uri"}'\'';\n'
    printf 'server {\n'
    awk '/^server \{/ { inside = 1 } inside && /^ *(listen|server_name|ssl_[a-z_]*) / { print }' "$saved"
    sed -n 's/^ *access_log \(.*\) gate buffer.*/  access_log \1 gate_forward;/p' "$saved" | head -n 1
    cat <<CONF
  server_tokens off;
  # A sender that may keep its connection would not ask DNS again for hours.
  keepalive_timeout 0;
  merge_slashes off;
  client_max_body_size 32m;
  client_body_buffer_size 1m;
  proxy_http_version 1.1;
  proxy_connect_timeout 5s;
  proxy_read_timeout 30s;
$(forward_tls "$url" "$name")
  location ~ ^/(api/v1/write|v1/traces)\$ {
    proxy_set_header Host ${name:-\$host};
    proxy_set_header X-Real-IP \$remote_addr;
    proxy_set_header Connection "";
    proxy_pass $url;
    # An exporter drops its batch at 500 and tries again at 503.
    error_page 500 502 504 =503 @away;
  }
  location @away { add_header Retry-After 5 always; return 503; }
  location / { return 404; }
}
CONF
  } >"$conf.new"
  mv -f "$conf.new" "$conf"
  for page in $(place page-conf); do
    if [ -f "$source_root/$page" ]; then forward_page "$source_root/$page" "$url"; fi
  done
  if ! told source gate-test; then
    put_back_confs
    fail gate-broken "nginx refuses the forwarding gate, so the old one stands: $(grep -m 1 emerg "$log" || true)"
  fi
  told source gate-reload
  fact forwardedAtMs "$(now_ms)"
  note "passes on to $url"
}

# Shows that what was copied from the running stack starts and holds as much.
try_copy() {
  [ "$dry_run" = no ] || { echo "would: start the copy beside the stack and ask it" && exit 0; }
  told target trial >"$record/counts.after" || fail trial-failed "The copy does not start: $(tail -n 2 "$log" | tr '\n' ' ')"
  compare_counts
}

# Gives back the snapshot that this run took, and no other.
release_snapshot() {
  [ -f "$record/snapshot" ] || return 0
  snapshot=$(basename "$(cut -d' ' -f2 "$record/snapshot")")
  told source release || say "The snapshot $snapshot could not be given back; it holds disk until it is." >&2
  rm -f "$record/snapshot"
  snapshot=
}

# Leaves nothing behind of a rehearsal, well ended or not; a run that was killed goes on instead.
end_rehearsal() {
  rm -f "$records/open-rehearse"
  release_snapshot
  # Only what this run itself made: the marker says so.
  if [ "$keep" = no ] && [ -z "$target_host" ] && [ "$(cat "$target_root/$marker" 2>/dev/null)" = "$id" ]; then rm -rf "$target_root"; fi
}

tell_rehearsal() {
  if [ "$dry_run" = yes ]; then return 0; fi
  end_rehearsal
  took=$(($(now_ms) - $(sed 's/.*"startedAtMs"://' "$record/head")))
  say ""
  say "Rehearsed in $((took / 1000)) s with $(($(known totalBytes) / 1048576)) MB; the running stack was left alone."
}

tell_dns() {
  if [ "$dry_run" = yes ]; then
    say "Nothing was changed."
    return 0
  fi
  say ""
  say "The new box has taken over; the gap was $((($(known forwardedAtMs) - $(known stoppedAtMs)) / 1000)) s. Now, in this order:"
  say "  1. Change the address records of the three hosts to the new box (A, and AAAA where there are any)."
  say "  2. Watch /migration of the console on the new box: which sources still arrive by the old gate."
  say "  3. Switch the old box off when that page says so. Until then: migrate.sh rollback"
  say "  4. Then, on the new box: migrate.sh close"
  say "Nothing was deleted here."
}

# Only what the move itself did is undone: one that never stopped the old stack is only closed.
roll_back() {
  [ "$dry_run" = no ] || { say "would: stop the new stack, take the old gate and the old stack back up" && exit 0; }
  # shellcheck disable=SC2034 # behind the steps of the move, in the same record
  step_count=20
  if [ -f "$record/steps/7-start" ]; then step undo-stop "The new stack stops" stop_again; fi
  if [ -f "$source_root/$(place gate-conf).before-move" ]; then step undo-gate "The old gate judges by itself again" restore_gate; fi
  if [ -f "$record/stopping" ]; then step undo-start "The old stack starts" start_again; fi
  rm -f "$records/moved" "$records/open-move"
  for saved in $(host_confs); do rm -f "$saved.before-move"; done
  write_record rolled-back "$(now_ms)"
  say ""
  say "The old box has taken over again. Point the three hosts back to it if their records were changed."
  say "What the new box got meanwhile is there and is not brought back: $(target_dir '')"
}
stop_again() {
  if [ "$new_box_off" = yes ]; then
    note "taken for switched off, as you say"
    exit 0
  fi
  told target stopped || told target stop ||
    fail target-unreachable "The new stack cannot be stopped, and two stacks would take data at once. If that box is off and stays off: migrate.sh rollback --new-box-off"
  # It starts no more by itself, nor by hand.
  on target "mkdir -p $(quote "$(place records)") && printf %s $(quote "$id") >$(quote "$(place records)/moved")"
}
restore_gate() {
  put_back_confs
  told source gate-reload
}
start_again() {
  # Until now this box was not to start; a way back that is broken off here is found by the other name.
  printf %s "$id" >"$records/open-move"
  rm -f "$records/moved"
  told source start
  rm -f "$record/stopping"
}

# On the new box, once the old one is off: its address, which may be somebody else's tomorrow, is believed no longer.
close_move() {
  forwarder=$source_root/$(place gate-forwarders)/old-box.conf
  [ -f "$forwarder" ] || { say "Nothing to close: this box believes no other box's gate." && exit 0; }
  [ "$dry_run" = no ] || { say "would: remove $forwarder and let nginx read its settings again" && exit 0; }
  rm -f "$forwarder" "$source_root/$marker"
  told source gate-reload
  say "Closed: this box takes the sender's address from the connection again."
}

finish_record() {
  [ "$dry_run" = no ] || return 0
  rm -f "$records/open-$kind"
  write_record "$1" "$(now_ms)"
  if [ "$kind" = move ]; then
    printf %s "$id" >"$records/moved"
    # The new console tells of this move too.
    on target "mkdir -p $(quote "$(place records)")"
    rsync -a --exclude=lock --exclude=moved --exclude='open-*' ${target_host:+-e "ssh -o BatchMode=yes"} "$records/" "$(target_dir "$(place records)/")" || say "The record could not be copied to the new box; it is in $record."
    told target own
  fi
}
