import { type Span, tagText } from "@/lib/jaeger/trace";

/** The layers that time is spent in, in the order in which a request passes through them. */
export const layers = ["http", "service", "db", "b2", "push", "job"] as const;
export type Layer = (typeof layers)[number];

export const layerTitles: Record<Layer, string> = {
  http: "HTTP",
  service: "service code",
  db: "database",
  b2: "B2 upload",
  push: "push",
  job: "job",
};

const httpKeys = ["http.request.method", "http.method", "http.route"];
const dbKeys = ["db.system", "db.system.name", "db.statement", "db.query.text", "db.sql.table"];
const hasAny = (span: Span, keys: readonly string[]) => keys.some((key) => Object.hasOwn(span.tags, key));

/** The layer of a span, by its attributes (old and new conventions) and by the names that the plan fixes. */
export function layerOf(span: Span): Layer {
  if (span.name.startsWith("gorm.") || hasAny(span, dbKeys)) return "db";
  if (span.name.startsWith("b2.")) return "b2";
  if (/^(apns|fcm)\./.test(span.name)) return "push";
  if (span.name.startsWith("asynq.") || span.kind === "consumer") return "job";
  if (span.kind === "server" || hasAny(span, httpKeys)) return "http";
  return "service";
}

/** What a span worked on, where its name does not say so: table, bucket, task type. Empty when nothing says. */
export function targetOf(span: Span): string {
  const keys = ["db.sql.table", "db.collection.name", "db.sql.table.name", "bucket", "aws.s3.bucket", "task.type"];
  for (const key of keys) {
    const text = tagText(span.tags, key);
    if (text && !span.name.includes(text)) return text;
  }
  return "";
}
