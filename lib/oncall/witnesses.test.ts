import { describe, expect, it } from "vitest";
import { diagnose } from "./diagnosis/diagnose";
import type { Facts } from "./diagnosis/facts/types";
import * as of from "./diagnosis/testing/facts";
import { allFaults } from "./diagnosis/testing/faults";
import { buildWitnesses } from "./witnesses";

const witnesses = (known: Facts) => buildWitnesses(known, diagnose(known));
const codes = (known: Facts) =>
  Object.fromEntries(witnesses(known).list.map(({ name, code, health }) => [name, `${health} ${code}`]));
const calm = { scrape: "ok ok", spans: "ok ok", probe: "ok ok" };
const named = (name: string) => allFaults.find((fault) => fault.name === name)?.facts ?? of.facts();

describe("the witnesses", () => {
  it("are all well on a calm day", () => expect(codes(of.facts())).toEqual(calm));

  it.each([
    ["the API is down", { ...calm, scrape: "bad down", probe: "bad no-answer" }],
    ["users cannot reach the API", { ...calm, probe: "bad no-answer" }],
    ["the health URL answers 503", { ...calm, probe: "bad bad-status" }],
    ["vmagent finds no pod, and the API answers", { ...calm, scrape: "bad gone" }],
    ["one pod of three is down", { ...calm, scrape: "warn partly-up" }],
    ["the traces token is revoked", { ...calm, spans: "bad refused" }],
    ["the metrics token is revoked", { ...calm, scrape: "bad refused" }],
    ["the gate is down", { ...calm, scrape: "bad path-broken", spans: "bad path-broken" }],
    ["the API sends no traces any more", { ...calm, spans: "warn silent" }],
    ["vmagent's clock is 5 min behind", { ...calm, scrape: "warn path-broken" }],
    ["the API's clock is 10 min behind", { ...calm, spans: "warn path-broken" }],
    ["Jaeger is down", { ...calm, spans: "unknown unasked" }],
    ["Jaeger is only late", { ...calm, spans: "unknown not-yet" }],
    ["VictoriaMetrics is down", { ...calm, scrape: "unknown unasked" }],
    ["VictoriaMetrics hangs", { ...calm, scrape: "unknown not-yet" }],
    ["no scrape has arrived yet", { ...calm, scrape: "unknown none-seen", spans: "unknown none-seen" }],
    ["an idle API sends no spans", { ...calm, spans: "unknown none-seen" }],
  ])("%s", (name, expected) => expect(codes(named(name))).toEqual(expected));

  it("say why the probe is missing", () =>
    expect(codes(of.facts({ probe: null }))).toMatchObject({ probe: "unknown not-set" }));

  it("never show a negative age when clocks differ", () => {
    const ages = witnesses(named("vmagent's clock is 5 min ahead")).list.map(({ ageMs }) => ageMs ?? 0);
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0);
  });
});
