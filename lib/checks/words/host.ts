import { again, bytes, type Words } from "./types";

/** About the host: limits, networks, files, clock. */
export const hostWords: Words = {
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
  "clock-no-reference": {
    what: () => "There is no other clock to compare with.",
    next: "API_HEALTH_URL in .env names one",
  },
  "check-failed": {
    what: (_subject, { reason }) => `It could not be run: ${reason}.`,
    next: "run verify.sh as root on the host",
  },
};
