import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { ZodError } from "zod";
import { type Faults, faultNames, isFaultName } from "./faults";
import type { RolloutStep } from "./rollout";

type Reply = { status: number; body: unknown };

/** The control endpoint, on a port of its own so that it answers while the API is "down". */
export function createControl(faults: Faults, rollout: RolloutStep): Server {
  return createServer((request, response) => {
    text(request).then(
      (body) => {
        const reply = answerControl({ faults, rollout }, request.method ?? "GET", request.url ?? "/", body);
        response.writeHead(reply.status, { "content-type": "application/json" }).end(`${JSON.stringify(reply.body)}\n`);
      },
      // The caller went away half way.
      () => response.destroy(),
    );
  });
}

/** Answers one control request: list, switch on, switch off, go to a step of the rollout. */
export function answerControl(
  { faults, rollout }: { faults: Faults; rollout: RolloutStep },
  method: string,
  url: string,
  body: string,
): Reply {
  const path = url.split("?")[0] ?? "";
  if (path === "/demo/rollout") return answerRollout(rollout, method, body);
  const match = /^\/demo\/faults(?:\/([^/]*))?$/.exec(path);
  if (!match) return refuse(404, "Ask /demo/faults, /demo/faults/{name} or /demo/rollout.");
  const name = match[1];
  if (name === undefined) {
    if (method === "DELETE") faults.allOff();
    else if (method !== "GET") return refuse(405, "GET lists the faults, DELETE switches all off.");
    return listing(faults);
  }
  if (!isFaultName(name)) return refuse(400, `There is no fault "${name}"; allowed: ${faultNames.join(", ")}.`);
  if (method === "DELETE") faults.off(name);
  else if (method !== "PUT") return refuse(405, "PUT switches it on, DELETE off.");
  else {
    try {
      faults.on(name, body.trim() === "" ? {} : JSON.parse(body));
    } catch (error) {
      return refuse(400, reasonOf(error));
    }
  }
  return listing(faults);
}

/** PUT {"step": 2} takes the imitation to that step of the plan, forwards or back. */
function answerRollout(rollout: RolloutStep, method: string, body: string): Reply {
  if (method !== "GET" && method !== "PUT") return refuse(405, "GET tells the step, PUT goes to another.");
  try {
    if (method === "PUT") rollout.go(JSON.parse(body));
  } catch (error) {
    return refuse(400, reasonOf(error));
  }
  return { status: 200, body: { step: rollout.step } };
}

const listing = (faults: Faults): Reply => ({ status: 200, body: { faults: faults.list() } });
const refuse = (status: number, error: string): Reply => ({ status, body: { error } });

function reasonOf(error: unknown): string {
  if (!(error instanceof ZodError)) return "The body is no JSON.";
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join("; ");
}
