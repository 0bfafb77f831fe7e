import { budgetServices, composeProject } from "@/lib/plan/budget";
import type { ProgramSubject } from "./sample-types";

const proxyServices = ["proxy", "gate", "nginx"];

/**
 * Which of our programs a container is; null for any other. `ownId`: the start of the console's own container id, if
 * any.
 */
export function subjectOfContainer(
  container: { id: string; project: string | null; service: string | null },
  ownId: string | null,
): ProgramSubject | null {
  if (ownId !== null && container.id.startsWith(ownId)) return "console";
  if (container.project !== composeProject) return null;
  const service = budgetServices.find((name) => name === container.service);
  if (service) return service;
  if (container.service === "console") return "console";
  return proxyServices.includes(container.service ?? "") ? "proxy" : null;
}

/** The start of a container id that Docker gives a container as its host name; null for any other name. */
export function containerIdOfHostname(hostname: string): string | null {
  return /^[0-9a-f]{12}$/.test(hostname) ? hostname : null;
}
