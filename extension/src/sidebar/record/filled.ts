/** Which values of a CRM a template puts into a text. Its code comes with the first template. */
import { renderTemplate } from '../format/template';
import type { Beside } from '../wire';
import type { ShownValue } from './values';

/** The values of the CRM that a template has put into a text. */
export function valuesIn(body: string, { values, context }: Beside): ShownValue[] {
  const theirs = new Set((context?.values ?? []).map(({ name }) => name));
  return renderTemplate(body, values)
    .used.filter((name) => theirs.has(name))
    .map((name) => ({ name, value: renderTemplate(`{{${name}}}`, values).text }));
}
