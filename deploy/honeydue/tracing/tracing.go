// Package tracing sends the API's spans to the gate.
package tracing

import (
	"context"
	"fmt"
	"os"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
)

// ServiceName is what the console searches for, and the argument of otelecho.Middleware.
const ServiceName = "honeydue-api"

// Attributes are cut here: Jaeger's store refuses a span with one above 65 kB, and memory is short.
const attributeBytesMax = 4096

const productionRatio = 0.1

// Config comes from the environment of the Pod.
type Config struct {
	// Endpoint is the gate's URL, https://obs.88oakapps.com/v1/traces.
	Endpoint string
	// TokenFile is the mounted key of the Secret obs-ingest.
	TokenFile string
	// Environment is "production" or anything else; only production samples.
	Environment string
	// Version is told with every span: by it the console sees deploys that nobody announced.
	Version string
}

func samplerFor(environment string) sdktrace.Sampler {
	if environment != "production" {
		return sdktrace.AlwaysSample()
	}
	ratio := sdktrace.TraceIDRatioBased(productionRatio)
	// A traceparent from outside decides nothing here: anybody could have every request of theirs traced, or none.
	return sdktrace.ParentBased(ratio,
		sdktrace.WithRemoteParentSampled(ratio), sdktrace.WithRemoteParentNotSampled(ratio))
}

// Start sets the global tracer provider. Call the function it returns at shutdown, with a deadline of a few seconds:
// it sends what is still waiting. Losing the gate never fails the API: spans are dropped and logged.
func Start(ctx context.Context, config Config) (func(context.Context) error, error) {
	if _, err := os.Stat(config.TokenFile); err != nil {
		return nil, fmt.Errorf("OBS_INGEST_TOKEN_FILE: %w", err)
	}
	exporter, err := otlptracehttp.New(ctx,
		otlptracehttp.WithEndpointURL(config.Endpoint),
		otlptracehttp.WithCompression(otlptracehttp.GzipCompression),
		otlptracehttp.WithHTTPClient(clientWithToken(config.TokenFile)))
	if err != nil {
		return nil, err
	}
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	attributes := resource.NewSchemaless(
		attribute.String("service.name", ServiceName),
		attribute.String("service.version", config.Version),
		attribute.String("deployment.environment.name", config.Environment),
		attribute.String("host.name", host),
	)
	limits := sdktrace.NewSpanLimits()
	limits.AttributeValueLengthLimit = attributeBytesMax
	provider := sdktrace.NewTracerProvider(
		sdktrace.WithBatcher(exporter),
		sdktrace.WithResource(attributes),
		sdktrace.WithSampler(samplerFor(config.Environment)),
		sdktrace.WithRawSpanLimits(limits),
	)
	otel.SetTracerProvider(provider)
	otel.SetTextMapPropagator(propagation.TraceContext{})
	return provider.Shutdown, nil
}
