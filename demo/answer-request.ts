import { setTimeout as sleep } from "node:timers/promises";
import { routeName } from "./routes/index";
import type { Match, Route } from "./routes/route";
import type { Outcome } from "./server-span";
import { HttpError, Panic, type Scope } from "./world";

const reply = (message: string) => `{"message":"${message}"}\n`;

/** What a request gets: its handler's answer, or what Echo and its Recover middleware make of an error. */
export async function answerRequest(scope: Scope, method: string, { pattern, route, id }: Match): Promise<Outcome> {
  if (!pattern) return refuse(404, "Not Found");
  if (!route && method === "OPTIONS") return { status: 204, body: "" };
  if (!route) return refuse(405, "Method Not Allowed");
  try {
    const { status, bytes } = await callHandler(scope, route, id);
    return { status, body: bytes > 0 ? `{"data":"${".".repeat(Math.max(0, bytes - 12))}"}\n` : "" };
  } catch (error) {
    if (error instanceof Panic) return { status: 500, body: reply("Internal Server Error") };
    if (!(error instanceof HttpError)) throw error;
    // The client of a server error is told nothing; the trace holds the raw text.
    const message = error.status >= 500 ? "Internal Server Error" : (error.message.split("message=")[1] ?? "");
    return { status: error.status, body: reply(message), error: error.message };
  }
}

async function callHandler(scope: Scope, route: Route, id: number) {
  const { random } = scope;
  const name = routeName(route);
  await sleep(random.latencyMs(1.5));
  const slow = scope.world.faults.get("slow-route");
  const spike = scope.world.faults.get("error-spike");
  const hit = spike?.route === name && random.fork(0).chance(spike.ratio);
  return route.handle(
    {
      ...scope,
      delayMs: slow?.route === name ? slow.addMs : undefined,
      failure: hit ? "demo: error spike" : undefined,
    },
    id,
  );
}

const refuse = (status: number, message: string): Outcome => ({
  status,
  body: reply(message),
  error: `code=${status}, message=${message}`,
});
