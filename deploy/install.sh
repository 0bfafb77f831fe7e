#!/bin/sh
# Installs the observability stack on this host (Ubuntu 24.04 with Docker and nginx), or brings an installed one up to
# these files. It may be run again at any time: what is as it should be stays, what is replaced is kept in
# /var/backups/honeydue-obs/replaced, and a run that was broken off is finished by the next.
#
#   deploy/install.sh [options]
#     --domain NAME         the hosts are grafana., obs. and console. below it (88oakapps.com)
#     --email ADDRESS       for Let's Encrypt; without it no certificate is asked for
#     --certificate FILE --key FILE   a certificate of your own for the three hosts
#     --admin ADDRESS       the first admin of the console (admin@obs.local)
#     --health-url URL      the API's public health URL, the console's third witness
#     --swap-file           makes a swap file of 1 GB when the host has less than 512 MB (Jaeger needs it)
#     --image NAME          an image of the console that is there already; nothing is built
#     --no-verify           leaves out the verification at the end
#     --dry-run             prints what it would do and changes nothing
#     --root DIR            below this directory instead of / (a rehearsal)
#
# Other ports and addresses: OBS_VICTORIAMETRICS_PORT, OBS_OTLP_PORT, OBS_JAEGER_PORT, OBS_GRAFANA_PORT,
# OBS_CONSOLE_PORT, OBS_INTERNAL_PORT, OBS_SUBNET_PREFIX in the environment of the first run.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

domain='' email='' certificate='' key='' admin='' health_url='' image='' swap_file=no verify=yes dry=no
while [ $# -gt 0 ]; do
  case $1 in
    --domain) domain=$2 && shift ;;
    --email) email=$2 && shift ;;
    --certificate) certificate=$2 && shift ;;
    --key) key=$2 && shift ;;
    --admin) admin=$2 && shift ;;
    --health-url) health_url=$2 && shift ;;
    --image) image=$2 && shift ;;
    --root) OBS_ROOT=$2 && shift ;;
    --swap-file) swap_file=yes ;;
    --no-verify) verify=no ;;
    --dry-run) dry=yes ;;
    -h | --help) sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) echo "install.sh knows no \"$1\"; --help lists what it takes." >&2 && exit 2 ;;
  esac
  shift
done

# shellcheck source=deploy/lib.sh
. "$here/lib.sh"
dry_run=$dry
step_total=12
# shellcheck source=deploy/install-steps.sh
. "$here/install-steps.sh"
# shellcheck source=deploy/install-host-steps.sh
. "$here/install-host-steps.sh"

if [ "$dry_run" = yes ]; then say "Nothing is changed: this prints what would be done."; fi
step "Programs and rights" check_host
step "Swap" check_swap
step "Directories" make_directories
step "Files of the stack" put_files
step "Settings and secrets" put_settings
step "The console's image" obtain_image
step "Containers" start_containers
step "First admin" create_admin
step "Ingest token" ensure_token
step "Grafana's token" ensure_grafana_token
step "nginx" put_hosts
step "Units of the host" put_units

changes=$(change_count)
say ""
if [ "$dry_run" = yes ]; then
  say "$changes things would be changed. Nothing was."
  exit 0
fi
if [ "$changes" -eq 0 ]; then say "Nothing to change: everything is as it should be."; else say "$changes things changed."; fi
if [ -d "$replaced_dir" ]; then say "What was replaced is kept in $replaced_dir."; fi
say ""
say "  Console   https://$console_host"
say "  Grafana   https://$grafana_host   (user honeydue, password in $settings/grafana-password)"
say "  Senders   https://$ingest_host    (token in $token_file)"
if [ -s "$work/admin" ]; then
  say ""
  say "  Sign in as $(sed -n 's/.*"email":"\([^"]*\)".*/\1/p' "$work/admin") with the password $(sed -n 's/.*"password":"\([^"]*\)".*/\1/p' "$work/admin")"
  say "  It is shown this once and kept nowhere; you choose your own at the first sign-in."
fi
if [ "$verify" = yes ]; then
  say ""
  trap - EXIT
  rm -rf "$work"
  OBS_ROOT=$root exec "$home/verify.sh"
fi
