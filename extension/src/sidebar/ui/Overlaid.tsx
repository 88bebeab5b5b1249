/**
 * A real `<select>` under a drawing of its own: the browser's menu and keys, our look. The drawing
 * is hidden from assistive technology, which reads the select.
 */
import './Overlaid.css';
import type { ComponentChildren } from 'preact';

export interface Choice {
  value: string;
  words: string;
  disabled?: boolean;
}

interface Props {
  name: string;
  value: string;
  choices: Choice[];
  disabled?: boolean;
  class?: string;
  pick(value: string): void;
  children: ComponentChildren;
}

export function Overlaid({
  name,
  value,
  choices,
  disabled = false,
  class: look = '',
  pick,
  children,
}: Props) {
  return (
    <span class={`overlaid ${look}`}>
      <span class="drawn" aria-hidden="true">
        {children}
      </span>
      <select
        aria-label={name}
        title={name}
        value={value}
        disabled={disabled}
        onChange={(event) => pick(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option
            key={choice.value}
            value={choice.value}
            disabled={choice.disabled ?? false}
            selected={choice.value === value}
          >
            {choice.words}
          </option>
        ))}
      </select>
    </span>
  );
}
