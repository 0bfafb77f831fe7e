import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { tracesHref } from "@/lib/links/routes";
import { rangeKeys } from "@/lib/ranges/ranges";
import type { CriteriaName, RawCriteria } from "@/lib/traces/search/read-criteria";

type Props = {
  raw: RawCriteria;
  errors: Partial<Record<CriteriaName, string>>;
  routes: readonly string[];
  services: readonly string[];
};

const label = "flex min-w-0 flex-col gap-0.5 text-2xs text-ink-2";

/** The search as a form that works without a script: what it asks for is the page's URL. */
export function SearchForm({ raw, errors, routes, services }: Props) {
  const field = (name: CriteriaName, more: { placeholder?: string; list?: string; inputMode?: "numeric" } = {}) => (
    <input
      name={name}
      defaultValue={raw[name] ?? ""}
      aria-invalid={errors[name] ? true : undefined}
      aria-describedby={errors[name] ? `${name}-error` : undefined}
      maxLength={300}
      autoComplete="off"
      className="field w-full"
      {...more}
    />
  );
  return (
    <form
      method="get"
      action={tracesHref()}
      className="grid grid-cols-2 gap-x-3 gap-y-2 px-3 pb-3 md:grid-cols-4 lg:grid-cols-8"
    >
      <Field name="route" title="Route" errors={errors} className="col-span-2">
        {field("route", { placeholder: "POST /api/documents/", list: "trace-routes" })}
      </Field>
      <Field name="operation" title="Holds a span" errors={errors}>
        {field("operation", { placeholder: "b2.PutObject" })}
      </Field>
      <Field name="status" title="Ended as" errors={errors}>
        <select name="status" defaultValue={raw.status ?? ""} className="field w-full">
          <option value="">anything</option>
          <option value="failed">failed</option>
          {["2xx", "3xx", "4xx", "5xx"].map((status) => (
            <option key={status}>{status}</option>
          ))}
          {raw.status && !/^([2345]xx|failed)$/.test(raw.status) ? <option>{raw.status}</option> : null}
        </select>
      </Field>
      <Field name="min" title="Took at least" errors={errors}>
        {field("min", { placeholder: "500ms" })}
      </Field>
      <Field name="max" title="and at most" errors={errors}>
        {field("max", { placeholder: "10s" })}
      </Field>
      <Field name="attribute" title="Attribute equals" errors={errors} className="col-span-2">
        {field("attribute", { placeholder: "bucket=honeydue-documents" })}
      </Field>
      <Field name="range" title="In the last" errors={errors}>
        <select name="range" defaultValue={raw.range ?? "1h"} className="field w-full">
          {rangeKeys.map((range) => (
            <option key={range}>{range}</option>
          ))}
        </select>
      </Field>
      <Field name="service" title="Service" errors={errors} className="lg:col-span-2">
        {field("service", { placeholder: "honeydue-api", list: "trace-services" })}
      </Field>
      <button type="submit" className="control h-9 self-end bg-accent-tint font-medium text-accent">
        <Search aria-hidden className="size-4" />
        Search
      </button>
      <datalist id="trace-routes">
        {routes.map((route) => (
          <option key={route} value={route} />
        ))}
      </datalist>
      <datalist id="trace-services">
        {services.map((service) => (
          <option key={service} value={service} />
        ))}
      </datalist>
    </form>
  );
}

type FieldProps = {
  name: CriteriaName;
  title: string;
  errors: Props["errors"];
  className?: string;
  children: ReactNode;
};

function Field({ name, title, errors, className = "", children }: FieldProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label className={`${label} ${className}`}>
      {title}
      {children}
      {errors[name] ? (
        <span id={`${name}-error`} className="text-bad">
          {errors[name]}
        </span>
      ) : null}
    </label>
  );
}
