/** A template into a draft; what it lacks is asked for above the words. */
import { signal } from '@preact/signals';
import type { Desk } from '../desk';
import { renderTemplate } from '../format/template';
import { valuesIn } from '../record/filled';
import { joined } from '../record/values';
import type { Beside, Template } from '../wire';

/** The first of the fields that ask for what is missing wants the focus. */
export const asking = signal(false);

export function insert(
  { drafts, store }: Pick<Desk, 'drafts' | 'store'>,
  draft: string,
  beside: Beside,
  chosen: Template,
): void {
  const before = drafts.of(draft).peek();
  const gap = /\s$/.test(before.text) || before.text === '' ? '' : ' ';
  const { text, missing } = renderTemplate(chosen.body, beside.values);
  const use = { id: chosen.id, version: chosen.version };
  drafts.write(draft, {
    text: before.text + gap + text,
    template: before.text === '' ? use : before.template,
    values: joined(before.values ?? [], valuesIn(chosen.body, beside)),
  });
  asking.value = missing.length > 0;
  if (!asking.value) store.focus.value += 1;
}
