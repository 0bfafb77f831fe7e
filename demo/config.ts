import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z
  .object({
    DEMO_ADDRESS: z.union([z.ipv4(), z.ipv6()]).default("127.0.0.1"),
    DEMO_PORT: port.default(8000),
    DEMO_CONTROL_PORT: port.optional(),
    DEMO_OTLP_URL: z
      .url({ protocol: /^https?$/, error: "is no http or https URL" })
      .endsWith("/v1/traces", "must be the full URL, which ends in /v1/traces")
      .optional(),
    DEMO_TOKEN_FILE: z.string().optional(),
    DEMO_REQUESTS_PER_SECOND: z.coerce.number().min(0).max(500).default(5),
    DEMO_BATCH_DELAY_MS: z.coerce.number().int().min(50).max(60_000).default(5000),
    DEMO_HOST_NAME: z.string().max(100).default("honeydue-api-demo"),
    DEMO_SEED: z.coerce
      .number()
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .default(42),
    DEMO_ROLLOUT_STEP: z.coerce.number().int().min(0).max(4).default(4),
  })
  .transform((raw) => ({
    address: raw.DEMO_ADDRESS,
    port: raw.DEMO_PORT,
    controlPort: raw.DEMO_CONTROL_PORT ?? raw.DEMO_PORT + 1,
    otlpUrl: raw.DEMO_OTLP_URL,
    tokenFile: raw.DEMO_TOKEN_FILE,
    requestsPerSecond: raw.DEMO_REQUESTS_PER_SECOND,
    batchDelayMs: raw.DEMO_BATCH_DELAY_MS,
    hostName: raw.DEMO_HOST_NAME,
    seed: raw.DEMO_SEED,
    rolloutStep: raw.DEMO_ROLLOUT_STEP,
  }))
  .refine(({ port: api, controlPort }) => api !== controlPort && controlPort <= 65_535, {
    path: ["DEMO_CONTROL_PORT"],
    error: "must be a port of its own (without a value it is DEMO_PORT + 1)",
  });

export type DemoConfig = z.infer<typeof schema>;

/** Reads the demo's environment; an empty variable counts as absent. Throws an error that names each wrong variable. */
export function readConfig(source: Record<string, string | undefined>): DemoConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The demo's environment is not usable:\n${lines.join("\n")}`);
}
