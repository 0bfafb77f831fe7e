import Form from "next/form";
import Link from "next/link";
import type { ReactNode } from "react";
import { PrimaryButton } from "@/components/form/primary-button";
import type { AuditFilter } from "@/lib/audit/audit-filter";
import { auditHref } from "@/lib/links/routes";

type Props = { filter: AuditFilter; actions: string[]; wrong: string[]; isFiltered: boolean };

/** The filter as a plain form: the URL is its state, and it works before any script does. */
export function FilterForm({ filter, actions, wrong, isFiltered }: Props) {
  const kinds = [...new Set(actions.map((action) => `${action.split(".")[0]}.`))];
  return (
    // Fields keep what was typed by default; the key makes "Clear" empty them.
    <Form
      key={JSON.stringify(filter)}
      action={auditHref()}
      className="panel mt-3 grid grid-cols-2 items-end gap-3 px-3 py-3 lg:grid-cols-[repeat(5,minmax(0,1fr))_auto]"
    >
      <Field label="Who" name="actor">
        <input id="audit-actor" name="actor" defaultValue={filter.actor} maxLength={200} className="field w-full" />
      </Field>
      <Field label="Did what" name="action">
        <select id="audit-action" name="action" defaultValue={filter.action ?? ""} className="field w-full">
          <option value="">anything</option>
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kind}*
            </option>
          ))}
          {actions.map((action) => (
            <option key={action} value={action}>
              {action}
            </option>
          ))}
        </select>
      </Field>
      <Field label="To what" name="subject" className="max-lg:col-span-2">
        <input
          id="audit-subject"
          name="subject"
          defaultValue={filter.subject}
          maxLength={200}
          className="field w-full"
        />
      </Field>
      <Field label="From (UTC)" name="from">
        <input id="audit-from" type="date" name="from" defaultValue={filter.from} className="field w-full" />
      </Field>
      <Field label="To (UTC)" name="to">
        <input id="audit-to" type="date" name="to" defaultValue={filter.to} className="field w-full" />
      </Field>
      <div className="flex gap-1 max-lg:col-span-2">
        <PrimaryButton>Show</PrimaryButton>
        {isFiltered ? (
          <Link href={auditHref()} prefetch={false} className="control">
            Clear
          </Link>
        ) : null}
      </div>
      {wrong.length > 0 ? (
        <p role="alert" className="col-span-full font-medium text-bad text-xs">
          Left out, since it could not be read: {wrong.join(", ")}. A day looks like 2026-11-25.
        </p>
      ) : null}
    </Form>
  );
}

type FieldProps = { label: string; name: string; className?: string; children: ReactNode };

function Field({ label, name, className, children }: FieldProps) {
  return (
    <div className={className}>
      <label htmlFor={`audit-${name}`} className="mb-1 block text-ink-2 text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}
