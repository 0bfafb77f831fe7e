import { z } from "zod";

/** The faults that can be switched on, each with its parameters and their defaults. */
export const faultSchemas = {
  "error-spike": z.object({
    route: z.string().default("GET /api/tasks/"),
    ratio: z.number().min(0).max(1).default(0.5),
  }),
  "slow-route": z.object({
    route: z.string().default("POST /api/documents/"),
    addMs: z.number().min(0).max(60_000).default(3000),
  }),
  "slow-db": z.object({ addMs: z.number().min(0).max(60_000).default(300) }),
  "b2-failing": z.object({}),
  "apns-bad-device-token": z.object({}),
  "scrape-hanging": z.object({}),
  "traces-stopped": z.object({}),
  "api-down": z.object({}),
  "redis-down": z.object({}),
} as const;

export type FaultName = keyof typeof faultSchemas;
export type FaultParameters<Name extends FaultName> = z.infer<(typeof faultSchemas)[Name]>;

export const faultNames = Object.keys(faultSchemas) as FaultName[];

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultSchemas, text);
}

/** Which faults are on. */
export class Faults {
  readonly #on = new Map<FaultName, unknown>();

  /** The parameters of a fault that is on, else undefined. */
  get<Name extends FaultName>(name: Name): FaultParameters<Name> | undefined {
    return this.#on.get(name) as FaultParameters<Name> | undefined;
  }

  /** Switches a fault on; throws a ZodError for wrong parameters. */
  on(name: FaultName, parameters: unknown): void {
    this.#on.set(name, faultSchemas[name].parse(parameters));
  }

  off(name: FaultName): void {
    this.#on.delete(name);
  }

  allOff(): void {
    this.#on.clear();
  }

  list(): { name: FaultName; on: boolean; parameters: unknown }[] {
    return faultNames.map((name) => ({
      name,
      on: this.#on.has(name),
      parameters: this.#on.get(name) ?? faultSchemas[name].parse({}),
    }));
  }
}
