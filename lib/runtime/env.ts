import "server-only";
import path from "node:path";
import { z } from "zod";
import { parseAddressRange } from "./address-range";

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const optionalUrl = url.optional();

/** Whether a URL has nothing but scheme, host and port, and a path where `path` allows one. */
function isBare(text: string, allowed: { path: boolean }): boolean {
  const { username, password, search, hash, pathname } = new URL(text);
  if (username || password || search || hash || /[?#]$/.test(text)) return false;
  return allowed.path || pathname === "/";
}
/** An address that people are sent to: links are made by appending to it, and it is shown. */
const linkedUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (text) => isBare(text, { path: true }),
    "Leave out user, password, query and fragment: links are added to it.",
  )
  .transform((text) => text.replace(/\/+$/, ""))
  .optional();
const rootUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => isBare(text, { path: false }), "Only scheme, host and port, such as https://obs.example.com.")
  .transform((text) => new URL(text).origin)
  .optional();
const seconds = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const list = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .default([]);
const emailAddress = z.string().trim().toLowerCase().pipe(z.email());

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port(3100),
  OBS_INTERNAL_PORT: port(3101),
  /** Address that the internal port listens on; in a container, one on its networks. */
  OBS_INTERNAL_HOST: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
  /** Shared with the gate and the scraper of the internal port; generated into OBS_DATA_DIR when not set. */
  OBS_INTERNAL_SECRET: z.string().min(32).optional(),
  OBS_DATA_DIR: z.string().min(1).default(".data"),
  /**
   * Directory of files named by public id: the gate refuses these tokens without asking. OBS_DATA_DIR/gate/deny when
   * not set.
   */
  OBS_DENY_DIR: z.string().min(1).optional(),
  /** The gate's access log, which the console reads. OBS_DATA_DIR/gate/log/access.log when not set. */
  OBS_GATE_LOG: z.string().min(1).optional(),
  /** How often the console sends a request of its own through the gate, to prove that the log still reaches it. */
  OBS_GATE_CANARY_SECONDS: seconds(60, 1, 60),
  DATABASE_URL: z.string().startsWith("file:").optional(),
  VICTORIAMETRICS_URL: url.default("http://127.0.0.1:8428"),
  JAEGER_URL: url.default("http://127.0.0.1:16686"),
  INGEST_PUBLIC_URL: rootUrl,
  // Requested exactly as given: a trailing slash can be part of the route.
  API_HEALTH_URL: z.url({ protocol: /^https?$/ }).optional(),
  GRAFANA_PUBLIC_URL: linkedUrl,
  /**
   * Grafana as this console reaches it, for its health; with a viewer's token also for its data sources and dashboards.
   */
  OBS_GRAFANA_URL: optionalUrl,
  OBS_GRAFANA_TOKEN: z.string().min(1).optional(),
  JAEGER_PUBLIC_URL: linkedUrl,
  DOZZLE_PUBLIC_URL: linkedUrl,
  OBS_SCRAPE_INTERVAL_SECONDS: seconds(15, 1, 300),
  /** Window of the verdict and the tiles. */
  OBS_VERDICT_WINDOW_SECONDS: seconds(300, 10, 3600),
  /** Share of requests that honeyDue traces (plan: 0.1 in production, 1 in development). */
  OBS_TRACE_SAMPLING_RATIO: z.coerce.number().gt(0).max(1).default(0.1),
  /** The console's address in the browser; https makes the session cookie Secure. Default: the local port. */
  NEXTAUTH_URL: rootUrl,
  /** Encrypts the session cookie; lib/auth/session-secret.ts says where it comes from when this is not set. */
  NEXTAUTH_SECRET: z.string().min(32).optional(),
  /** The first admin, created as long as there is no user. */
  OBS_ADMIN_EMAIL: emailAddress.optional(),
  OBS_ADMIN_PASSWORD: z.string().min(12).max(200).optional(),
  /** Addresses or networks whose X-Forwarded-For is trusted. */
  OBS_TRUSTED_PROXIES: list.refine((items) => items.every((item) => parseAddressRange(item) !== null), {
    error: "Must be addresses or networks separated by commas, for example 127.0.0.1,10.0.0.0/8.",
  }),
  /**
   * Addresses of this host or the stack, with or without a port, that webhooks and mail may go to:
   * "127.0.0.1:2525,[::1]:25".
   */
  OBS_LOCAL_RECEIVERS: list,
  /** Sign-in through an OpenID Connect provider: these three together, and who may sign in. */
  OBS_OIDC_ISSUER: optionalUrl,
  OBS_OIDC_CLIENT_ID: z.string().min(1).optional(),
  OBS_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OBS_OIDC_ALLOWED_EMAILS: list,
  OBS_OIDC_ALLOWED_DOMAIN: z.string().trim().toLowerCase().optional(),
  /** unix:///path or tcp://host:port of the Docker Engine API, best behind a read-only proxy; not set: no Docker. */
  DOCKER_HOST: z.string().optional(),
  /** How often resources are sampled; one figure per minute is kept. */
  OBS_SAMPLE_INTERVAL_SECONDS: seconds(15, 1, 60),
  /** Where the host's /proc, cgroup files and kernel log are mounted, for a console in a container. */
  OBS_PROC_DIR: z.string().default("/proc"),
  OBS_CGROUP_ROOT: z.string().default("/sys/fs/cgroup"),
  OBS_KMSG_FILE: z.string().default("/dev/kmsg"),
  /** The file that deploy/systemd/honeydue-obs-kernel-log.service keeps; where set, /dev/kmsg is not read. */
  OBS_KERNEL_LOG_FILE: z.string().optional(),
  /** Data directories of the three services, for their sizes. The disk that holds the first one is the one watched. */
  OBS_VICTORIAMETRICS_DATA: z.string().optional(),
  OBS_JAEGER_DATA: z.string().optional(),
  OBS_GRAFANA_DATA: z.string().optional(),
  /** Jaeger's own metrics: spans received, refused, written. */
  OBS_JAEGER_METRICS_URL: optionalUrl,
  /** scripts/move/migrate.mjs, where the console may start it for a rehearsal; `npm start` sets it. */
  OBS_MOVE_SCRIPT: z.string().min(1).optional(),
  /** Two public resolvers that are asked besides the host's own, as address or address:port. */
  OBS_DNS_RESOLVERS: list.transform((items) => (items.length > 0 ? items : ["1.1.1.1", "9.9.9.9"])),
  /** The authoritative server of the hosts' zone, when it is not to be looked up. */
  OBS_DNS_AUTHORITATIVE: z.string().min(1).optional(),
  OBS_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

const checked = schema.superRefine((value, context) => {
  const oidc = ["OBS_OIDC_ISSUER", "OBS_OIDC_CLIENT_ID", "OBS_OIDC_CLIENT_SECRET"] as const;
  const missing = oidc.filter((name) => value[name] === undefined);
  if (missing.length === oidc.length) return;
  for (const name of missing) {
    context.addIssue({ code: "custom", path: [name], message: "Set it too: the OBS_OIDC_ variables belong together." });
  }
  if (value.OBS_OIDC_ALLOWED_EMAILS.length > 0 || value.OBS_OIDC_ALLOWED_DOMAIN) return;
  const message = "Set it (or OBS_OIDC_ALLOWED_DOMAIN): without it nobody could sign in through the provider.";
  context.addIssue({ code: "custom", path: ["OBS_OIDC_ALLOWED_EMAILS"], message });
});

type Derived = { DATABASE_URL: string; NEXTAUTH_URL: string; OBS_DENY_DIR: string; OBS_GATE_LOG: string };
export type Env = Omit<z.infer<typeof schema>, keyof Derived> & Derived;

/**
 * Parses an environment. Throws an error that names each wrong variable, what it holds, and what it takes; empty
 * optional variables count as not set.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = checked.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(
      `The environment is not usable. Fix these variables (README, "Settings") and start again:\n${lines.join("\n")}`,
    );
  }
  const dataDir = path.resolve(parsed.data.OBS_DATA_DIR);
  return {
    ...parsed.data,
    OBS_DATA_DIR: dataDir,
    NEXTAUTH_URL: parsed.data.NEXTAUTH_URL ?? `http://127.0.0.1:${parsed.data.PORT}`,
    DATABASE_URL: parsed.data.DATABASE_URL ?? `file:${path.join(dataDir, "console.db")}`,
    OBS_DENY_DIR: path.resolve(parsed.data.OBS_DENY_DIR ?? path.join(dataDir, "gate/deny")),
    OBS_GATE_LOG: path.resolve(parsed.data.OBS_GATE_LOG ?? path.join(dataDir, "gate/log/access.log")),
  };
}

let cached: Env | undefined;

/** The process's environment, parsed once. Throws as `parseEnv` does. */
export function env(): Env {
  if (!cached) {
    cached = parseEnv(process.env);
    // next-auth reads this variable itself.
    process.env.NEXTAUTH_URL = cached.NEXTAUTH_URL;
  }
  return cached;
}
