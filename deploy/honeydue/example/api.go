package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/glebarez/sqlite"
	"github.com/hibiken/asynq"
	"github.com/labstack/echo/v4"
	"github.com/uptrace/opentelemetry-go-extra/otelgorm"
	"gorm.io/gorm"

	"honeydue/obs/jobs"
	"honeydue/obs/prom"
	"honeydue/obs/spans"
)

type document struct {
	ID    uint
	Title string
	Pages []page
}

type page struct {
	ID         uint
	DocumentID uint
}

func openDatabase() (*gorm.DB, error) {
	db, err := gorm.Open(sqlite.Open("file::memory:?cache=shared"), &gorm.Config{})
	if err != nil {
		return nil, err
	}
	if err := db.AutoMigrate(&document{}, &page{}); err != nil {
		return nil, err
	}
	// Statements without their values: those are people's data, and Jaeger keeps them for 7 days.
	return db, errors.Join(db.Use(prom.GormPlugin{}), db.Use(otelgorm.NewPlugin(otelgorm.WithoutQueryVariables())))
}

type api struct {
	db    *gorm.DB
	queue *asynq.Client
}

func (a *api) register(server *echo.Echo) {
	server.GET("/api/health/", func(c echo.Context) error { return c.NoContent(http.StatusOK) })
	server.GET("/api/documents/", a.list)
	server.POST("/api/documents/", a.create)
	server.GET("/api/broken/", func(echo.Context) error { return errors.New("broken on purpose") })
	server.GET("/api/panic/", func(echo.Context) error { panic("on purpose") })
}

func (a *api) list(c echo.Context) error {
	var found []document
	err := spans.Service(c.Request().Context(), "ListDocuments", func(ctx context.Context) error {
		return a.db.WithContext(ctx).Preload("Pages").Limit(20).Find(&found).Error
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, found)
}

func (a *api) create(c echo.Context) error {
	err := spans.Service(c.Request().Context(), "CreateDocument", func(ctx context.Context) error {
		if err := a.db.WithContext(ctx).Create(&document{Title: "private words", Pages: []page{{}}}).Error; err != nil {
			return err
		}
		if err := upload(ctx); err != nil {
			return err
		}
		task := jobs.NewTask(ctx, "document:thumbnail", []byte(`{"id":1}`), asynq.Queue("default"))
		if _, err := a.queue.EnqueueContext(ctx, task); err != nil {
			return err
		}
		// A push that fails must not fail the request.
		_ = spans.APNsSend(ctx, c.QueryParam("device"), send)
		return nil
	})
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusCreated)
}

// Stands for minio's PutObject.
func upload(ctx context.Context) error {
	object := spans.Object{Bucket: "honeydue-documents", Key: "a/b.pdf", MIMEType: "application/pdf", SizeBytes: 81920}
	return spans.PutObject(ctx, object, func(context.Context) error {
		time.Sleep(20 * time.Millisecond)
		return nil
	})
}

// Stands for Apple's answer.
func send(context.Context) (spans.PushAnswer, error) {
	time.Sleep(10 * time.Millisecond)
	return spans.PushAnswer{StatusCode: http.StatusOK}, nil
}
