import { z } from "zod";

/** What happened to a container. `timeNano` is the engine's, a decimal string since it exceeds a double. */
export type DockerEvent = {
  action: "oom" | "die" | "start";
  containerId: string;
  name: string;
  project: string | null;
  service: string | null;
  exitCode: number | null;
  atMs: number;
  timeNano: string;
};

export const eventActions = ["oom", "die", "start"] as const;
const eventSchema = z.object({
  Type: z.literal("container"),
  Action: z.enum(eventActions),
  Actor: z.object({ ID: z.string().min(12), Attributes: z.record(z.string(), z.string()).nullish() }),
  time: z.number(),
});

/** One line of the engine's event stream; null for what is not one of the events we asked for. */
export function parseEvent(line: string): DockerEvent | null {
  let body: unknown;
  try {
    body = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = eventSchema.safeParse(body);
  if (!parsed.success) return null;
  const { Action, Actor, time } = parsed.data;
  const labels = Actor.Attributes ?? {};
  const exitCode = Number(labels.exitCode ?? Number.NaN);
  // As text: nanoseconds since 1970 do not fit a double.
  const timeNano = /"timeNano":\s*(\d{1,20})/.exec(line)?.[1] ?? `${time}000000000`;
  return {
    action: Action,
    containerId: Actor.ID,
    name: labels.name ?? Actor.ID.slice(0, 12),
    project: labels["com.docker.compose.project"] ?? null,
    service: labels["com.docker.compose.service"] ?? null,
    exitCode: Number.isInteger(exitCode) ? exitCode : null,
    atMs: Number(timeNano.slice(0, -6)),
    timeNano,
  };
}
