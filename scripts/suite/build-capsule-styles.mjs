import { readFileSync } from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";
import { compile } from "tailwindcss";

const entry = "components/capsule-document/document.tsx";

/**
 * What a capsule's file is drawn with: our own modules, however far away.
 * @param {{ root: string }} options
 * @returns {Promise<string[]>} paths below `root`
 */
export async function capsuleModules({ root }) {
  const options = /** @type {const} */ ({ bundle: true, write: false, metafile: true, packages: "external" });
  const external = ["*/file-styles"];
  const { metafile } = await build({ ...options, absWorkingDir: root, entryPoints: [entry], external });
  return Object.keys(metafile.inputs);
}

/**
 * The style of a capsule's file: app/globals.css with just the classes that its components name, and those of the pages
 * that it is drawn with. Throws as esbuild and Tailwind do.
 * @param {{ root: string }} options
 * @returns {Promise<string>} CSS that loads nothing
 */
export async function buildCapsuleStyles({ root }) {
  const files = (await capsuleModules({ root })).filter((file) => file.startsWith("components/"));
  const words = files.flatMap((file) => readFileSync(path.join(root, file), "utf8").split(/[\s"'`{}]+/));
  const loadStylesheet = async (/** @type {string} */ id) => {
    const file = path.join(root, "node_modules", id, "index.css");
    return { path: file, base: root, content: readFileSync(file, "utf8") };
  };
  const compiler = await compile(readFileSync(path.join(root, "app/globals.css"), "utf8"), { loadStylesheet });
  const { code } = await transform(compiler.build([...new Set(words)].toSorted()), { loader: "css", minify: true });
  return code.trim();
}
