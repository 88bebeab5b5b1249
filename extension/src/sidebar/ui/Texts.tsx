/** How many texts these words are. */
import { plural } from '../../words';
import { countSegments } from '../format/segments';

export function Texts({ of }: { of: string }) {
  return <>{plural('sidebar.texts', Math.max(1, countSegments(of).segments))}</>;
}
