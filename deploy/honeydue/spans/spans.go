// Package spans wraps the calls that leave the process: a span and an observation each, so that the dashboard's figure
// and the trace tell the same.
package spans

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"honeydue/obs/prom"
)

var tracer = otel.Tracer("honeydue-api")

func fail(span trace.Span, err error) {
	span.RecordError(err)
	span.SetStatus(codes.Error, err.Error())
}

// Service wraps one service method: "service.CreateDocument".
func Service(ctx context.Context, name string, work func(context.Context) error) error {
	ctx, span := tracer.Start(ctx, "service."+name)
	defer span.End()
	err := work(ctx)
	if err != nil {
		fail(span, err)
	}
	return err
}

// Object is what is uploaded.
type Object struct {
	Bucket, Key, MIMEType string
	SizeBytes             int64
}

// PutObject wraps the upload in storage_service.Upload.
func PutObject(ctx context.Context, object Object, upload func(context.Context) error) error {
	ctx, span := tracer.Start(ctx, "b2.PutObject", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("bucket", object.Bucket),
		attribute.String("key", object.Key),
		attribute.String("mime_type", object.MIMEType),
		attribute.Int64("size_bytes", object.SizeBytes),
	))
	defer span.End()
	startedAt := time.Now()
	err := upload(ctx)
	prom.ObserveB2Upload(object.Bucket, time.Since(startedAt), err)
	result := "success"
	if err != nil {
		result = "error"
		fail(span, err)
	}
	span.SetAttributes(attribute.String("result", result))
	return err
}

// PushAnswer is what Apple said: 200 and no reason, or why not.
type PushAnswer struct {
	StatusCode int
	Reason     string
}

// APNsSend wraps the round trip in push/apns.go. The device's token is hashed: it is a person's.
func APNsSend(ctx context.Context, deviceToken string, send func(context.Context) (PushAnswer, error)) error {
	digest := sha256.Sum256([]byte(deviceToken))
	ctx, span := tracer.Start(ctx, "apns.send", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		attribute.String("device_token_hash", hex.EncodeToString(digest[:8])),
	))
	defer span.End()
	startedAt := time.Now()
	answer, err := send(ctx)
	prom.ObserveAPNsSend(time.Since(startedAt), err)
	span.SetAttributes(attribute.Int("status_code", answer.StatusCode), attribute.String("reason", answer.Reason))
	if err != nil {
		fail(span, err)
	}
	return err
}
