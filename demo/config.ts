import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);

const schema = z
  .object({
    DEMO_PORT: port.default(8000),
    DEMO_CONTROL_PORT: port.optional(),
    DEMO_OTLP_URL: z.url().endsWith("/v1/traces").optional(),
    DEMO_TOKEN_FILE: z.string().min(1).optional(),
    DEMO_REQUESTS_PER_SECOND: z.coerce.number().min(0).max(500).default(5),
    DEMO_BATCH_DELAY_MS: z.coerce.number().int().min(50).default(5000),
    DEMO_SEED: z.coerce.number().int().default(42),
  })
  .transform((raw) => ({
    port: raw.DEMO_PORT,
    controlPort: raw.DEMO_CONTROL_PORT ?? raw.DEMO_PORT + 1,
    otlpUrl: raw.DEMO_OTLP_URL,
    tokenFile: raw.DEMO_TOKEN_FILE,
    requestsPerSecond: raw.DEMO_REQUESTS_PER_SECOND,
    batchDelayMs: raw.DEMO_BATCH_DELAY_MS,
    seed: raw.DEMO_SEED,
  }));

export type DemoConfig = z.infer<typeof schema>;

/** Reads the demo's environment. Throws an error that names each wrong variable. */
export function readConfig(source: Record<string, string | undefined>): DemoConfig {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The demo's environment is not usable:\n${lines.join("\n")}`);
}
