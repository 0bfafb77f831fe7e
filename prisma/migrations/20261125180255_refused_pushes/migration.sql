-- CreateTable
CREATE TABLE "refused_push" (
    "hour" INTEGER NOT NULL,
    "public_id" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "lost" INTEGER NOT NULL,
    "lost_bytes" BIGINT NOT NULL,
    "late" INTEGER NOT NULL,
    "first_at" DATETIME NOT NULL,
    "last_at" DATETIME NOT NULL,

    PRIMARY KEY ("hour", "public_id", "address", "agent", "reason")
);
