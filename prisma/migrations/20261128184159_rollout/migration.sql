-- CreateTable
CREATE TABLE "rollout_check" (
    "code" TEXT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL,
    "first_met_at" DATETIME,
    "last_met_at" DATETIME,
    "lost_at" DATETIME
);

-- CreateTable
CREATE TABLE "rollout_change" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "because" TEXT NOT NULL
);

-- CreateIndex
CREATE INDEX "rollout_change_at_idx" ON "rollout_change"("at");
