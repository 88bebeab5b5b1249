/** What of the templates comes first beside this person: asked for as the picker opens. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Api } from '../api';
import type { Beside, TemplatesBeside } from '../wire';

/** The last answer, and whose: the picker opens with it and shows what is new when it comes. */
const last = signal<{ whose: string; found: TemplatesBeside } | null>(null);

/** Null until it is here; where it can't be had the list is without it. */
export function useFitting(api: Pick<Api, 'json'>, beside: Beside): TemplatesBeside | null {
  const { crm, account, type, id } = beside.record;
  const person = beside.person_id;
  const whose = [crm, account, type, id, person].join('\n');
  useEffect(() => {
    const life = new AbortController();
    const query = { person, crm, account, type, id };
    api
      .json<TemplatesBeside>('GET', '/templates/beside', { query, signal: life.signal })
      .then((found) => {
        last.value = { whose, found };
      })
      .catch(() => undefined);
    return () => life.abort();
  }, [whose]);
  return last.value?.whose === whose ? last.value.found : null;
}
