-- CreateTable
CREATE TABLE "token" (
    "public_id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "name_key" TEXT,
    "format" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "cidrs" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL,
    "created_by" TEXT NOT NULL,
    "expires_at" DATETIME,
    "disabled_at" DATETIME,
    "revoked_at" DATETIME,
    "revoked_reason" TEXT,
    "refused_after_ms" INTEGER,
    "replaces" TEXT,
    "replaced_at" DATETIME,
    "rotation_ends_at" DATETIME,
    "change_seq" INTEGER NOT NULL
);

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

-- CreateIndex
CREATE UNIQUE INDEX "token_name_key_key" ON "token"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "token_replaces_key" ON "token"("replaces");

-- CreateIndex
CREATE INDEX "token_change_seq_idx" ON "token"("change_seq");
