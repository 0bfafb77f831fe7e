import "server-only";
import type { Actor } from "@/lib/actor/actor";
import { findLostRows, type LostRows } from "@/lib/audit/find-lost-rows";
import { recordAudit } from "@/lib/audit/record-audit";
import type { WitnessEntry } from "@/lib/audit/witness";
import { writeTransaction } from "@/lib/db/write-transaction";
import { auditHref } from "@/lib/links/routes";
import { raiseAlert } from "@/lib/notify/raise-alert";
import { logger } from "@/lib/runtime/logger";
import { forgetSessions } from "./load-session";
import { lockUsers } from "./lock-users";

const actor: Actor = { kind: "system", name: "restore" };
const shownMax = 40;

/** Ids of the users who, by the newest entry that is remembered of them, were disabled. */
export function disabledSince(lost: readonly WitnessEntry[]): string[] {
  const last = new Map<string, string>();
  for (const { action, subjectId } of lost) {
    if (action === "user.disable" || action === "user.enable" || action === "user.recover") last.set(subjectId, action);
  }
  return [...last].filter(([, action]) => action === "user.disable").map(([id]) => id);
}

/** "user.disable eve@obs.test (2026-11-28 10:00 UTC, by admin@obs.test)" */
const lineOf = ({ atMs, action, subjectName, actor: by }: WitnessEntry) =>
  `${action} ${subjectName} (${new Date(atMs).toISOString().slice(0, 16).replace("T", " ")} UTC, by ${by})`;

function textOf({ knownSeq, foundSeq, lost }: LostRows): string {
  const passwords = lost.filter(({ action }) => /password|use-link|recover/.test(action)).map((one) => one.subjectName);
  const lines = [
    `The database ends its audit log at row ${foundSeq}; this console had written row ${knownSeq}. All sessions and links were ended, and users who were disabled since are disabled again.`,
    passwords.length > 0
      ? `An older password works again for ${[...new Set(passwords)].join(", ")}: have it changed.`
      : "",
    lost.length > 0
      ? `Undone, as far as it is remembered: ${lost.slice(-shownMax).map(lineOf).join("; ")}.`
      : "What was undone is not remembered.",
  ];
  return lines.filter(Boolean).join(" ");
}

/**
 * Where an older database was put back (or the last writes were lost), ends what it would revive: all sessions and
 * links, and users who were disabled since. Says so in the audit log and as an alert, with what was undone. Returns
 * whether there was anything to end. Throws as Prisma does.
 */
export async function endRevived(): Promise<boolean> {
  const found = await findLostRows();
  if (!found) return false;
  logger().error({ known: found.knownSeq, found: found.foundSeq }, "the database is older than what was written here");
  await writeTransaction(async (tx) => {
    await lockUsers(tx);
    const sessions = await tx.session.deleteMany();
    const links = await tx.oneTimeLink.deleteMany();
    const where = { id: { in: disabledSince(found.lost) }, disabledAt: null };
    const disabled = await tx.user.updateMany({ where, data: { disabledAt: new Date() } });
    const after = {
      rowsKnown: found.knownSeq,
      rowsFound: found.foundSeq,
      sessionsEnded: sessions.count,
      linksEnded: links.count,
      usersDisabledAgain: disabled.count,
      undone: found.lost.slice(-shownMax).map(lineOf),
    };
    const subject = { kind: "database", id: "console", name: "database" };
    await recordAudit(tx, { actor, action: "database.restored", subject, after });
  });
  forgetSessions();
  await raiseAlert({
    key: "audit:restored",
    severity: "bad",
    title: "An older database was put back",
    text: textOf(found),
    href: auditHref({ action: "database.restored" }),
  });
  return true;
}
