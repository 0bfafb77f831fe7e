-- CreateTable
CREATE TABLE "trace_snapshot" (
    "trace_id" TEXT NOT NULL PRIMARY KEY,
    "saved_at" DATETIME NOT NULL,
    "saved_by" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "started_at" DATETIME,
    "duration_ms" REAL NOT NULL,
    "failed" BOOLEAN NOT NULL,
    "span_count" INTEGER NOT NULL,
    "size_bytes" INTEGER NOT NULL,
    "omitted" INTEGER NOT NULL,
    "body" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "n_plus_one_problem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "service" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "table" TEXT NOT NULL,
    "first_seen_at" DATETIME NOT NULL,
    "last_seen_at" DATETIME NOT NULL,
    "clean_traces" INTEGER NOT NULL DEFAULT 0,
    "exemplar_trace_id" TEXT NOT NULL,
    "exemplar_at" DATETIME NOT NULL,
    "exemplar_queries" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "n_plus_one_hour" (
    "problem_id" TEXT NOT NULL,
    "hour_at" DATETIME NOT NULL,
    "times_seen" INTEGER NOT NULL,
    "queries" INTEGER NOT NULL,
    "wasted_ms" REAL NOT NULL,

    PRIMARY KEY ("problem_id", "hour_at"),
    CONSTRAINT "n_plus_one_hour_problem_id_fkey" FOREIGN KEY ("problem_id") REFERENCES "n_plus_one_problem" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "n_plus_one_coverage" (
    "hour_at" DATETIME NOT NULL PRIMARY KEY,
    "traces_read" INTEGER NOT NULL,
    "searches" INTEGER NOT NULL,
    "searched_to_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "trace_snapshot_saved_at_idx" ON "trace_snapshot"("saved_at");

-- CreateIndex
CREATE INDEX "n_plus_one_problem_route_idx" ON "n_plus_one_problem"("route");

-- CreateIndex
CREATE INDEX "n_plus_one_hour_hour_at_idx" ON "n_plus_one_hour"("hour_at");
