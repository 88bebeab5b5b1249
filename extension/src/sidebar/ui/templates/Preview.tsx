/** The highlighted template as it would read for this person, and what to know before it goes. */
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { firstWord } from '../../format/names';
import { renderTemplate } from '../../format/template';
import { daysAgo, shortDay } from '../../format/time';
import { spoken } from '../../templates/fields';
import type { Beside, SentTemplate, Template } from '../../wire';
import { Icon } from '../Icon';
import { Texts } from '../Texts';
import { Filled } from './Filled';

const PURPOSES = {
  conversational: 'sidebar.picker.purpose.conversational',
  informational: 'sidebar.picker.purpose.informational',
  marketing: 'sidebar.picker.purpose.marketing',
} as const;

interface Props {
  template: Template;
  beside: Beside;
  /** When this person got it last, if they did. */
  sent: SentTemplate | undefined;
  /** Whom it is for. */
  name: string;
  use(): void;
}

const weekday = (at: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(new Date(at));

/** `You sent this to Anna on Tuesday.` */
function useSent(sent: SentTemplate | undefined, name: string): string {
  const { store, clock, locale } = useDesk();
  if (sent === undefined) return '';
  const now = clock.minute.value;
  const days = daysAgo(sent.at, now);
  const when =
    days === 0
      ? t('sidebar.picker.when.today')
      : days === 1
        ? t('sidebar.picker.when.yesterday')
        : days < 7
          ? t('sidebar.picker.when.on', { day: weekday(sent.at, locale) })
          : t('sidebar.picker.when.on', { day: shortDay(sent.at, now, locale) });
  if (sent.by?.id === store.session.value?.member.id) {
    return t('sidebar.picker.sent.you', { name, when });
  }
  const who = sent.by === null ? t('sidebar.automation') : firstWord(sent.by.name);
  return t('sidebar.picker.sent.other', { who, name, when });
}

function language(tag: string, locale: string): string {
  if (tag === 'und') return '';
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag; // no language that this browser knows
  }
}

export function Preview({ template, beside, sent, name, use }: Props) {
  const { locale } = useDesk();
  const { text, missing } = renderTemplate(template.body, beside.values);
  const before = useSent(sent, name);
  const facts = [t(PURPOSES[template.purpose]), language(template.language, locale)].filter(
    Boolean,
  );
  return (
    <section class="preview" aria-label={t('sidebar.picker.preview')}>
      <p class="facts">
        {facts.join(' · ')} · <Texts of={text} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long texts are scrolled by the keys */}
      <p class="words" dir="auto" tabIndex={0}>
        <Filled body={template.body} values={beside.values} />
      </p>
      <p class="before" role="status">
        {before !== '' && (
          <>
            <Icon name="again" size={14} /> {before}
          </>
        )}
      </p>
      <div class="foot">
        {missing.length > 0 && (
          <p class="asks">{t('sidebar.picker.asks', { fields: missing.map(spoken).join(', ') })}</p>
        )}
        <button type="button" class="use" onClick={use}>
          {t('sidebar.picker.use')}
        </button>
      </div>
    </section>
  );
}
