package main

import (
	"context"
	"errors"

	"github.com/alicebob/miniredis/v2"
	"github.com/hibiken/asynq"

	"honeydue/obs/jobs"
	"honeydue/obs/prom"
)

type jobQueue struct {
	client *asynq.Client
	stop   func() error
}

func startJobs() (*jobQueue, error) {
	redis, err := miniredis.Run()
	if err != nil {
		return nil, err
	}
	connection := asynq.RedisClientOpt{Addr: redis.Addr()}
	client, inspector := asynq.NewClient(connection), asynq.NewInspector(connection)
	prom.Registry.MustRegister(jobs.Collector(inspector))
	mux := asynq.NewServeMux()
	mux.Use(jobs.Middleware)
	mux.HandleFunc("document:thumbnail", func(context.Context, *asynq.Task) error { return nil })
	worker := asynq.NewServer(connection, asynq.Config{Concurrency: 2, LogLevel: asynq.ErrorLevel})
	if err := worker.Start(mux); err != nil {
		return nil, err
	}
	stop := func() error {
		worker.Shutdown()
		err := errors.Join(client.Close(), inspector.Close())
		redis.Close()
		return err
	}
	return &jobQueue{client: client, stop: stop}, nil
}
