import { z } from "zod";

const dayMs = 86_400_000;
const addMs = z.number().min(0).max(60_000);

/** The faults that can be switched on, each with its parameters and their defaults; some take one of the routes. */
function schemasOf(routeNames: readonly string[]) {
  const route = z.enum(routeNames);
  return {
    "error-spike": z.strictObject({
      route: route.default("GET /api/tasks/"),
      ratio: z.number().min(0).max(1).default(0.5),
    }),
    "slow-route": z.strictObject({ route: route.default("POST /api/documents/"), addMs: addMs.default(3000) }),
    "slow-db": z.strictObject({ addMs: addMs.default(300), factor: z.number().min(1).max(1000).default(1) }),
    "b2-failing": z.strictObject({}),
    "b2-slow": z.strictObject({ addMs: addMs.default(8000) }),
    "apns-bad-device-token": z.strictObject({}),
    "scrape-hanging": z.strictObject({}),
    "traces-stopped": z.strictObject({}),
    "api-down": z.strictObject({}),
    "redis-down": z.strictObject({}),
    "jobs-failing": z.strictObject({ ratio: z.number().min(0).max(1).default(0.6) }),
    "workers-stopped": z.strictObject({}),
    "clock-off": z.strictObject({ offsetMs: z.number().min(-dayMs).max(dayMs).default(-600_000) }),
    "no-load": z.strictObject({}),
    sampled: z.strictObject({ ratio: z.number().min(0).max(1).default(0.1) }),
  } as const;
}

type Schemas = ReturnType<typeof schemasOf>;
export type FaultName = keyof Schemas;
export type FaultParameters<Name extends FaultName> = z.infer<Schemas[Name]>;

export const faultNames = [
  "error-spike",
  "slow-route",
  "slow-db",
  "b2-failing",
  "b2-slow",
  "apns-bad-device-token",
  "scrape-hanging",
  "traces-stopped",
  "api-down",
  "redis-down",
  "jobs-failing",
  "workers-stopped",
  "clock-off",
  "no-load",
  "sampled",
] as const satisfies readonly FaultName[];

export function isFaultName(text: string): text is FaultName {
  return faultNames.some((name) => name === text);
}

/** Which faults are on. */
export class Faults {
  readonly #schemas: Schemas;
  readonly #on: { [Name in FaultName]?: FaultParameters<Name> } = {};

  constructor(routeNames: readonly string[]) {
    this.#schemas = schemasOf(routeNames);
  }

  /** The parameters of a fault that is on, else undefined. */
  get<Name extends FaultName>(name: Name): FaultParameters<Name> | undefined {
    return this.#on[name];
  }

  isOn(name: FaultName): boolean {
    return this.#on[name] !== undefined;
  }

  /** Switches a fault on; throws a ZodError for wrong parameters. */
  on(name: FaultName, parameters: unknown): void {
    Object.assign(this.#on, { [name]: this.#schemas[name].parse(parameters) });
  }

  off(name: FaultName): void {
    delete this.#on[name];
  }

  allOff(): void {
    for (const name of faultNames) this.off(name);
  }

  /** Every fault, with the parameters it has, or would get without a body. */
  list(): { name: FaultName; on: boolean; parameters: unknown }[] {
    return faultNames.map((name) => ({
      name,
      on: this.isOn(name),
      parameters: this.get(name) ?? this.#schemas[name].parse({}),
    }));
  }
}
