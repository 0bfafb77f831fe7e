-- CreateTable
CREATE TABLE "notify_channel" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "min_severity" TEXT NOT NULL DEFAULT 'warn',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);

-- CreateTable
CREATE TABLE "alert" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    "open_key" TEXT,
    "severity" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "href" TEXT NOT NULL,
    "raised_at" DATETIME NOT NULL,
    "resolved_at" DATETIME,
    "resolved_text" TEXT,
    "acknowledged_at" DATETIME,
    "acknowledged_by" TEXT,
    "acknowledge_reason" TEXT
);

-- CreateTable
CREATE TABLE "alert_delivery" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "alert_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" DATETIME NOT NULL,
    "next_attempt_at" DATETIME NOT NULL,
    "settled_at" DATETIME,
    "note" TEXT,
    CONSTRAINT "alert_delivery_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alert" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "alert_delivery_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "notify_channel" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "trigger_firing" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "trigger" TEXT NOT NULL,
    "open_trigger" TEXT,
    "reason" TEXT NOT NULL,
    "started_at" DATETIME NOT NULL,
    "fired_at" DATETIME NOT NULL,
    "cleared_at" DATETIME,
    "cleared_reason" TEXT,
    "acknowledged_at" DATETIME,
    "acknowledged_by" TEXT,
    "acknowledge_reason" TEXT,
    "evidence" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "trigger_watch" (
    "trigger" TEXT NOT NULL PRIMARY KEY,
    "evaluated_until" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "notify_channel_name_key" ON "notify_channel"("name");

-- CreateIndex
CREATE UNIQUE INDEX "alert_open_key_key" ON "alert"("open_key");

-- CreateIndex
CREATE INDEX "alert_key_raised_at_idx" ON "alert"("key", "raised_at");

-- CreateIndex
CREATE INDEX "alert_resolved_at_idx" ON "alert"("resolved_at");

-- CreateIndex
CREATE INDEX "alert_delivery_state_next_attempt_at_idx" ON "alert_delivery"("state", "next_attempt_at");

-- CreateIndex
CREATE INDEX "alert_delivery_alert_id_idx" ON "alert_delivery"("alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "trigger_firing_open_trigger_key" ON "trigger_firing"("open_trigger");

-- CreateIndex
CREATE INDEX "trigger_firing_trigger_fired_at_idx" ON "trigger_firing"("trigger", "fired_at");
