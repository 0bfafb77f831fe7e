// Package prom holds the metrics that the console and its dashboards read: their names, labels and buckets.
package prom

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Registry is what /metrics shows; nothing that another package puts into the default registry gets in.
var Registry = prometheus.NewRegistry()

func histogram(name, help string, buckets []float64, labels ...string) *prometheus.HistogramVec {
	vec := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: buckets}, labels)
	Registry.MustRegister(vec)
	return vec
}

var pushBuckets = []float64{.01, .025, .05, .1, .25, .5, 1, 2.5}

var (
	httpDuration = histogram("http_request_duration_seconds", "HTTP request latency by route.",
		[]float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}, "route", "method", "status")
	gormDuration = histogram("gorm_query_duration_seconds", "GORM query latency by table and operation.",
		[]float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1}, "table", "operation")
	b2Duration = histogram("b2_upload_duration_seconds", "Backblaze B2 upload latency.",
		[]float64{.1, .25, .5, 1, 2, 3, 5, 10, 30}, "bucket", "result")
	apnsDuration = histogram("apns_send_duration_seconds", "APNs send latency.", pushBuckets, "result")
	fcmDuration  = histogram("fcm_send_duration_seconds", "FCM send latency.", pushBuckets, "result")
)

func init() {
	Registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	// Both results exist from the start: a series that is born with its first failure hides that failure from rate().
	for _, result := range []string{"success", "error"} {
		apnsDuration.WithLabelValues(result)
		fcmDuration.WithLabelValues(result)
	}
}

// Handler serves /metrics. Not for the public: only vmagent, inside the cluster, should reach it.
func Handler() http.Handler {
	return promhttp.HandlerFor(Registry, promhttp.HandlerOpts{})
}

func resultOf(err error) string {
	if err != nil {
		return "error"
	}
	return "success"
}

// ObserveB2Upload records one upload, from its first byte to B2's answer.
func ObserveB2Upload(bucket string, took time.Duration, err error) {
	b2Duration.WithLabelValues(bucket, resultOf(err)).Observe(took.Seconds())
}

// ObserveAPNsSend records one push to Apple.
func ObserveAPNsSend(took time.Duration, err error) {
	apnsDuration.WithLabelValues(resultOf(err)).Observe(took.Seconds())
}

// ObserveFCMSend records one push to Google.
func ObserveFCMSend(took time.Duration, err error) {
	fcmDuration.WithLabelValues(resultOf(err)).Observe(took.Seconds())
}
