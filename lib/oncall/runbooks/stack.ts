import { compose } from "./commands";
import type { RunbookOf } from "./types";

/** Runbooks without a finding of their own: the stack's budget, disk, tokens and move. */
export const stackSlugs = ["budget", "oom-kill", "disk-filling", "token-expiring", "migration"] as const;
export type StackSlug = (typeof stackSlugs)[number];

export const stackRunbooks: Record<StackSlug, RunbookOf> = {
  budget: (values) => ({
    title: "The stack outgrows its budget",
    means:
      "One of the three services comes near the 256 MB that the kernel holds it to. It is killed there, not slowed.",
    steps: [
      { text: "The budget page names the service and what grew." },
      {
        text: "See it live.",
        command: `docker stats --no-stream $(docker ps -qf label=com.docker.compose.project=${values.composeProject})`,
      },
      { text: "VictoriaMetrics: too many series. Jaeger: too many spans. Grafana: restart it." },
    ],
    see: ["budget", "rollout"],
  }),
  "oom-kill": (values) => ({
    title: "The kernel killed a program for memory",
    means:
      "One of ours starts again by itself. ClickHouse of PostHog is a reason to move the stack: its trigger fires.",
    steps: [
      { text: "The budget page has the kernel's lines and what grew in the hour before." },
      {
        text: "See it in the kernel's own words.",
        command: "journalctl -k --since '-1 hour' | grep -iE 'oom|killed process'",
      },
      { text: "Was it Jaeger? It needs swap.", command: `swapon --show; ${compose(values, "ps jaeger")}` },
    ],
    see: ["budget", "triggers"],
  }),
  "disk-filling": (values) => ({
    title: "A disk fills up",
    means: "VictoriaMetrics goes read-only before the disk is full; Jaeger does not, and neither does PostHog.",
    steps: [
      { text: "See what takes the room.", command: `df -h ${values.home}; sudo du -sh ${values.home}/data/*` },
      {
        text: "Badger frees disk late, and enforces no cap: a shorter TTL takes effect after its files are rewritten.",
      },
    ],
    see: ["budget", "triggers"],
  }),
  "token-expiring": () => ({
    title: "A token is about to expire",
    means: "From then on its pushes are refused: metrics wait at vmagent, spans are lost.",
    steps: [
      { text: "Rotate it on the tokens page: the old one works until the new one was seen on every source." },
      { text: "Store the new secret where the old one was. vmagent reads it again by itself." },
    ],
    see: ["tokens"],
  }),
  migration: (values) => ({
    title: "Move the stack to another box",
    means: "About 30 minutes. Metrics wait at vmagent meanwhile; the old gate forwards what still comes to it.",
    steps: [
      { text: "Is it really time? Any one of the three triggers is enough." },
      { text: "The migration page says what is missing, what the gap costs, and has the commands with your values." },
      { text: "Rehearse first: it changes nothing here.", command: `sudo ${values.home}/migrate.sh rehearse` },
      {
        text: "Look at both boxes; nothing is changed.",
        command: `sudo ${values.home}/migrate.sh move --to root@ADDRESS --dry-run`,
      },
      {
        text: "Move. Where it stops it says why, and the same command goes on from there.",
        command: `sudo ${values.home}/migrate.sh move --to root@ADDRESS --forward-to https://ADDRESS`,
      },
      { text: "To go back to the old box.", command: `sudo ${values.home}/migrate.sh rollback` },
    ],
    see: ["migration", "triggers", "budget"],
  }),
};
