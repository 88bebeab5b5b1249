/** Where a rule comes from, in small type. */
import { t } from '../../words';

interface Props {
  source: string | null;
  version: string | null;
}

export function Source({ source, version }: Props) {
  if (!source && !version) return null;
  const linked = source !== null && /^https:\/\//.test(source);
  return (
    <span class="fine">
      {linked ? (
        <a href={source} target="_blank" rel="noopener noreferrer">
          {source.replace(/^https:\/\/(www\.)?/, '').replace(/[/?#].*$/, '')}
        </a>
      ) : (
        source
      )}
      {source && version && ' · '}
      {version && t('sidebar.verdict.version', { version })}
    </span>
  );
}
