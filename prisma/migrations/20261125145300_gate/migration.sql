-- CreateTable
CREATE TABLE "token_clock" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "seq" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "token_notice" (
    "public_id" TEXT NOT NULL,
    "days_before" INTEGER NOT NULL,
    "raised_at" DATETIME NOT NULL,
    "dismissed_at" DATETIME,

    PRIMARY KEY ("public_id", "days_before")
);

-- CreateTable
CREATE TABLE "token_source" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "public_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "token_usage" (
    "source_id" INTEGER NOT NULL,
    "minute" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "failed" INTEGER NOT NULL,

    PRIMARY KEY ("source_id", "minute")
);

-- CreateTable
CREATE TABLE "refusal" (
    "hour" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "public_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL,

    PRIMARY KEY ("hour", "kind", "public_id", "scope", "address", "agent")
);

-- CreateTable
CREATE TABLE "gate_proof" (
    "minute" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

-- CreateTable
CREATE TABLE "gate_log_position" (
    "inode" TEXT NOT NULL PRIMARY KEY,
    "head" TEXT NOT NULL,
    "offset" INTEGER NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "token_source_public_id_scope_address_agent_key" ON "token_source"("public_id", "scope", "address", "agent");

-- CreateIndex
CREATE INDEX "token_usage_minute_idx" ON "token_usage"("minute");

-- CreateIndex
CREATE UNIQUE INDEX "audit_event_hash_key" ON "audit_event"("hash");

-- CreateIndex
CREATE INDEX "audit_event_at_idx" ON "audit_event"("at");

-- CreateIndex
CREATE INDEX "audit_event_subject_kind_subject_id_idx" ON "audit_event"("subject_kind", "subject_id");

-- CreateIndex
CREATE UNIQUE INDEX "token_name_key_key" ON "token"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "token_replaces_key" ON "token"("replaces");

-- CreateIndex
CREATE INDEX "token_change_seq_idx" ON "token"("change_seq");
