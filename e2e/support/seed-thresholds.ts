import { createClient } from "@libsql/client";
import { defaultThresholds } from "../../lib/plan/thresholds";

/** Shortens what counts as silent, so that a journey sees it within seconds; all else stays as a new user has it. */
export async function seedThresholds(databaseUrl: string): Promise<void> {
  const thresholds = { ...defaultThresholds, metricsStaleSeconds: 8, spansStaleSeconds: 8 };
  const client = createClient({ url: databaseUrl });
  await client.execute({
    sql: "INSERT INTO setting (key, value, updated_at) VALUES ('thresholds', ?, CURRENT_TIMESTAMP)",
    args: [JSON.stringify(thresholds)],
  });
  client.close();
}
