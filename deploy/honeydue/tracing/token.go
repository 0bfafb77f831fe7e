package tracing

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// exportTimeout bounds one attempt; the exporter repeats it where the gate asks for that (429, 503).
const exportTimeout = 10 * time.Second

// tokenTransport puts the ingest token on every request and reads it anew each time: Kubernetes replaces the file of a
// mounted Secret within about a minute, so a rotation needs no restart.
type tokenTransport struct {
	file string
	next http.RoundTripper
}

func (t tokenTransport) RoundTrip(request *http.Request) (*http.Response, error) {
	text, err := os.ReadFile(t.file)
	if err != nil {
		return nil, fmt.Errorf("the ingest token cannot be read: %w", err)
	}
	// A round tripper must not change the request that it was given.
	request = request.Clone(request.Context())
	request.Header.Set("Authorization", "Bearer "+strings.TrimSpace(string(text)))
	return t.next.RoundTrip(request)
}

func clientWithToken(file string) *http.Client {
	return &http.Client{Transport: tokenTransport{file: file, next: http.DefaultTransport}, Timeout: exportTimeout}
}
