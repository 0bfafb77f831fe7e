import "server-only";
import path from "node:path";
import { z } from "zod";

const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const optionalUrl = url.optional();
const seconds = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: port(3100),
  OBS_INTERNAL_PORT: port(3101),
  /** Shared with the gate and the scraper of the internal port; generated into OBS_DATA_DIR when not set. */
  OBS_INTERNAL_SECRET: z.string().min(32).optional(),
  OBS_DATA_DIR: z.string().min(1).default(".data"),
  DATABASE_URL: z.string().startsWith("file:").optional(),
  VICTORIAMETRICS_URL: url.default("http://127.0.0.1:8428"),
  JAEGER_URL: url.default("http://127.0.0.1:16686"),
  INGEST_PUBLIC_URL: optionalUrl,
  // Asked as it stands: a trailing slash can be part of the route.
  API_HEALTH_URL: z.url({ protocol: /^https?$/ }).optional(),
  GRAFANA_PUBLIC_URL: optionalUrl,
  JAEGER_PUBLIC_URL: optionalUrl,
  DOZZLE_PUBLIC_URL: optionalUrl,
  OBS_SCRAPE_INTERVAL_SECONDS: seconds(15, 1, 300),
  /** Window of the verdict and the tiles. */
  OBS_VERDICT_WINDOW_SECONDS: seconds(300, 10, 3600),
  /** Share of requests that honeyDue traces (plan: 0.1 in production, 1 in development). */
  OBS_TRACE_SAMPLING_RATIO: z.coerce.number().gt(0).max(1).default(0.1),
  /** The console's address in the browser; https adds Strict-Transport-Security. */
  NEXTAUTH_URL: optionalUrl,
  OBS_LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = Omit<z.infer<typeof schema>, "DATABASE_URL"> & { DATABASE_URL: string };

/**
 * Parses an environment. Throws an error that names each wrong variable, what it holds, and what it takes; empty
 * optional variables count as not set.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
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
    DATABASE_URL: parsed.data.DATABASE_URL ?? `file:${path.join(dataDir, "console.db")}`,
  };
}

let cached: Env | undefined;

/** The process's environment, parsed once. Throws as `parseEnv` does. */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}
