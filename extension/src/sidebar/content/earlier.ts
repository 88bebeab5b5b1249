/** What a draft is compared with: the wording it began from, and our last texts to this person. */
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk';
import type { renderTemplate } from '../format/template';
import type { Beside, TemplateUse, TimelineItem } from '../wire';

const PREVIOUS = 5;
/** What ended so was not read. */
const NOT_READ: readonly string[] = ['canceled', 'undelivered', 'rejected', 'failed', 'lapsed'];

/** Our newest texts to a number, the newest first. */
export function ownTexts(items: readonly TimelineItem[], phone: string | null): string[] {
  return items
    .flatMap((item) =>
      item.kind === 'message' &&
      item.direction === 'out' &&
      item.phone === phone &&
      !NOT_READ.includes(item.state)
        ? [item.text]
        : [],
    )
    .filter(Boolean)
    .slice(-PREVIOUS)
    .reverse();
}

/** The template's words for this person; null while there is none, or it is not here yet. */
export function useWording(
  { templates_version: version, values }: Beside,
  use: TemplateUse | null,
): string | null {
  const { catalog } = useDesk();
  // A draft that was kept knows which template it began with, and not yet its words.
  const [render, setRender] = useState<typeof renderTemplate | null>(null);
  useEffect(() => {
    if (use === null) return;
    catalog.want(version);
    void import('../format/template').then((made) => setRender(() => made.renderTemplate));
  }, [use, version]);
  const body = catalog.list.value?.find(({ id }) => id === use?.id)?.body;
  return body === undefined || render === null ? null : render(body, values).text;
}
