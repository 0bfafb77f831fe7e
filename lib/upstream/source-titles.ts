import type { Source } from "@/lib/measured";

/** What the programs are called in sentences that people read. */
export const sourceTitles: Record<Source, string> = {
  victoriametrics: "VictoriaMetrics",
  jaeger: "Jaeger",
  grafana: "Grafana",
  gate: "The ingest gate",
  api: "The API",
  database: "The database",
  receiver: "The receiver",
  docker: "Docker",
  console: "This console",
};
