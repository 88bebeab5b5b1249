/** Whom a text is for. Captured at the press, never read from "the current record" later. */
import type { RecordRef } from '../messages';
import type { Beside } from './wire';

export interface Target {
  /** Null for someone the workspace has not met. */
  person: string | null;
  /** As the header shows it; for sentences about this text. */
  name: string;
  /** First name, or the name, or the number: for "Anna wrote since". */
  short: string;
  phone: string | null;
  line: string | null;
  /** Where someone new was met. */
  record: RecordRef | null;
}

/** The target that a painted snapshot stands for. */
export function targetOf(beside: Beside, ref: RecordRef): Target {
  const person = beside.people.find((one) => one.id === beside.person_id);
  const shown = beside.page_phones.find((one) => one.e164 === beside.thread.phone);
  const number = shown?.display ?? beside.thread.phone ?? '';
  const name = person?.name || beside.new_name || number;
  return {
    person: person?.id ?? null,
    name,
    short: person?.first_name || name,
    phone: beside.thread.phone,
    line: beside.thread.line_id,
    record: person === undefined ? ref : null,
  };
}

/** Whom a request is about: by id, or as the page shows somebody new. */
export function named({ person, name, record }: Target) {
  return { person, new_person: person === null ? { name, record } : null };
}

/** Where its unsent words are kept: workspace, person, phone. */
export function draftKey(workspace: string, target: Pick<Target, 'person' | 'phone'>): string {
  return [workspace, target.person ?? 'new', target.phone ?? 'none'].join('|');
}
