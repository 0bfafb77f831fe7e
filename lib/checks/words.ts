import { formatBytes } from "@/lib/format/bytes";
import type { Evidence, Outcome } from "./types";

type Words = { what: (subject: string, evidence: Evidence) => string; next: string };

const bytes = (value: Evidence[string] | undefined) => (typeof value === "number" ? formatBytes(value) : "none");
const again = "run install.sh again";

/** What each code means and what to do. Written last: nothing decides on these. */
const words: Record<string, Words> = {
  "certificate-missing": { what: (host) => `${host} shows no certificate.`, next: again },
  "certificate-expired": {
    what: (host, { days }) =>
      `The certificate of ${host} ended ${Math.abs(Number(days))} days ago. Senders and browsers refuse it.`,
    next: "certbot renew, then nginx -s reload",
  },
  "certificate-expires-soon": {
    what: (host, { days }) => `The certificate of ${host} ends in ${days} days and was not renewed.`,
    next: "certbot renew --dry-run shows why",
  },
  "certificate-wrong-host": {
    what: (host, { names }) => `The certificate is for ${names}, not for ${host}.`,
    next: "certbot with all three hosts, or --certificate",
  },
  "certificate-untrusted": {
    what: (host, { reason }) => `Nobody trusts the certificate of ${host} (${reason}).`,
    next: "install.sh --email ADDRESS asks Let's Encrypt for one",
  },
  "host-unreachable": {
    what: (host, { reason }) => `${host} does not answer (${reason}).`,
    next: "systemctl status nginx; the DNS of the host; the firewall",
  },
  "plain-http-open": {
    what: (host, { status }) => `Plain HTTP of ${host} answers ${status} instead of leading to TLS.`,
    next: again,
  },
  "gate-open": {
    what: (path, { who, status }) => `The gate answers ${status} to ${who} at ${path}. Anybody can push.`,
    next: `${again}: the gate's host was changed`,
  },
  "gate-bypassed": {
    what: (path, { status }) => `${path} passes the gate (${status}). What lies behind it is open.`,
    next: `${again}: the gate's host was changed`,
  },
  "gate-console-away": {
    what: (path) => `The gate cannot ask the console about ${path}. Known senders go on, new ones wait.`,
    next: "docker compose ps console",
  },
  "gate-not-installed": { what: (file) => `There is no ${file}: nginx has no gate.`, next: again },
  "token-missing": { what: (file) => `There is no token in ${file}.`, next: `${again}: it makes one` },
  "token-refused": {
    what: (path, { status }) =>
      `The gate refuses this host's own token at ${path} (${status}). It is revoked, expired or unknown.`,
    next: "the console's tokens page",
  },
  "store-away": {
    what: (path, { status }) => `The gate takes the token, but what is behind ${path} does not answer (${status}).`,
    next: "docker compose ps; docker compose logs",
  },
  "push-refused": {
    what: (path, { status }) => `A push to ${path} gets ${status}.`,
    next: "docker compose logs of the store behind it",
  },
  "canary-lost": {
    what: (store, { seconds }) => `${store} took the push but does not show it after ${seconds} s.`,
    next: "docker compose logs",
  },
  "deny-directory-not-mounted": {
    what: (dir) =>
      `The console does not write into ${dir}: a revoked token works on for up to 10 s, and longer while the console is away.`,
    next: again,
  },
  "deny-directory-differs": {
    what: (_dir, { gate, console }) =>
      `The gate looks for ended tokens in ${gate}, the console writes them into ${console}.`,
    next: again,
  },
  "console-open": {
    what: (path, { status }) => `The console answers ${status} at ${path} without a session.`,
    next: "stop it: docker compose stop console",
  },
  "console-broken": {
    what: (_path, { status }) => `The console is not well (${status}).`,
    next: "docker compose logs console",
  },
  "internal-public": {
    what: (path) => `${path} of the console's internal port can be reached from outside.`,
    next: again,
  },
  "grafana-open": { what: (host, { status }) => `${host} answers ${status} without a password.`, next: again },
  "grafana-anonymous": {
    what: () => "Grafana lets anybody in who reaches its port: anonymous access is on.",
    next: "GF_AUTH_ANONYMOUS_ENABLED in compose.yaml",
  },
  "grafana-default-password": {
    what: () => "Grafana's admin still has the default password.",
    next: "docker compose exec grafana grafana cli admin reset-admin-password",
  },
  "grafana-password-missing": { what: (file) => `There is no ${file}, so the sign-in is not tried.`, next: again },
  "grafana-sign-in": {
    what: (host, { status }) => `The right password does not open ${host} (${status}).`,
    next: "GF_AUTH_PROXY_WHITELIST must be the address that nginx arrives from",
  },
  "grafana-away": {
    what: (_subject, { reason }) => `Grafana does not answer (${reason}).`,
    next: "docker compose logs grafana",
  },
  "source-missing": { what: (uid) => `Grafana has no data source "${uid}".`, next: "deploy/grafana/provisioning" },
  "source-broken": {
    what: (uid, { status }) => `Grafana cannot ask "${uid}" (${status}).`,
    next: "docker compose logs grafana",
  },
  "container-missing": { what: (service) => `${service} does not run.`, next: "docker compose up -d" },
  "container-stopped": {
    what: (service, { status, killedForMemory }) =>
      `${service} is ${status}${killedForMemory ? ", killed for memory" : ""}.`,
    next: "docker compose up -d; docker compose logs",
  },
  "container-unhealthy": {
    what: (service) => `${service} runs but its health check fails.`,
    next: "docker inspect shows the check's last words",
  },
  "container-starting": { what: (service) => `${service} is starting.`, next: "verify again in a minute" },
  "scrape-absent": {
    what: (job) => `VictoriaMetrics has no scrape of ${job} yet.`,
    next: "verify again in half a minute",
  },
  "scrape-fails": {
    what: (job) => `VictoriaMetrics cannot scrape ${job}.`,
    next: "the secret in secrets/victoriametrics; docker compose logs",
  },
  "retention-differs": {
    what: (store, { retention, planned }) => `${store} keeps its data for ${retention} instead of ${planned}.`,
    next: again,
  },
  "retention-unknown": {
    what: (store) => `How long ${store} keeps its data cannot be seen.`,
    next: "docker compose ps",
  },
  "store-unprotected": {
    what: (path, { status }) => `VictoriaMetrics answers ${status} at ${path} without the key.`,
    next: `${again}: -deleteAuthKey and its kin are missing`,
  },
  "version-differs": {
    what: (service, { image, planned }) => `${service} runs ${image}; ${planned} was tested.`,
    next: again,
  },
  "limit-missing": {
    what: (service, { plannedBytes }) =>
      `The kernel holds no memory limit for ${service}; the plan has ${bytes(plannedBytes)}.`,
    next: `${again}; on cgroup v1 the kernel needs swapaccount=1`,
  },
  "limit-differs": {
    what: (service, { memoryBytes, plannedBytes }) =>
      `${service} may use ${bytes(memoryBytes)} of memory; the plan has ${bytes(plannedBytes)}.`,
    next: again,
  },
  "swap-limit-differs": {
    what: (service, { swapBytes, plannedSwapBytes }) =>
      `${service} may use ${bytes(swapBytes)} of swap; the plan has ${bytes(plannedSwapBytes)}.`,
    next: again,
  },
  "limits-unreadable": {
    what: (service) => `The kernel's limits of ${service} cannot be read.`,
    next: "run verify.sh as root on the host",
  },
  "swap-missing": {
    what: (_subject, { swapBytes, neededBytes }) =>
      `The host has ${bytes(swapBytes)} of swap; ${bytes(neededBytes)} are needed. Jaeger is killed when its first memtable is full.`,
    next: "install.sh --swap-file",
  },
  "swap-unreadable": { what: (file) => `${file} cannot be read.`, next: "run verify.sh as root on the host" },
  "port-public": {
    what: (service, { address, port }) =>
      `${service} is published on ${address}:${port}: whoever reaches this host reaches it, past the gate.`,
    next: again,
  },
  "port-unplanned": {
    what: (service, { published, planned }) => `${service} publishes ${published} ports instead of ${planned}.`,
    next: again,
  },
  "port-listens": {
    what: (port) => `Something listens on port ${port} of an address that is not the loopback.`,
    next: `ss -ltnp 'sport = :PORT' names it`,
  },
  "foreign-network": {
    what: (service, { network }) => `${service} is in the network ${network}, which is not this stack's.`,
    next: "docker network disconnect",
  },
  "shared-network": {
    what: (service, { with: other }) => `${service} shares a network with ${other}.`,
    next: "docker network disconnect, or put the other into its own network",
  },
  "shared-volume": {
    what: (service, { with: other }) => `${service} shares a volume with ${other}.`,
    next: "give each its own",
  },
  "foreign-link": { what: (service) => `${service} is linked to other containers.`, next: again },
  "inside-closed": {
    what: (name, { answer }) => `The stores cannot reach ${name} (${answer}).`,
    next: "docker network inspect honeydue-obs_stores",
  },
  "console-open-inside": { what: (name) => `The stores can reach the ${name}.`, next: again },
  "stores-reach-outside": {
    what: (name) => `The stores can reach ${name}.`,
    next: "systemctl restart honeydue-obs-egress",
  },
  "inside-unreadable": { what: () => "The look from inside gave no answer.", next: "verify again" },
  "docker-proxy-too-wide": {
    what: (request, { status }) => `The door to Docker lets ${request} through (${status}).`,
    next: again,
  },
  "docker-proxy-away": {
    what: () => "The door to Docker does not answer: memory and restarts are unknown.",
    next: "OBS_DOCKER_GID must be the group of docker.sock",
  },
  "file-missing": { what: (file) => `${file} is not there.`, next: again },
  "file-open": { what: (file, { mode }) => `Others may read ${file} (mode ${mode}).`, next: `chmod go= it` },
  "rights-too-wide": {
    what: (service, { user }) => `${service} runs with more rights than it needs (user ${user || "root"}).`,
    next: again,
  },
  "clock-off": {
    what: (_subject, { offSeconds, beside }) => `This host's clock is ${offSeconds} s off that of ${beside}.`,
    next: "timedatectl set-ntp true",
  },
  "clock-not-kept": { what: () => "This host's clock is kept by no time service.", next: "timedatectl set-ntp true" },
  "gate-log-missing": { what: (file) => `There is no ${file}.`, next: again },
  "deny-file-ignored": {
    what: (dir) => `A token with a file in ${dir} is not refused by it: a revoked token works on.`,
    next: "nginx's error log; its user must be able to enter the directory",
  },
  "clock-no-reference": {
    what: () => "There is no other clock to compare with.",
    next: "API_HEALTH_URL in .env names one",
  },
  "check-failed": {
    what: (_subject, { reason }) => `It could not be run: ${reason}.`,
    next: "run verify.sh as root on the host",
  },
};

/** The outcome in a sentence, and what to do about it; of one that is well, its subject alone. */
export function tellOutcome({ code, subject, evidence }: Outcome): { what: string; next: string | null } {
  const found = Object.hasOwn(words, code) ? words[code] : undefined;
  return found ? { what: found.what(subject, evidence), next: found.next } : { what: subject, next: null };
}
