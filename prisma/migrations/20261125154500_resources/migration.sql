-- CreateTable
CREATE TABLE "resource_chunk" (
    "subject" TEXT NOT NULL,
    "figure" TEXT NOT NULL,
    "resolution" TEXT NOT NULL,
    "start_ms" BIGINT NOT NULL,
    "data" BLOB NOT NULL,

    PRIMARY KEY ("resolution", "subject", "figure", "start_ms")
);

-- CreateTable
CREATE TABLE "kernel_oom_kill" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "boot_id" TEXT NOT NULL,
    "cursor" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "comm" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,
    "total_vm_bytes" BIGINT,
    "anon_rss_bytes" BIGINT,
    "file_rss_bytes" BIGINT,
    "shmem_rss_bytes" BIGINT,
    "cgroup" TEXT,
    "constraint" TEXT NOT NULL,
    "container_id" TEXT,
    "container_name" TEXT,
    "victim" TEXT NOT NULL,
    "lines" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "container_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "container_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "subject" TEXT,
    "action" TEXT NOT NULL,
    "exit_code" INTEGER,
    "at" DATETIME NOT NULL,
    "time_nano" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "collector_state" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "resource_chunk_start_ms_idx" ON "resource_chunk"("start_ms");

-- CreateIndex
CREATE INDEX "kernel_oom_kill_at_idx" ON "kernel_oom_kill"("at");

-- CreateIndex
CREATE UNIQUE INDEX "kernel_oom_kill_boot_id_cursor_key" ON "kernel_oom_kill"("boot_id", "cursor");

-- CreateIndex
CREATE INDEX "container_event_at_idx" ON "container_event"("at");

-- CreateIndex
CREATE UNIQUE INDEX "container_event_container_id_action_time_nano_key" ON "container_event"("container_id", "action", "time_nano");
