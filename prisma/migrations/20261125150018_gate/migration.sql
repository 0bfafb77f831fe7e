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
