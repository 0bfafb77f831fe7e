// A small API that uses every snippet, with a database and a Redis of its own in memory: the console's tests run it.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"go.opentelemetry.io/contrib/instrumentation/github.com/labstack/echo/otelecho"

	"honeydue/obs/prom"
	"honeydue/obs/tracing"
)

const drain = 5 * time.Second

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	flush, err := tracing.Start(ctx, tracing.Config{
		Endpoint:    os.Getenv("OBS_TRACES_URL"),
		TokenFile:   os.Getenv("OBS_INGEST_TOKEN_FILE"),
		Environment: os.Getenv("APP_ENV"),
		Version:     os.Getenv("APP_VERSION"),
	})
	if err != nil {
		return err
	}
	db, err := openDatabase()
	if err != nil {
		return err
	}
	queue, err := startJobs()
	if err != nil {
		return err
	}

	server := echo.New()
	server.HideBanner = true
	// The order matters: metrics see what tracing made of the request, and both see what Recover made of a panic.
	server.Use(prom.Middleware(), otelecho.Middleware(tracing.ServiceName, otelecho.WithSkipper(isMetrics)),
		middleware.Recover())
	server.GET("/metrics", echo.WrapHandler(prom.Handler()))
	(&api{db: db, queue: queue.client}).register(server)

	go func() {
		if err := server.Start(os.Getenv("LISTEN")); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
			stop()
		}
	}()
	<-ctx.Done()
	last, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	err = errors.Join(server.Shutdown(last), queue.stop(), flush(last))
	return err
}

// A scrape every 15 s is nobody's request.
func isMetrics(c echo.Context) bool { return c.Path() == "/metrics" }
