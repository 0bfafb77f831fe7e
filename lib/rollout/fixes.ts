import type { CheckCode } from "@/lib/plan/rollout-steps";
import type { Fix } from "./types";

const metricsFile = "internal/prom/metrics.go";

const histogram = (field: string, name: string, labels: string): Fix => ({
  language: "go",
  where: metricsFile,
  text: `${field} := prometheus.NewHistogramVec(prometheus.HistogramOpts{
	Name:    "${name}",
	Buckets: prometheus.DefBuckets,
}, []string{${labels}})
prometheus.MustRegister(${field})`,
});

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
  "metric-http": histogram("httpDuration", "http_request_duration_seconds", '"route", "method", "status"'),
  "metric-gorm": histogram("gormDuration", "gorm_query_duration_seconds", '"table", "operation"'),
  "metric-b2": histogram("b2Duration", "b2_upload_duration_seconds", '"bucket", "result"'),
  "metric-apns": histogram("apnsDuration", "apns_send_duration_seconds", '"result"'),
  "metric-fcm": histogram("fcmDuration", "fcm_send_duration_seconds", '"result"'),
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
    where: "cmd/api/main.go",
    text: `sampler := sdktrace.AlwaysSample()
if production {
	sampler = sdktrace.ParentBased(sdktrace.TraceIDRatioBased(0.1))
}`,
  },
  "span-b2": {
    language: "go",
    where: "storage_service.Upload",
    text: `ctx, span := tracer.Start(ctx, "b2.PutObject", trace.WithSpanKind(trace.SpanKindClient))
defer span.End()
span.SetAttributes(
	attribute.String("bucket", bucket),
	attribute.String("key", key),
	attribute.Int64("size_bytes", size),
	attribute.String("result", result), // "success" or "error"
)`,
  },
  "span-apns": {
    language: "go",
    where: "internal/push/apns.go",
    text: `sum := sha256.Sum256([]byte(deviceToken))
span.SetAttributes(
	attribute.String("device_token_hash", hex.EncodeToString(sum[:6])),
	attribute.Int("status_code", response.StatusCode),
	attribute.String("reason", response.Reason),
)`,
  },
  "span-asynq": {
    language: "go",
    where: "the asynq middleware",
    text: `retries, _ := asynq.GetRetryCount(ctx)
ctx, span := tracer.Start(ctx, "asynq."+task.Type(), trace.WithSpanKind(trace.SpanKindConsumer))
defer span.End()
span.SetAttributes(
	attribute.String("task.type", task.Type()),
	attribute.Int("retry_count", retries),
	attribute.Int("payload_size", len(task.Payload())),
)`,
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
