import { budgetServices, composeProject, hostSwapNeededBytes, serviceBudgets } from "./budget";

/**
 * The deployed stack as data: what runs, within which limits, where each file lies. compose.yaml, install.sh and the
 * nginx hosts say the same in their own languages; deploy/stack.test.ts keeps them equal to this.
 */
const mebibyte = 1024 ** 2;

export const stackServices = [...budgetServices, "console", "docker-proxy"] as const;
export type StackService = (typeof stackServices)[number];

type StackPort = {
  /** What is served there. */
  title: string;
  containerPort: number;
  /** On 127.0.0.1 of the host; null: reachable by the other containers only. */
  hostPort: number | null;
};

export type ServicePlan = {
  title: string;
  /** `mem_limit`. */
  memoryBytes: number;
  /** On top of the memory: `memswap_limit` minus `mem_limit`. */
  swapBytes: number;
  /** The user that it runs as and that owns its data. */
  uid: number;
  gid: number;
  /** Relative to the home; null: it stores nothing. */
  dataDir: string | null;
  networks: readonly StackNetwork[];
  ports: readonly StackPort[];
};

type StackNetwork = "edge" | "stores" | "docker";

/** Swap that Jaeger may use, and so the host must have: without it badger is OOM-killed. */
export const stackSwapNeededBytes = hostSwapNeededBytes;
const limitsOf = (service: keyof typeof serviceBudgets) => ({
  title: serviceBudgets[service].title,
  memoryBytes: serviceBudgets[service].limitBytes,
  swapBytes: serviceBudgets[service].swapNeededBytes,
});

export const servicePlans: Record<StackService, ServicePlan> = {
  victoriametrics: {
    ...limitsOf("victoriametrics"),
    uid: 10428,
    gid: 10428,
    dataDir: "data/vm",
    networks: ["stores"],
    ports: [{ title: "remote write and queries", containerPort: 8428, hostPort: 8428 }],
  },
  jaeger: {
    ...limitsOf("jaeger"),
    // Set by the image.
    uid: 10001,
    gid: 10001,
    dataDir: "data/jaeger",
    networks: ["stores"],
    ports: [
      { title: "OTLP over HTTP", containerPort: 4318, hostPort: 4318 },
      { title: "queries and UI", containerPort: 16686, hostPort: 16686 },
      { title: "its own metrics", containerPort: 8888, hostPort: null },
    ],
  },
  grafana: {
    ...limitsOf("grafana"),
    uid: 472,
    gid: 0,
    dataDir: "data/grafana",
    networks: ["stores"],
    ports: [{ title: "dashboards", containerPort: 3000, hostPort: 3000 }],
  },
  console: {
    title: "Console",
    memoryBytes: 384 * mebibyte,
    swapBytes: 0,
    uid: 10310,
    gid: 10310,
    dataDir: "data/console",
    networks: ["edge", "stores", "docker"],
    ports: [
      { title: "pages", containerPort: 3100, hostPort: 3100 },
      { title: "the gate's questions and its metrics", containerPort: 3101, hostPort: 3101 },
    ],
  },
  "docker-proxy": {
    title: "Docker, read only",
    memoryBytes: 32 * mebibyte,
    swapBytes: 0,
    uid: 65534,
    // The group of the host's docker.sock comes on top (OBS_DOCKER_GID).
    gid: 65534,
    dataDir: null,
    networks: ["docker"],
    ports: [{ title: "the Engine's API, GET of five paths", containerPort: 2375, hostPort: null }],
  },
};

export const stack = {
  project: composeProject,
  /** First three octets of the networks' addresses: outside Docker's own pools, so nothing collides with them. */
  subnetPrefix: "10.213.84",
  retention: { metrics: "30d", traces: "168h" },
  defaultDomain: "88oakapps.com",
  /** With fewer days left than this, a certificate fails its check. */
  certificateWarnDays: 14,
  clockSkewMaxSeconds: 5,
} as const;

/** The public hosts below a domain. */
export const stackHosts = (domain: string = stack.defaultDomain) => ({
  grafana: `grafana.${domain}`,
  /** The gate: /api/v1/write and /v1/traces. */
  ingest: `obs.${domain}`,
  console: `console.${domain}`,
});
export type StackHosts = ReturnType<typeof stackHosts>;

/**
 * Where each file of a deployment lies on its host; `root` is put before all of them (tests, a mounted host). What a
 * move copies stands in moved-places.ts; install.sh makes the rest again on the new host.
 */
export function stackPaths(root = "") {
  const home = `${root}/opt/${composeProject}`;
  const settings = `${root}/etc/${composeProject}`;
  return {
    home,
    composeFile: `${home}/compose.yaml`,
    /** Hosts, addresses and secrets, mode 0600. */
    envFile: `${home}/.env`,
    /** The tree that the console's image is built from. */
    source: `${home}/source`,
    data: `${home}/data`,
    database: `${home}/data/console/console.db`,
    /** Files that containers read secrets from. */
    secrets: `${home}/secrets`,
    backups: `${root}/var/backups/${composeProject}`,
    settings,
    /** The token that honeyDue pushes with, mode 0600 (the plan's file). */
    token: `${settings}/token`,
    gateSecret: `${settings}/gate-secret.conf`,
    htpasswd: `${settings}/htpasswd`,
    /** Tombstones of ended tokens: in no backup, so that an old database revives none. */
    denyDir: `${root}/var/lib/${composeProject}/deny`,
    gateLog: `${root}/var/log/${composeProject}-gate/access.log`,
    kernelLog: `${root}/var/log/${composeProject}/kernel.jsonl`,
    nginxDir: `${root}/etc/nginx`,
    vhosts: ["gate", "console", "grafana"].map((host) => `${root}/etc/nginx/conf.d/${composeProject}-${host}.conf`),
    acmeWebroot: `${root}/var/www/${composeProject}-acme`,
    kernelLogUnit: `${root}/etc/systemd/system/${composeProject}-kernel-log.service`,
    egressUnit: `${root}/etc/systemd/system/${composeProject}-egress.service`,
    logrotate: `${root}/etc/logrotate.d/${composeProject}-gate`,
  };
}
export type StackPaths = ReturnType<typeof stackPaths>;

/** The ports that the stack listens on, all on 127.0.0.1 of the host. */
export const loopbackPorts = stackServices.flatMap((service) =>
  servicePlans[service].ports.flatMap(({ hostPort }) => (hostPort === null ? [] : [hostPort])),
);
