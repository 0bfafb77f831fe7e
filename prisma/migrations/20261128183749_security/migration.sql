-- Columns are added, not tables made anew: bodies of capsules need not be copied, and nothing hangs on foreign keys.
ALTER TABLE "user" ADD COLUMN "code_failures" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "user" ADD COLUMN "code_locked_until" DATETIME;
ALTER TABLE "session" ADD COLUMN "needs_factor" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "session" ADD COLUMN "asked_at" DATETIME;
ALTER TABLE "token" ADD COLUMN "is_honey" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "capsule" ADD COLUMN "is_protected" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "passkey" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "public_key" BLOB NOT NULL,
    "counter" INTEGER NOT NULL,
    "transports" TEXT NOT NULL DEFAULT '',
    "created_at" DATETIME NOT NULL,
    "last_used_at" DATETIME,
    CONSTRAINT "passkey_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "passkey_user_id_idx" ON "passkey"("user_id");
