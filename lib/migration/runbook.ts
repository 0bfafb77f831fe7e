import { formatDuration } from "@/lib/format/quantity";

/** Where the commands run: a stack that install.sh made, or the plain programs of `npm start`. */
export type Box = { kind: "installed" } | { kind: "plain"; script: string; dataDir: string };
export type RunbookStep = { text: string; command?: string };
type Facts = { target: string | null; names: readonly string[]; gapMs: number | null; box: Box };

/** How the script is called on this box. */
export const scriptOf = (box: Box) =>
  box.kind === "installed" ? "sudo /opt/honeydue-obs/migrate.sh" : `OBS_DATA_DIR=${box.dataDir} node ${box.script}`;

/** How the script is read, the target as it takes it, and what the new box needs. */
function wordsOf(box: Box, target: string) {
  const host = target.includes(":") ? `[${target}]` : target;
  if (box.kind === "installed") {
    return {
      read: "less /opt/honeydue-obs/migrate.sh",
      to: `--to root@${host} --forward-to https://${host}`,
      needs: "Ubuntu 24.04 with Docker, nginx, rsync and 512 MB of swap; root reaches it by ssh with a key.",
    };
  }
  return {
    read: `less ${box.script.replace(/scripts\/move\/[^/]*$/, "deploy/migrate.sh")}`,
    to: `--to ${host}:${box.dataDir} --forward-to http://${host}:8080`,
    needs:
      "the same clone at the same path with its packages, nginx and rsync; this user reaches it by ssh with a key.",
  };
}

/** The steps of a move for a person, with the real values: shown, copied line by line, printed. */
export function writeRunbook({ target, names, gapMs, box }: Facts): RunbookStep[] {
  const hosts = names.join(", ") || "the three hosts";
  const script = scriptOf(box);
  const { read, to, needs } = wordsOf(box, target ?? "ADDRESS");
  const gap = gapMs === null ? "not known before a rehearsal" : `about ${formatDuration(gapMs)}`;
  return [
    { text: `A day before: lower the TTL of ${hosts} to 300 s.` },
    { text: "Read the script: all that it does stands there.", command: read },
    { text: "Rehearse. Its times are on this page.", command: `${script} rehearse` },
    { text: `The new box: ${needs}` },
    { text: "Look at both boxes and print what would be done.", command: `${script} move ${to} --dry-run` },
    {
      text: `Move. The gap is ${gap}. If it stops at a step, it says why; the same command goes on from there.`,
      command: `${script} move ${to}`,
    },
    {
      text: `Change the address records of ${hosts} to ${target ?? "the new box"}; remove IPv6 records that lead to the old one.`,
    },
    {
      text: "On the new box's console, wait here until the old box may be switched off. Who still has the old address is passed on and loses nothing.",
    },
    {
      text: "To go back, on the old box, at any time before it is switched off. What the new box took in meanwhile stays there. If the new box is dead, add --new-box-off.",
      command: `${script} rollback`,
    },
    {
      text: "Switch the old box off, close the move above, and on the new box believe the old one no longer.",
      command: `${script} close`,
    },
  ];
}
