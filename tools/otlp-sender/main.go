// Sends spans as honeyDue's API does: the Go SDK's batch processor and OTLP/HTTP exporter with their own retry. For
// the tests of the gate. Endpoint and headers by OTEL_EXPORTER_OTLP_TRACES_*; prints what happened as one JSON line.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

func main() {
	count, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "usage: otlp-sender COUNT")
		os.Exit(2)
	}
	var failures atomic.Int64
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		failures.Add(1)
		fmt.Fprintln(os.Stderr, err)
	}))
	ctx := context.Background()
	exporter, err := otlptracehttp.New(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	service := resource.NewSchemaless(attribute.String("service.name", "otlp-sender"))
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter, sdktrace.WithBatchTimeout(500*time.Millisecond)),
		sdktrace.WithResource(service),
	)
	tracer := provider.Tracer("otlp-sender")
	// As large as a span of a database query is.
	attributes := trace.WithAttributes(
		attribute.String("db.system", "postgresql"),
		attribute.String("db.sql.table", "residences"),
		attribute.String("db.operation", "select"),
		attribute.Int("db.rows_affected", 1),
		attribute.String("db.statement", "SELECT * FROM \"residences\" WHERE owner_id = 42 AND is_active = true "+
			"AND \"residences\".\"deleted_at\" IS NULL ORDER BY \"residences\".\"created_at\" DESC LIMIT 50"),
	)
	ids := []string{}
	for i := 0; i < count; i++ {
		_, span := tracer.Start(ctx, fmt.Sprintf("span %d", i), attributes)
		ids = append(ids, span.SpanContext().TraceID().String())
		span.End()
		time.Sleep(200 * time.Millisecond)
	}
	if err := provider.Shutdown(ctx); err != nil {
		failures.Add(1)
		fmt.Fprintln(os.Stderr, err)
	}
	line, _ := json.Marshal(map[string]any{"traceIds": ids, "failedExports": failures.Load()})
	fmt.Println(string(line))
}
