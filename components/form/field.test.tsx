import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Field } from "./field";
import { PrimaryButton } from "./primary-button";

const base = { label: "Name", value: "x", onChange: () => {} };
const attribute = (markup: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(markup)?.[1];

it("ties its label, hint and error to the input", () => {
  const markup = renderToStaticMarkup(<Field {...base} hint="Who sends." error="Is taken." />);
  const id = attribute(markup, "for") ?? "";
  expect(markup).toContain(`<input id="${id}"`);
  expect(attribute(markup, "aria-describedby")).toBe(`${id}-hint ${id}-error`);
  expect(markup).toContain('aria-invalid="true"');
  expect(markup).toMatch(new RegExp(`id="${id}-error" role="alert"[^>]*>Is taken\\.`));
});

it("says nothing of an error where there is none", () => {
  const markup = renderToStaticMarkup(<Field {...base} />);
  expect(markup).not.toMatch(/aria-invalid|aria-describedby|role="alert"/);
});

it("takes numbers by their unit, several lines, and hides a password behind a button", () => {
  expect(renderToStaticMarkup(<Field {...base} unit="ms" />)).toContain('inputMode="decimal"');
  expect(renderToStaticMarkup(<Field {...base} rows={3} />)).toMatch(/<textarea[^>]*rows="3"/);
  const password = renderToStaticMarkup(<Field {...base} type="password" />);
  expect(password).toContain('type="password"');
  expect(password).toContain('aria-pressed="false"');
});

it("a button submits unless it does something of its own, and says what is under way without losing the focus", () => {
  expect(renderToStaticMarkup(<PrimaryButton>Save</PrimaryButton>)).toContain('type="submit"');
  const busy = renderToStaticMarkup(
    <PrimaryButton pending busy="Saving" onClick={() => {}}>
      Save
    </PrimaryButton>,
  );
  expect(busy).toMatch(/type="button" aria-disabled="true"[^>]*>Saving</);
  expect(busy).not.toContain(" disabled");
});
