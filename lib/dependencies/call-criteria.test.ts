import { expect, it } from "vitest";
import { callCriteria, jobCriteria } from "./call-criteria";

it.each([
  ["database", ["tasks", "query"], false, { operation: "gorm.Query", attribute: "db.sql.table=tasks" }],
  ["database", [null, "row"], false, { operation: "gorm.Row" }],
  [
    "b2",
    ["honeydue-documents", "success"],
    false,
    { operation: "b2.PutObject", attribute: "bucket=honeydue-documents" },
  ],
  ["database", ["tasks", null], false, { operation: "gorm.Query", attribute: "db.sql.table=tasks" }],
  ["database", [], false, { operation: "gorm.Query" }],
  ["database", ["tasks", "raw query"], true, { operation: "gorm.Raw query", attribute: "db.sql.table=tasks" }],
  ["b2", [null, "success"], false, { operation: "b2.PutObject" }],
  ["push", ["APNs", "success"], false, { operation: "apns.send" }],
  ["b2", ["honeydue-documents", "error"], true, { operation: "b2.PutObject", attribute: "error=true" }],
  ["push", ["FCM", "success"], false, { operation: "fcm.send" }],
  ["push", ["APNs", "error"], true, { operation: "apns.send", attribute: "error=true" }],
] as const)("a row of %s, %o, leads to its spans", (lane, keys, failed, criteria) =>
  expect(callCriteria(lane, { keys: [...keys], failed })).toEqual(criteria),
);

it("a task type leads to its tries, or to those that failed; a queue, which spans do not name, to all jobs", () => {
  const type = "document:thumbnail";
  expect(jobCriteria({ type, failed: false })).toEqual({ operation: "asynq.document:thumbnail" });
  expect(jobCriteria({ type, failed: true })).toEqual({
    operation: "asynq.document:thumbnail",
    attribute: "error=true",
  });
  expect(jobCriteria(null)).toEqual({ attribute: "span.kind=consumer" });
});
