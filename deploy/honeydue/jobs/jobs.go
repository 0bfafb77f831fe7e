// Package jobs traces asynq's tasks and shows its queues.
package jobs

import (
	"context"

	"github.com/hibiken/asynq"
	"github.com/hibiken/asynq/x/metrics"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var tracer = otel.Tracer("honeydue-api")

// NewTask is asynq.NewTask that remembers in which request the task was born.
func NewTask(ctx context.Context, taskType string, payload []byte, options ...asynq.Option) *asynq.Task {
	headers := propagation.MapCarrier{}
	otel.GetTextMapPropagator().Inject(ctx, headers)
	return asynq.NewTaskWithHeaders(taskType, payload, headers, options...)
}

// Middleware makes every try of a task a trace of its own, linked to the request that enqueued it:
// mux.Use(jobs.Middleware).
func Middleware(next asynq.Handler) asynq.Handler {
	return asynq.HandlerFunc(func(ctx context.Context, task *asynq.Task) error {
		born := otel.GetTextMapPropagator().Extract(ctx, propagation.MapCarrier(task.Headers()))
		retries, _ := asynq.GetRetryCount(ctx)
		options := []trace.SpanStartOption{
			trace.WithNewRoot(),
			trace.WithSpanKind(trace.SpanKindConsumer),
			trace.WithAttributes(
				attribute.String("task.type", task.Type()),
				attribute.Int("retry_count", retries),
				attribute.Int("payload_size", len(task.Payload())),
			),
		}
		if trace.SpanContextFromContext(born).IsValid() {
			options = append(options, trace.WithLinks(trace.LinkFromContext(born)))
		}
		ctx, span := tracer.Start(ctx, "asynq."+task.Type(), options...)
		defer span.End()
		err := next.ProcessTask(ctx, task)
		if err != nil {
			span.RecordError(err)
			span.SetStatus(codes.Error, err.Error())
		}
		return err
	})
}

// Collector shows the depth, age and failures of every queue: prom.Registry.MustRegister(jobs.Collector(inspector)).
func Collector(inspector *asynq.Inspector) prometheus.Collector {
	return metrics.NewQueueMetricsCollector(inspector)
}
