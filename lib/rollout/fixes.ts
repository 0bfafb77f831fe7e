import type { CheckCode } from "@/lib/plan/rollout-steps";
import type { Fix } from "./types";

/** Lines of deploy/honeydue, which a test compiles and runs; fixes.test.ts holds them equal to the files. */
const prom = (text: string): Fix => ({ language: "go", where: "deploy/honeydue/prom/metrics.go", text });

/** What to paste where a check is not met: the plan's own stack, with the plan's names. */
export const fixes: Partial<Record<CheckCode, Fix>> = {
  "stack-limits": {
    language: "yaml",
    where: "compose.yaml, each of the three services",
    text: `mem_limit: 256m
memswap_limit: 256m # jaeger: 512m, badger needs swap`,
  },
  "hosts-answer": {
    language: "sh",
    where: "on the VPS",
    text: `sudo nginx -t && sudo systemctl reload nginx
deploy/verify.sh`,
  },
  "token-required": {
    language: "nginx",
    where: "the gate's vhost (deploy/nginx/gate.conf.template)",
    text: `location = /api/v1/write {
  if ($tok_pub = "") { return 401; }
  if (-f /var/lib/honeydue-obs/deny/$tok_pub) { return 401; }
  auth_request /ingest-auth;
  proxy_pass http://127.0.0.1:8428;
}`,
  },
  "grafana-metrics": {
    language: "yaml",
    where: "grafana/provisioning/datasources",
    text: `- name: VictoriaMetrics
  uid: victoriametrics
  type: prometheus
  url: http://victoriametrics:8428`,
  },
  "grafana-traces": {
    language: "yaml",
    where: "grafana/provisioning/datasources",
    text: `- name: Jaeger
  uid: jaeger
  type: jaeger
  url: http://jaeger:16686`,
  },
  "metric-http": prom(`httpDuration = histogram("http_request_duration_seconds", "HTTP request latency by route.",
	[]float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}, "route", "method", "status")`),
  "metric-gorm":
    prom(`gormDuration = histogram("gorm_query_duration_seconds", "GORM query latency by table and operation.",
	[]float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1}, "table", "operation")`),
  "metric-b2": prom(`b2Duration = histogram("b2_upload_duration_seconds", "Backblaze B2 upload latency.",
	[]float64{.1, .25, .5, 1, 2, 3, 5, 10, 30}, "bucket", "result")`),
  "metric-apns": prom(
    `apnsDuration = histogram("apns_send_duration_seconds", "APNs send latency.", pushBuckets, "result")`,
  ),
  "metric-fcm": prom(
    `fcmDuration  = histogram("fcm_send_duration_seconds", "FCM send latency.", pushBuckets, "result")`,
  ),
  "scrape-interval": {
    language: "yaml",
    where: "vmagent's scrape configuration",
    text: "global:\n  scrape_interval: 15s",
  },
  vmagent: {
    language: "yaml",
    where: "deploy/k3s/vmagent.yaml",
    text: `spec:
  replicas: 1
  strategy:
    type: Recreate`,
  },
  "login-trace": {
    language: "go",
    where: "cmd/api/main.go",
    text: `otel.SetTracerProvider(tracerProvider)
e.Use(otelecho.Middleware("honeydue-api"))`,
  },
  "root-spans": {
    language: "go",
    where: "wherever a span is started",
    text: `// ctx of the request, never context.Background()
ctx, span := tracer.Start(ctx, "service.CreateDocument")
defer span.End()`,
  },
  sampling: {
    language: "go",
    where: "deploy/honeydue/tracing/tracing.go",
    text: `ratio := sdktrace.TraceIDRatioBased(productionRatio)
// A traceparent from outside decides nothing here: anybody could have every request of theirs traced, or none.
return sdktrace.ParentBased(ratio,
	sdktrace.WithRemoteParentSampled(ratio), sdktrace.WithRemoteParentNotSampled(ratio))`,
  },
  "span-b2": {
    language: "go",
    where: "deploy/honeydue/spans/spans.go",
    text: `ctx, span := tracer.Start(ctx, "b2.PutObject", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
	attribute.String("bucket", object.Bucket),
	attribute.String("key", object.Key),
	attribute.String("mime_type", object.MIMEType),
	attribute.Int64("size_bytes", object.SizeBytes),
))
defer span.End()`,
  },
  "span-apns": {
    language: "go",
    where: "deploy/honeydue/spans/spans.go",
    text: `digest := sha256.Sum256([]byte(deviceToken))
ctx, span := tracer.Start(ctx, "apns.send", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
	attribute.String("device_token_hash", hex.EncodeToString(digest[:8])),
))
defer span.End()`,
  },
  "span-asynq": {
    language: "go",
    where: "deploy/honeydue/jobs/jobs.go",
    text: `trace.WithSpanKind(trace.SpanKindConsumer),
trace.WithAttributes(
	attribute.String("task.type", task.Type()),
	attribute.Int("retry_count", retries),
	attribute.Int("payload_size", len(task.Payload())),
),`,
  },
  "nested-request": {
    language: "go",
    where: "handlers and services",
    text: "document, err := h.documents.Create(c.Request().Context(), input)",
  },
  "sql-text": { language: "go", where: "internal/database/database.go", text: "err := db.Use(otelgorm.NewPlugin())" },
  "queries-in-requests": {
    language: "go",
    where: "every repository method",
    text: `func (r *TaskRepository) List(ctx context.Context, residenceID uint) ([]Task, error) {
	var tasks []Task
	err := r.db.WithContext(ctx).Where("residence_id = ?", residenceID).Find(&tasks).Error
	return tasks, err
}`,
  },
};
