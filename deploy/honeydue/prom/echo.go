package prom

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
)

// The client chooses the method, so any other word would become a series of its own.
var knownMethods = []string{
	http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete,
	http.MethodOptions,
}

func methodLabel(method string) string {
	if slices.Contains(knownMethods, method) {
		return method
	}
	return "OTHER"
}

// Middleware times every request by its route pattern ("/api/residences/:id/"), method and status. Register it first,
// before otelecho and Recover: it then sees what they made of errors and panics.
func Middleware() echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			startedAt := time.Now()
			err := next(c)
			if err != nil {
				// Until the error handler has run, the status is the 200 that nobody set.
				c.Error(err)
			}
			status := strconv.Itoa(c.Response().Status)
			httpDuration.WithLabelValues(c.Path(), methodLabel(c.Request().Method), status).
				Observe(time.Since(startedAt).Seconds())
			return err
		}
	}
}
