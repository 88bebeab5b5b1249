/** Between the words and Send: what is to be said about them, and what a first text gets. */
import './FirstText.css';
import './Hints.css';
import './Likeness.css';
import { t } from '../../words';
import type { Checking } from '../content/composing';
import { lazily } from '../lazily';
import { STOPPED } from './stopped';

const Hints = lazily(() => import('./checked').then((made) => made.Hints));
const Likeness = lazily(() => import('./checked').then((made) => made.Likeness));
const FirstText = lazily(() => import('./checked').then((made) => made.FirstText));

interface Props {
  checking: Checking;
  cut(): void;
  /** Back to the words. */
  leave(): void;
}

export function ComposerChecks({ checking, cut, leave }: Props) {
  const { checked, lacking, first, leaves } = checking;
  return (
    <>
      <span class="unseen" role="status" aria-label={t('sidebar.hints')}>
        {checking.said}
      </span>
      {checked !== null && (
        <Likeness likeness={checking.likeness} personal={checking.personal} leave={leave} />
      )}
      {checked !== null && (
        <Hints
          id={STOPPED}
          advice={checked.advice}
          parts={checked.parts.length}
          mend={checking.mend}
          show={checking.show}
          doubt={checking.doubt}
          cut={cut}
          leave={leave}
        />
      )}
      {lacking !== null && (
        <FirstText first={first} lacking={lacking} whole={checked === null ? '' : leaves} />
      )}
    </>
  );
}
