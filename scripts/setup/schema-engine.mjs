import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

/** @typedef {import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine} SchemaEngine */

/** @type {Promise<typeof import("@prisma/schema-engine-wasm/schema_engine_bg")> | undefined} */
let loaded;

/** Instantiates the WebAssembly engine once: Node cannot import a .wasm file, which the package's entry does. */
async function loadEngine() {
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  // The type declarations leave out the two hooks of wasm-bindgen.
  const hooks = /** @type {{ __wbg_set_wasm(exports: WebAssembly.Exports): void }} */ (/** @type {unknown} */ (engine));
  const bytes = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": engine });
  hooks.__wbg_set_wasm(instance.exports);
  /** @type {() => void} */ (instance.exports.__wbindgen_start)();
  return engine;
}

/**
 * Runs `use` with Prisma's schema engine connected to a SQLite file, then closes both. Throws what the engine throws:
 * an Error whose message is the engine's own.
 * @template T
 * @param {{ databaseUrl: string, timeoutMs: number, datamodels?: [string, string][] }} options
 * @param {(engine: SchemaEngine) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withSchemaEngine({ databaseUrl, timeoutMs, datamodels }, use) {
  loaded ??= loadEngine();
  const { SchemaEngine } = await loaded;
  const { PrismaLibSql } = await import("@prisma/adapter-libsql");
  const { bindMigrationAwareSqlAdapterFactory } = await import("@prisma/driver-adapter-utils");
  const factory = bindMigrationAwareSqlAdapterFactory(new PrismaLibSql({ url: databaseUrl, timeout: timeoutMs }));
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}
