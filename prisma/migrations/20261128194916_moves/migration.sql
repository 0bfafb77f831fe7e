-- CreateTable
CREATE TABLE "move_plan" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "open" TEXT,
    "target_address" TEXT NOT NULL,
    "planned_at" DATETIME NOT NULL,
    "planned_by" TEXT NOT NULL,
    "ended_at" DATETIME,
    "ended_by" TEXT,
    "outcome" TEXT,
    "evidence" TEXT
);

-- CreateTable
CREATE TABLE "move_confirmation" (
    "item" TEXT NOT NULL PRIMARY KEY,
    "confirmed_at" DATETIME NOT NULL,
    "confirmed_by" TEXT NOT NULL,
    "note" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "forwarded_source" (
    "public_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL,

    PRIMARY KEY ("public_id", "scope", "address", "agent", "via")
);

-- CreateIndex
CREATE UNIQUE INDEX "move_plan_open_key" ON "move_plan"("open");
