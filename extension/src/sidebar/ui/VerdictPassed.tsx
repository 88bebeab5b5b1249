/** Above the message: what the next text goes past, and the way back. */
import { t } from '../../words';
import { useDesk } from '../desk';
import { applying } from '../verdict/way';
import type { Verdict } from '../wire';

interface Props {
  verdict: Verdict;
  /** The key of the draft. */
  draft: string;
}

export function VerdictPassed({ verdict, draft }: Props) {
  const { drafts } = useDesk();
  const { mode, overrides } = drafts.of(draft).value;
  const past = mode === 'note' ? [] : applying(verdict, overrides);
  const drop = (code: string): void =>
    drafts.write(draft, { overrides: past.filter((one) => one.code !== code) });
  return (
    <>
      {past.map(({ code, reason }) => (
        <p class="passed" key={code}>
          <span>{t('sidebar.verdict.passed', { reason })}</span>
          <button type="button" onClick={() => drop(code)}>
            {t('sidebar.verdict.passed.drop')}
          </button>
        </p>
      ))}
    </>
  );
}
