package prom

import (
	"errors"
	"time"

	"gorm.io/gorm"
)

const startedAtKey = "prom:started_at"

// GormPlugin times every statement: db.Use(prom.GormPlugin{}). It needs no context.
type GormPlugin struct{}

// Name is how GORM tells plugins apart.
func (GormPlugin) Name() string { return "prom" }

// Initialize registers the callbacks.
func (GormPlugin) Initialize(db *gorm.DB) error {
	callback := db.Callback()
	start := func(tx *gorm.DB) { tx.InstanceSet(startedAtKey, time.Now()) }
	stop := func(operation string) func(*gorm.DB) {
		return func(tx *gorm.DB) {
			if startedAt, ok := tx.InstanceGet(startedAtKey); ok {
				took := time.Since(startedAt.(time.Time))
				gormDuration.WithLabelValues(tx.Statement.Table, operation).Observe(took.Seconds())
			}
		}
	}
	return errors.Join(
		callback.Query().Before("gorm:query").Register("prom:before_query", start),
		// Before the preloads, each of which is a query of its own: their time would be counted twice.
		callback.Query().After("gorm:query").Before("gorm:preload").Register("prom:after_query", stop("query")),
		callback.Create().Before("gorm:create").Register("prom:before_create", start),
		callback.Create().After("gorm:create").Before("gorm:save_after_associations").
			Register("prom:after_create", stop("create")),
		callback.Update().Before("gorm:update").Register("prom:before_update", start),
		callback.Update().After("gorm:update").Before("gorm:save_after_associations").
			Register("prom:after_update", stop("update")),
		callback.Delete().Before("gorm:delete").Register("prom:before_delete", start),
		callback.Delete().After("gorm:delete").Register("prom:after_delete", stop("delete")),
		callback.Row().Before("gorm:row").Register("prom:before_row", start),
		callback.Row().After("gorm:row").Register("prom:after_row", stop("row")),
		callback.Raw().Before("gorm:raw").Register("prom:before_raw", start),
		callback.Raw().After("gorm:raw").Register("prom:after_raw", stop("raw")),
	)
}
