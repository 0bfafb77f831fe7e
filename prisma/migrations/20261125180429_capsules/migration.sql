-- CreateTable
CREATE TABLE "capsule" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "window_start" DATETIME NOT NULL,
    "window_end" DATETIME NOT NULL,
    "created_at" DATETIME NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_by_id" TEXT,
    "state" TEXT NOT NULL,
    "failure" TEXT,
    "word" TEXT,
    "health" TEXT,
    "size_bytes" INTEGER NOT NULL DEFAULT 0,
    "body" BLOB
);

-- CreateIndex
CREATE INDEX "capsule_created_at_idx" ON "capsule"("created_at");
