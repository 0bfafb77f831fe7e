import { type Actor, mayManage } from "@/lib/actor/actor";
import type { AuditEvent } from "./audit-event";

const privateKeys = /^(address|addresses|userAgent|email)$/;
/** What follows the name in an address, of whatever alphabet. */
const domainPattern = /(?<=\S)@[\p{L}\p{N}_.-]+/gu;
const hidden = "(hidden)";

/** "admin@obs.test" as "admin@...": enough to tell people apart, not enough to write to them. */
const shortened = (text: string) => text.replace(domainPattern, "@...");

function masked(value: unknown, key = ""): unknown {
  if (typeof value === "string") return privateKeys.test(key) ? hidden : shortened(value);
  if (Array.isArray(value)) return value.map((item) => masked(item, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, masked(item, name)]));
}

/** An entry without anybody's address, user agent and e-mail; who did what to what stays. */
export function withoutPeople(event: AuditEvent): AuditEvent {
  const { actorName, subject, before, after } = event;
  return {
    ...event,
    actorName: shortened(actorName),
    subject: { ...subject, name: shortened(subject.name) },
    before: masked(before),
    after: masked(after),
  };
}

/** An entry as the actor may see it: admins all of it, viewers all of their own and no others' private data. */
export function forActor(actor: Actor, event: AuditEvent): AuditEvent {
  const isOwn = actor.kind === "user" && event.actorId === actor.userId;
  return mayManage(actor) || isOwn ? event : withoutPeople(event);
}
