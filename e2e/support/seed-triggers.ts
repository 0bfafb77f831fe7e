import { createClient, type InStatement } from "@libsql/client";
import { chunkStartMs, packChunk } from "../../lib/resources/chunk";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Runs statements in one transaction on the database of a running stack. */
async function write(databaseUrl: string, statements: InStatement[]): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 10_000 });
  await client.batch(statements, "write");
  client.close();
}

/**
 * Makes the host's available memory of the last `minutes` what is given, and lets the console judge these minutes as if
 * it had just been installed.
 */
export async function seedMemory(databaseUrl: string, minutes: number, bytes: number): Promise<void> {
  const lastMs = Math.floor(Date.now() / minuteMs) * minuteMs;
  const firstMs = lastMs - (minutes - 1) * minuteMs;
  const slot = { min: bytes, max: bytes, average: bytes };
  const statements: InStatement[] = [];
  for (let startMs = chunkStartMs("minute", firstMs); startMs <= lastMs; startMs += hourMs) {
    const slots = Array.from({ length: 60 }, (_, index) => {
      const atMs = startMs + index * minuteMs;
      return atMs >= firstMs && atMs <= lastMs ? slot : null;
    });
    statements.push({
      sql: `INSERT INTO resource_chunk (resolution, subject, figure, start_ms, data) VALUES ('minute', 'host', 'memAvailableBytes', ?, ?)
            ON CONFLICT DO UPDATE SET data = excluded.data`,
      args: [startMs, packChunk("minute", slots)],
    });
  }
  await write(databaseUrl, [...statements, "DELETE FROM trigger_watch"]);
}

/** Puts an OOM kill of ClickHouse into the database, as the reader of the kernel log does. */
export async function seedClickhouseKill(databaseUrl: string): Promise<void> {
  const line = "Memory cgroup out of memory: Killed process 4321 (clickhouse-serv) total-vm:9kB, anon-rss:8kB";
  await write(databaseUrl, [
    {
      sql: `INSERT INTO kernel_oom_kill (boot_id, cursor, at, comm, pid, "constraint", victim, lines)
            VALUES ('journey', ?, ?, 'clickhouse-serv', 4321, 'memcg', 'clickhouse', ?)`,
      args: [crypto.randomUUID(), new Date().toISOString(), JSON.stringify([line])],
    },
  ]);
}
