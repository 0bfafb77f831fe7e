-- CreateTable
CREATE TABLE "deploy" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "version" TEXT NOT NULL,
    "commit" TEXT NOT NULL DEFAULT '',
    "environment" TEXT NOT NULL DEFAULT '',
    "url" TEXT,
    "by" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    "started_at" DATETIME,
    "finished_at" DATETIME,
    "told_at" DATETIME NOT NULL,
    "token_id" TEXT NOT NULL,
    "token_name" TEXT NOT NULL,
    "once_key" TEXT
);

-- CreateTable
CREATE TABLE "version_sighting" (
    "version" TEXT NOT NULL,
    "stretch" INTEGER NOT NULL,
    "first_at" DATETIME NOT NULL,

    PRIMARY KEY ("stretch", "version")
);

-- CreateIndex
CREATE UNIQUE INDEX "deploy_once_key_key" ON "deploy"("once_key");

-- CreateIndex
CREATE INDEX "deploy_at_idx" ON "deploy"("at");
