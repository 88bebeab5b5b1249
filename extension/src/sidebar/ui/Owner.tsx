/** Whose contact this is. */
import { t } from '../../words';
import { firstWord } from '../format/names';
import type { PersonCard } from '../wire';

export type OwnerRef = PersonCard['owner'];

export function ownerWords(owner: OwnerRef, me: string | undefined): string {
  if (owner === null) return t('sidebar.owner.none');
  return owner.id === me
    ? t('sidebar.owner.you')
    : t('sidebar.owner.other', { name: firstWord(owner.name) });
}

export function Owner({ owner, me }: { owner: OwnerRef; me: string | undefined }) {
  const words = ownerWords(owner, me);
  return (
    <span class="avatar" role="img" aria-label={words} title={words}>
      {owner?.initials ?? '–'}
    </span>
  );
}
