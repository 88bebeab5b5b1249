/** A text as text nodes, its web addresses as links that tell the other site nothing. */
import { withLinks } from '../format/links';

export function Linked({ text }: { text: string }) {
  return (
    <>
      {withLinks(text).map((part, i) =>
        typeof part === 'string' ? (
          part
        ) : (
          <a key={`${i} ${part.href}`} href={part.href} target="_blank" rel="noopener noreferrer">
            {part.text}
          </a>
        ),
      )}
    </>
  );
}
