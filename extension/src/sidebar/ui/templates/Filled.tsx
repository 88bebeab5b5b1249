/** A template's text with what fills its fields set apart, and what is missing marked. */
import { t } from '../../../words';
import { parseTemplate, renderTemplate } from '../../format/template';
import { spoken } from '../../templates/fields';

export function Filled({ body, values }: { body: string; values: Record<string, string> }) {
  return (
    <>
      {parseTemplate(body).map((part, i) => {
        if (typeof part === 'string') return part;
        const { text, missing } = renderTemplate(part.source, values);
        const gap = missing.length > 0;
        return (
          <span key={`${i} ${part.source}`} class={gap ? 'slot missing' : 'slot'}>
            {gap ? t('sidebar.picker.missing', { field: spoken(part.name) }) : text}
          </span>
        );
      })}
    </>
  );
}
