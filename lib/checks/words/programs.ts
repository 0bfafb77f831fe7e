import { again, type Words } from "./types";

/** About the programs behind the gate: the console, Grafana, the stores, their containers. */
export const programWords: Words = {
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
};
